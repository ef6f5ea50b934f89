// What was collected → lines of YAML, with a comment wherever the settings would warn.
import { buildTable } from '../settings/build-table.js'
import type { Problem } from '../settings/problems.js'
import type { Settings } from '../settings/schema.js'
import type { Collected } from './collection.js'
import { type Comment, domainLines, providerLines } from './settings-yaml.js'

export interface WrittenLines {
  providers: (indent: string) => string[]
  domains: (indent: string) => string[]
}

const HEADER = [
  '# The settings table. Everything that any mail client is told comes from here.',
  '# After a change: node dist/main.js check THIS-FILE',
  '',
  '# Where people and phones reach this service. Links and QR codes begin with it.',
  '# publicUrl: https://setup.example.com',
  '',
]

/** A whole settings file. What only its owner knows is left to him as a comment. */
export function settingsText(collected: Collected): string {
  const { providers, domains } = writtenLines(collected)
  const mapped = domains('  ')
  const lines = [
    ...HEADER,
    'providers:',
    ...providers('  '),
    ...(mapped.length === 0 ? [] : ['', 'domains:', ...mapped]),
  ]
  return `${lines.join('\n')}\n`
}

export function writtenLines(collected: Collected): WrittenLines {
  const comments = commentsByProvider(collected)
  return {
    providers: (indent) =>
      collected.providers.flatMap(({ key, provider }, index) => [
        ...(index === 0 ? [] : ['']),
        ...providerLines(key, provider, comments.get(key) ?? [], indent),
      ]),
    domains: (indent) =>
      [...collected.domains].flatMap(([name, entry]) => domainLines(name, entry, indent)),
  }
}

/** The settings that the lines stand for. */
export function settingsOf({ providers, domains }: Collected): Settings {
  return {
    providers: Object.fromEntries(providers.map(({ key, provider }) => [key, provider])),
    domains: Object.fromEntries(domains),
  }
}

function commentsByProvider(collected: Collected): Map<PropertyKey, Comment[]> {
  const comments = new Map<PropertyKey, Comment[]>()
  const add = ({ severity, path, message }: Problem) => {
    const [section, key = '', ...below] = path
    if (severity !== 'warning' || section !== 'providers') return
    comments.set(key, [...(comments.get(key) ?? []), { path: below, message }])
  }
  // Nothing of these reaches the comments.
  const beside = { publicUrl: 'https://localhost', images: new Map(), resolvePath: String }
  buildTable(settingsOf(collected), beside, add)
  return comments
}
