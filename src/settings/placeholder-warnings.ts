// Per-cent signs that look like a placeholder and are none: clients would show them, or ask there, as they are.
import { placeholderSlips } from './placeholders.js'
import type { Path } from './problems.js'
import type { FieldPath } from './provider.js'
import { SECTIONS } from './server-types.js'

const NO_PLACEHOLDERS: readonly string[] = [
  ...SECTIONS,
  ...['key', 'domains', 'type', 'authentication', 'logoFile'],
  // Elements of documents are kept as they are.
  ...['extensions', 'clientConfigExtensions'],
  // Sentences may speak of 90 %.
  ...['note', 'descr', 'instruction'],
]

/** Of a provider without its servers, or of one server: every text, however deep. */
export function warnAboutPlaceholders(
  written: object,
  pathOf: FieldPath,
  warn: (path: Path, message: string) => void,
): void {
  const check = (value: unknown, path: Path) => {
    if (typeof value === 'string') {
      for (const slip of placeholderSlips(value)) {
        warn(path, `"${slip}" is no placeholder and stays as it is`)
      }
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) check(item, [...path, index])
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, below] of textsOf(value)) check(below, [...path, key])
    }
  }
  for (const [field, value] of textsOf(written)) check(value, pathOf(field))
}

function textsOf(map: object): [string, unknown][] {
  return Object.entries(map).filter(([key]) => !NO_PLACEHOLDERS.includes(key))
}
