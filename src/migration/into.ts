// Adds providers and domains to a settings text. What stands there stays octet for octet, comments included.
import { isAlias, isMap } from 'yaml'
import { canonicalJson } from '../format/canonical-json.js'
import type { Settings } from '../settings/schema.js'
import { readYaml } from '../store/yaml.js'
import type { Collected } from './collection.js'
import {
  behindKey,
  behindLast,
  indentOf,
  type Insertion,
  intoFlow,
  linesText,
  pairOf,
  sourceOf,
  STEP,
  withInsertions,
} from './insertions.js'
import { settingsOf, writtenLines } from './written.js'

/** `fault`: why nothing can be added to this text, as a clause. */
export type Merged = { ok: true; text: string } | { ok: false; fault: string }

type Section = 'providers' | 'domains'

/** `text` is YAML or JSON without errors, but for an empty or a missing map of providers. */
export function addToSettings(standing: string, collected: Collected): Merged {
  const source = sourceOf(standing)
  const { text, root } = source
  const written = writtenLines(collected)
  const values = settingsOf(collected)
  const wanted = (['providers', 'domains'] as const).filter(
    (section) => Object.keys(values[section] ?? {}).length > 0,
  )
  const linesFor = (section: Section, indent: string) =>
    section === 'providers' ? ['', ...written.providers(indent)] : written.domains(indent)
  const insertions: Insertion[] = []
  const missing: Section[] = []
  for (const section of wanted) {
    const pair = root && pairOf(root, section)
    const value = pair?.value
    if (isAlias(value)) return { ok: false, fault: `"${section}" is an alias; write it out` }
    if (pair === undefined) missing.push(section)
    else if (isMap(value) && value.flow === true) {
      insertions.push(intoFlow(source, value, values[section] ?? {}))
    } else if (isMap(value)) {
      insertions.push(behindLast(source, value, linesFor(section, indentOf(source, value))))
    } else {
      const indent = root === undefined ? '' : indentOf(source, root)
      insertions.push(behindKey(source, pair, written[section](indent + STEP)))
    }
  }
  if (missing.length > 0 && root?.flow === true) {
    const added = Object.fromEntries(missing.map((section) => [section, values[section]]))
    insertions.push(intoFlow(source, root, added))
  } else if (missing.length > 0) {
    const indent = root === undefined ? '' : indentOf(source, root)
    const lines = missing.flatMap((section) => [
      ...(text === '' ? [] : ['']),
      `${indent}${section}:`,
      ...written[section](indent + STEP),
    ])
    insertions.push(
      root === undefined
        ? { at: text.length, text: linesText(source, lines) }
        : behindLast(source, root, lines),
    )
  }
  const merged = withInsertions(text, insertions)
  return isAddition(standing, merged, values)
    ? { ok: true, text: merged }
    : { ok: false, fault: 'the new entries do not fit in there; import into a new file' }
}

/** Whether all that stood there means what it meant, and the rest is what was to be added. */
function isAddition(before: string, after: string, added: Settings): boolean {
  const old = (readYaml(before, '').value ?? {}) as Partial<Settings>
  const wanted = {
    ...old,
    providers: { ...old.providers, ...added.providers },
    ...((old.domains ?? added.domains) && { domains: { ...old.domains, ...added.domains } }),
  }
  const { value, problems } = readYaml(after, '')
  const written = { domains: {}, ...(value as object) }
  return problems.length === 0 && canonicalJson(written) === canonicalJson(wanted)
}
