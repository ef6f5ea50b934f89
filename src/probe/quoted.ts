// What a server says, fit to be shown: one line, short, nothing that moves a terminal's cursor.

const LONGEST = 120

export function quoted(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?')
  return `"${printable.length > LONGEST ? `${printable.slice(0, LONGEST)}…` : printable}"`
}
