// Tables for terminals: the last column wraps, nothing is cut.

const NO_TERMINAL_WIDTH = 100
const GAP = '  '

/** Rows → lines without a final line feed. Columns are as wide as they must be, the last takes the rest. */
export function renderTable(
  rows: readonly (readonly string[])[],
  width = NO_TERMINAL_WIDTH,
): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns - 1 }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const indent = widths.reduce((sum, one) => sum + one + GAP.length, 0)
  return rows
    .flatMap((row) => {
      const start = widths.map((one, column) => (row[column] ?? '').padEnd(one) + GAP).join('')
      const wrapped = wrap(row[columns - 1] ?? '', Math.max(width - indent, 24))
      return wrapped.map((line, index) =>
        ((index === 0 ? start : ' '.repeat(indent)) + line).trimEnd(),
      )
    })
    .join('\n')
}

/** Breaks at spaces; a word longer than the line stands alone. */
function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
