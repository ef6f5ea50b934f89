// Which texts of a provider were filled in: by the address that is asked for, or by the one that a mailbox moved to.
import type { Path } from './problems.js'

export interface FilledText {
  from: string
  to: string
  /** Wherever this became that. */
  paths: readonly Path[]
}

/** Both have the same form; `filled` with its placeholders replaced. In the order of the texts. */
export function filledTexts(written: unknown, filled: unknown): FilledText[] {
  const texts = new Map<string, { from: string; to: string; paths: Path[] }>()
  const compare = (from: unknown, to: unknown, path: Path): void => {
    if (typeof from === 'string' && typeof to === 'string') {
      if (from === to) return
      const key = JSON.stringify([from, to])
      const known = texts.get(key)
      if (known === undefined) texts.set(key, { from, to, paths: [path] })
      else known.paths.push(path)
    } else if (Array.isArray(from) && Array.isArray(to)) {
      for (const [index, one] of from.entries()) compare(one, to[index], [...path, index])
    } else if (isObject(from) && isObject(to)) {
      for (const [key, one] of Object.entries(from)) compare(one, to[key], [...path, key])
    }
  }
  compare(written, filled, [])
  return [...texts.values()]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
