// Tables for terminals: cells wrap, nothing is cut. Cells may be coloured, as long as they need no second line.
import { stripVTControlCharacters } from 'node:util'

const NO_TERMINAL_WIDTH = 100
const GAP = '  '
// What the last column, which holds the sentences, gets of a line at least.
const SHARE_OF_LAST = 0.4
const NARROWEST = 8

/** Rows → lines without a final line feed, none of them longer than `width`. A row of one cell goes over all columns. */
export function renderTable(
  rows: readonly (readonly string[])[],
  width = NO_TERMINAL_WIDTH,
): string {
  const widths = columnWidths(rows, width)
  return rows
    .flatMap((row) => {
      if (row.length === 1) return wrap(row[0] ?? '', width)
      const cells = widths.map((columnWidth, column) => wrap(row[column] ?? '', columnWidth))
      const height = Math.max(...cells.map((lines) => lines.length))
      return Array.from({ length: height }, (_, line) =>
        widths
          .map((columnWidth, column) => padded(cells[column]?.[line] ?? '', columnWidth))
          .join(GAP)
          .trimEnd(),
      )
    })
    .join('\n')
}

/** Columns are as wide as their longest cell; where that is too much, the widest gives way. */
function columnWidths(all: readonly (readonly string[])[], width: number): number[] {
  const columns = Math.max(...all.map((row) => row.length))
  const rows = columns === 1 ? all : all.filter(({ length }) => length > 1)
  const longest = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => shownLength(row[column] ?? ''))),
  )
  const leading = longest.slice(0, -1)
  const available = width - GAP.length * leading.length
  const last = Math.min(longest.at(-1) ?? 0, Math.floor(available * SHARE_OF_LAST))
  const sum = () => leading.reduce((total, one) => total + one, 0)
  while (sum() + last > available && Math.max(...leading) > NARROWEST) {
    leading[leading.indexOf(Math.max(...leading))] = Math.max(...leading) - 1
  }
  return [...leading, Math.max(available - sum(), NARROWEST)]
}

/** What colours a text takes no room. */
function shownLength(text: string): number {
  return stripVTControlCharacters(text).length
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - shownLength(text), 0))
}

/** Breaks at spaces; a word longer than a line is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (shownLength(line) + 1 + shownLength(word) <= width)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

function pieces(word: string, width: number): string[] {
  if (shownLength(word) <= width) return [word]
  const count = Math.ceil(word.length / width)
  return Array.from({ length: count }, (_, index) => word.slice(index * width, (index + 1) * width))
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
