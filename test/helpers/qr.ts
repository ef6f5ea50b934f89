// Reading QR codes with another's reader.
import jsqr from 'jsqr'
import { attribute, type Element, elements } from './html.js'

// jsqr is CommonJS, and its types say otherwise.
const readCode = jsqr as unknown as typeof jsqr.default

/** What stands in a picture; undefined: no code is found in it. Four octets for each pixel. */
export function readPixels(pixels: Uint8ClampedArray, width: number): string | undefined {
  return readCode(pixels, width, pixels.length / 4 / width)?.data
}

const SCALE = 4

/** The same for an SVG whose modules are drawn as runs in one path: `M4 4h7v1h-7z`. */
export function readSvg(svg: Element): string | undefined {
  const side = Number(
    attribute(svg, 'viewbox')?.split(' ')[2] ?? attribute(svg, 'viewBox')?.split(' ')[2],
  )
  const width = side * SCALE
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  const path = elements(svg, 'path').at(-1)
  const runs = (path && attribute(path, 'd'))?.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g) ?? []
  for (const [, x, y, length] of runs) {
    for (let row = 0; row < SCALE; row += 1) {
      const start = ((Number(y) * SCALE + row) * width + Number(x) * SCALE) * 4
      for (let index = 0; index < Number(length) * SCALE * 4; index += 1) {
        if (index % 4 !== 3) pixels[start + index] = 0
      }
    }
  }
  return readPixels(pixels, width)
}
