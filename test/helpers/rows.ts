// Rows of a table under their own names: `test.each(named(rows))('%s', async (_name, row) => …)`.

interface Row {
  /** As in the document that asks for it. */
  id: string
  title: string
}

export function named<One extends Row>(rows: readonly One[], prefix = 'OPS'): [string, One][] {
  return rows.map((row) => [`${prefix}-${row.id} ${row.title}`, row])
}

/** The same for rows whose title holds their id already. */
export function titled<One extends { title: string }>(rows: readonly One[]): [string, One][] {
  return rows.map((row) => [row.title, row])
}

/** A text as it stands in a title: in quotes, on one line, and not for ever. */
export function shown(text: string): string {
  const quoted = JSON.stringify(text)
  return quoted.length > 64 ? `${quoted.slice(0, 60)}… (${text.length})` : quoted
}
