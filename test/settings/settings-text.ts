// Settings as an admin would write them, for rows of tables: a fragment → a whole file.
// The mark » stands where a problem is expected; it is taken out before the file is written.
import { load, told } from '../helpers/settings.js'

const MARK = '»'

const PROVIDER = [
  'displayName: Example Mail',
  'hostname: mail.example.net',
  'incomingServers: [imap]',
  'outgoingServers: [smtp]',
]

function keyOf(line: string): string | undefined {
  return /^[»"]*(\w+)/.exec(line)?.[1]
}

function indent(lines: readonly string[], depth: number): string {
  return lines.map((line) => `${' '.repeat(depth)}${line}\n`).join('')
}

/** Settings without a fault, and these lines at the top level. */
export function top(...lines: string[]): string {
  const hasOwn = lines.some((line) => keyOf(line) === 'publicUrl')
  const publicUrl = hasOwn ? '' : 'publicUrl: https://setup.example.net\n'
  return `${publicUrl}providers:\n  p:\n${indent(PROVIDER, 4)}${indent(lines, 0)}`
}

/** The same with these lines in the provider; they replace its own of the same keys. */
export function provider(...lines: string[]): string {
  const keys = lines.map(keyOf)
  const own = PROVIDER.filter((line) => !keys.includes(keyOf(line)))
  return `publicUrl: https://setup.example.net\nproviders:\n  p:\n${indent([...own, ...lines], 4)}`
}

/** The same with these lines in the incoming server, which is of type imap unless they say another. */
export function server(...lines: string[]): string {
  const type = lines.some((line) => keyOf(line) === 'type') ? [] : ['type: imap']
  const [first = '', ...rest] = [...type, ...lines]
  return provider('incomingServers:', `  - ${first}`, ...rest.map((line) => `    ${line}`))
}

/** The same with these lines in the map of domains. */
export function domains(...lines: string[]): string {
  return `${top()}domains:\n${indent(lines, 2)}`
}

/** Takes the marks out; gives their places as `line:column`. */
export function unmark(text: string): { text: string; places: string[] } {
  const places: string[] = []
  const lines = text.split('\n').map((line, row) => {
    let plain = line
    for (let at = plain.indexOf(MARK); at !== -1; at = plain.indexOf(MARK)) {
      places.push(`${row + 1}:${at + 1}`)
      plain = plain.slice(0, at) + plain.slice(at + MARK.length)
    }
    return plain
  })
  return { text: lines.join('\n'), places }
}

/** What is told about a text, and what should be: `says` in the order of the marks. */
export async function judge(
  marked: string,
  says: readonly string[],
  besides: Readonly<Record<string, string>> = {},
): Promise<{ told: string[]; expected: string[] }> {
  const { text, places } = unmark(marked)
  return {
    told: told(await load(text, besides)),
    expected: places.map((place, index) => `${place} ${says[index] ?? '?'}`),
  }
}
