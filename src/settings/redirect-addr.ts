// redirectAddr: every mailbox of a domain stands for one of another domain.
import { parseAddress } from './address.js'
import { parseDomain } from './domain.js'
import {
  type PlaceholderValues,
  replacePlaceholders,
  replacePlaceholdersInside,
} from './placeholders.js'
import type { Path, Report } from './problems.js'
import { nameInTable, type ShardedMap } from './sharded-map.js'
import type { Entry } from './table.js'

interface MoveTarget {
  /** `%EMAILLOCALPART%`, or one mailbox that takes all, or a mixture of both. */
  localPart: string
  domain: string
}

/** `"%EMAILLOCALPART%@other.example"` or `"all@other.example"`; the domain is a plain name. */
export function parseRedirectAddr(text: string): MoveTarget | undefined {
  const at = text.lastIndexOf('@')
  const localPart = text.slice(0, Math.max(at, 0))
  const domain = parseDomain(text.slice(at + 1))
  if (domain === undefined || localPart === '') return undefined
  const example = parseAddress(`${localPart.replaceAll('%EMAILLOCALPART%', 'x')}@${domain}`)
  return example === undefined || example.localPart.includes('%')
    ? undefined
    : { localPart, domain }
}

export interface MovedName {
  name: string
  /** The redirectAddr, as written. */
  address: string
  path: Path
}

/** Mailboxes that moved to a domain of ours are answered with that domain's settings, however often they moved. */
export function resolveMoves(
  moved: readonly MovedName[],
  names: ShardedMap<Entry>,
  report: Report,
): void {
  const moves = new Map<string, MovedName>(moved.map((move) => [move.name, move]))
  for (const start of moved) {
    if (!moves.has(start.name)) continue
    // Walk to the first name that did not move or has been dealt with; then settle the way back.
    const way = new Map<MovedName, { target: MoveTarget; name: string }>()
    for (let move: MovedName | undefined = start; move !== undefined;) {
      const target = parseRedirectAddr(move.address)
      const name = target && nameInTable(target.domain, names)
      if (target === undefined || name === undefined) break
      way.set(move, { target, name })
      const next = moves.get(name)
      if (next !== undefined && way.has(next)) {
        report({ severity: 'error', path: move.path, message: 'leads back to the same domain' })
        break
      }
      move = next
    }
    for (const [move, { target, name }] of [...way].reverse()) {
      const entry = names.get(name)
      if (entry !== undefined) names.set(move.name, moveEntry(entry, target))
      moves.delete(move.name)
    }
  }
}

/** An entry as it answers for mailboxes that moved there: its placeholders speak of the new address. */
function moveEntry(target: Entry, { localPart, domain }: MoveTarget): Entry {
  const values: PlaceholderValues = {
    EMAILADDRESS: `${localPart}@${domain}`,
    EMAILLOCALPART: localPart,
    EMAILDOMAIN: domain,
  }
  switch (target.kind) {
    case 'none':
      return target
    // Whoever answers there must hear the new address, and only redirectAddr can tell it to the client.
    case 'redirect':
      return { kind: 'moved', address: values.EMAILADDRESS }
    case 'moved':
      return { kind: 'moved', address: replacePlaceholders(target.address, values) }
    case 'settings':
      return {
        ...target,
        provider: replacePlaceholdersInside(target.provider, values),
        publishes: 'asked domain',
        address: replacePlaceholders(target.address, values),
        shared: false,
      }
  }
}
