// QR codes as SVG: black on white in every theme, because readers of dark codes are rare.
import encodeQr from 'qr'
import { html, type Html } from './html.js'

// ISO/IEC 18004: four modules of nothing around the code.
const QUIET_ZONE = 4

/** `label` says where the code leads, for who cannot see it. Throws on more than some 2,000 octets. */
export function qrSvg(text: string, label: string): Html {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  const side = rows.length
  const path = rows
    .flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('')
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${side} ${side}"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${side}v${side}h-${side}z" />
    <path fill="#000" d="${path}" />
  </svg>`
}

/** Dark modules side by side, as [first, how many]. */
function runs(row: readonly boolean[]): [x: number, length: number][] {
  const found: [number, number][] = []
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue
    const start = x
    while (row[x] === true) x += 1
    found.push([start, x - start])
  }
  return found
}
