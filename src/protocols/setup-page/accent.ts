// One colour of the provider's → the colours that the page needs, legible on light and on dark.
// WCAG 2.2, 1.4.3: text has a contrast of 4.5 to 1 at least.

type Rgb = readonly [red: number, green: number, blue: number]

const ENOUGH = 4.5
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
// The backgrounds of page.css, the least favourable ones.
const LIGHT_GROUND: Rgb = [243, 245, 248]
const DARK_GROUND: Rgb = [36, 40, 46]
const STEP = 0.04

function parse(colour: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  )
  return [red, green, blue]
}

function toHex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance, as WCAG defines it. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function mix(colour: Rgb, into: Rgb, share: number): Rgb {
  const [red, green, blue] = colour.map((part, index) =>
    Math.round(part + ((into[index] ?? 0) - part) * share),
  )
  return [red ?? 0, green ?? 0, blue ?? 0]
}

/** The colour itself, or as little darker or lighter as it must be to be read on `ground`. */
function legibleOn(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += STEP) {
    const shade = mix(colour, towards, share)
    if (contrast(shade, ground) >= ENOUGH) return shade
  }
  return towards
}

function rules(accent: Rgb): string {
  const text = contrast(accent, WHITE) >= ENOUGH ? WHITE : BLACK
  return `--accent:${toHex(accent)};--on-accent:${toHex(text)}`
}

/** A style sheet that gives the page the colour. `colour`: six hexadecimal digits, with or without #. */
export function accentCss(colour: string): string {
  const accent = parse(colour)
  const light = rules(legibleOn(accent, LIGHT_GROUND, BLACK))
  const dark = rules(legibleOn(accent, DARK_GROUND, WHITE))
  // On paper everything is black.
  return `@media screen{:root{${light}}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}\n`
}
