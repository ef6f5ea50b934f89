// Whatever colour a provider has: it can be read on the page, and on it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentCss } from '../../../src/protocols/setup-page/accent.js'

type Rgb = [number, number, number]

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
}

/** WCAG 2.2, relative luminance and contrast ratio, written anew. */
function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4)
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function colours(css: string): string[] {
  return css.match(/#[0-9a-f]{6}/g) ?? []
}

const GROUNDS = { light: ['#ffffff', '#f3f5f8'], dark: ['#16181c', '#24282e'] }

test('AP-B8 1.4.3 any accent colour has a contrast of 4.5 to 1, in both themes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{6}$/), (colour) => {
      const [light = '', onLight = '', dark = '', onDark = ''] = colours(accentCss(colour))
      for (const ground of GROUNDS.light)
        expect(contrast(light, ground)).toBeGreaterThanOrEqual(4.5)
      for (const ground of GROUNDS.dark) expect(contrast(dark, ground)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(light, onLight)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(dark, onDark)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('a colour that can be read stays as it is', () => {
  expect(colours(accentCss('0b57d0')).slice(0, 2)).toEqual(['#0b57d0', '#ffffff'])
})
