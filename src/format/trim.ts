// Blanks as XML and mail headers know them, at both ends. Not a pattern: one that looks for a run of blanks
// at the end tries every run anew, and strangers can send thousands.

const BLANKS = ' \t\r\n'

export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && BLANKS.includes(text.charAt(start))) start += 1
  while (end > start && BLANKS.includes(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}
