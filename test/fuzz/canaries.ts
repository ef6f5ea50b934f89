// What every request carries of a person: a local part and a password that nobody else has, and where they may show.
import fc, { type Arbitrary } from 'fast-check'

export interface Canary {
  /** In every address that is asked for. */
  localPart: string
  password: string
}

const hexadecimal = fc
  .noShrink(fc.nat({ max: 0xffff_ffff }))
  .map((number) => number.toString(16).padStart(8, '0'))

export const canary: Arbitrary<Canary> = hexadecimal.map((code) => ({
  localPart: `canary-${code}`,
  password: `CANARY-pw-${code}`,
}))

/** How a text may look in an answer that nobody should find it in: in any letter case, or in Base64. */
export function tracesOf(text: string): string[] {
  const spellings = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  return [text.toLowerCase(), ...spellings.flatMap(inBase64)]
}

/** Where it stands in what was encoded decides how it looks: three ways, without what its neighbours change. */
function inBase64(octets: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), octets]).toString('base64')
    return text
      .slice(before === 0 ? 0 : 4, Math.floor((before + octets.length) / 3) * 4)
      .toLowerCase()
  })
}

/** Whether any of the traces stands in a text. */
export function showsAny(text: string, traces: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return traces.some((trace) => lower.includes(trace))
}
