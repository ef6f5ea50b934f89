// A provider as a document states it → as a person would write it: what follows from defaults is left out,
// and what all its servers share stands once. Nothing of what it means changes.
import { canonicalJson } from '../format/canonical-json.js'
import { normaliseHostname } from '../settings/hostname.js'
import { FULL_ADDRESS } from '../settings/placeholders.js'
import type { Problem } from '../settings/problems.js'
import { resolveProvider, resolveServer } from '../settings/provider.js'
import type { Texts, WrittenProvider, WrittenServer } from '../settings/schema.js'
import { SECTIONS, type Section } from '../settings/server-types.js'

const SHARED = ['hostname', 'socketType', 'authentication', 'username'] as const
type Shared = Pick<WrittenProvider, (typeof SHARED)[number]>
// In this order, so that a port is only written where the TLS kind does not say it.
const LEFT_OUT = ['hostname', 'authentication', 'username', 'port', 'socketType'] as const

/** `provider` states everything at its servers, as documents do. */
export function factor(provider: WrittenProvider): WrittenProvider {
  const plain = tidied(provider)
  const shared = sharedDefaults(plain)
  for (const defaults of [shared, {}]) {
    const short = withDefaults(plain, defaults)
    if (meansTheSame(short, plain)) return short
  }
  return plain
}

function meansTheSame(left: WrittenProvider, right: WrittenProvider): boolean {
  const problems: Problem[] = []
  const [one, other] = [left, right].map((written) =>
    canonicalJson(
      resolveProvider(
        '',
        written,
        () => [],
        (problem) => problems.push(problem),
      ),
    ),
  )
  return problems.length === 0 && one === other
}

function withDefaults(provider: WrittenProvider, shared: Shared): WrittenProvider {
  const { id, domains, displayName, displayShortName, ...others } = provider
  const sections = Object.fromEntries(
    SECTIONS.flatMap((section) => {
      const servers = provider[section]
      return servers === undefined ? [] : [[section, servers.map((one) => short(one, shared))]]
    }),
  )
  const names = { id, domains, displayName, displayShortName }
  const given = Object.entries(names).filter(([, value]) => value !== undefined)
  const defaults = Object.entries(shared).filter(
    ([field]) => statedBy(sections, field) < statedBy(provider, field),
  )
  return {
    ...Object.fromEntries(given),
    ...Object.fromEntries(defaults),
    ...others,
    ...sections,
  }
}

/** How many servers write the field; a default that saves none of them a line is not worth its own. */
function statedBy(provider: WrittenProvider, field: string): number {
  return SECTIONS.flatMap((section) => provider[section] ?? []).filter(
    (one) => typeof one !== 'string' && field in one,
  ).length
}

/** A server without what follows from the rest of it, or from the defaults of its provider. */
function short(server: string | WrittenServer, defaults: Shared): string | WrittenServer {
  if (typeof server === 'string') return server
  const meaning = meaningOf(server, {})
  let written = server
  for (const field of LEFT_OUT) {
    // With a port of its own a server says both, so that nobody has to know what the port stands for.
    if (field === 'socketType' && written.port !== undefined) break
    const { [field]: left, ...without } = written
    if (left !== undefined && meaningOf(without, defaults) === meaning) written = without
  }
  const fields = Object.keys(written)
  return fields.length === 1 ? written.type : written
}

/** Undefined where it is no complete server. */
function meaningOf(server: WrittenServer, defaults: Shared): string | undefined {
  const problems: Problem[] = []
  const resolved = resolveServer(server, defaults, [], (problem) => problems.push(problem))
  return problems.length === 0 ? canonicalJson(resolved) : undefined
}

/** What all servers with a host name share, unless the defaults of the model say it anyway. */
function sharedDefaults(provider: WrittenProvider): Shared {
  const servers = SECTIONS.flatMap((section) => provider[section] ?? []).filter(
    (one) => typeof one !== 'string',
  )
  const hosts = servers.filter(({ hostname }) => hostname !== undefined)
  if (hosts.length < 2) return {}
  const usernames = hosts.map(({ username }) => username).filter((one) => one !== null)
  const candidates: Shared = {
    hostname: common(hosts.map(({ hostname }) => hostname)),
    socketType: common(hosts.map(({ socketType }) => socketType ?? undefined)),
    authentication: common(hosts.map(({ authentication }) => authentication)),
    username: usernames.length < 2 ? undefined : common(usernames),
  }
  const { socketType, authentication, username } = candidates
  const usual = {
    socketType: socketType === 'SSL',
    authentication: authentication === 'password-cleartext' || isEmptyList(authentication),
    username: username === FULL_ADDRESS,
    hostname: false,
  }
  // A server that says nothing of a field may mean that: then it is no default.
  const kept = SHARED.filter(
    (field) =>
      candidates[field] !== undefined &&
      !usual[field] &&
      servers.every((one) => meaningOf(one, { [field]: candidates[field] }) === meaningOf(one, {})),
  )
  return Object.fromEntries(kept.map((field) => [field, candidates[field]]))
}

function common<Value>(values: readonly Value[]): Value | undefined {
  const [first] = values
  return values.every((one) => JSON.stringify(one) === JSON.stringify(first)) ? first : undefined
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Spellings that mean the same, as a person would choose them. */
export function tidied(provider: WrittenProvider): WrittenProvider {
  const sections = Object.fromEntries(
    SECTIONS.flatMap((section): [Section, (string | WrittenServer)[]][] => {
      const servers = provider[section]
      return servers === undefined ? [] : [[section, servers.map(tidiedServer)]]
    }),
  )
  const { domains, documentation, enable } = provider
  return {
    ...provider,
    ...(domains && { domains: withoutRepetition(domains) }),
    ...sections,
    ...(documentation && {
      documentation: documentation.map((one) => withTexts(one, 'descr', one.descr)),
    }),
    ...(enable && { enable: withTexts(enable, 'instruction', enable.instruction) }),
  }
}

function withoutRepetition<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((one) => [JSON.stringify(one), one])).values()]
}

function tidiedServer(server: string | WrittenServer): string | WrittenServer {
  if (typeof server === 'string') return server
  const { hostname, authentication } = server
  const [method, ...more] = Array.isArray(authentication) ? authentication : []
  return {
    ...server,
    ...(hostname !== undefined && { hostname: normaliseHostname(hostname) }),
    ...(method !== undefined && more.length === 0 && { authentication: method }),
  }
}

/** White space in sentences means one blank, wherever the document broke its lines. */
function withTexts<Owner extends object>(owner: Owner, field: string, texts?: Texts): Owner {
  if (texts === undefined) return owner
  const oneLine = (text: string) => text.trim().replace(/\s+/g, () => ' ')
  const tidy =
    typeof texts === 'string'
      ? oneLine(texts)
      : Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag, oneLine(text)]))
  return { ...owner, [field]: tidy }
}
