// DNS as a client sees it: the answers of a resolver, each question asked once.
import { lookup, Resolver } from 'node:dns/promises'
import { isIP, isIPv6 } from 'node:net'
import { isPort, withoutBrackets } from './connect-to.js'

interface Records {
  A: string
  AAAA: string
  CNAME: string
  SRV: { priority: number; weight: number; port: number; name: string }
  /** The character strings of a record. */
  TXT: string[]
  MX: { priority: number; exchange: string }
  CAA: { critical: number; issue?: string; issuewild?: string }
}
type RecordType = keyof Records

export type Resolved<Record> =
  | { kind: 'found'; records: readonly Record[] }
  /** `nameExists`: it has records of other types, or names below it. */
  | { kind: 'none'; nameExists: boolean }
  | { kind: 'failed'; message: string }

export interface Names {
  resolve<Type extends RecordType>(type: Type, name: string): Promise<Resolved<Records[Type]>>
  /** IPv4 and IPv6 addresses, aliases followed; an address stands for itself. */
  addresses(host: string): Promise<Resolved<string>>
}

const TRY_MS = 2000
const TRIES = 2
const MOST_ALIASES = 8

/** `server`: `ADDRESS:PORT`, else the resolvers of this machine. */
export function createNames(server: string | undefined, signal: AbortSignal): Names {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES })
  if (server !== undefined) resolver.setServers([server])
  signal.addEventListener('abort', () => {
    resolver.cancel()
  })
  const asked = new Map<string, Promise<Resolved<unknown>>>()

  const names: Names = {
    resolve(type, name) {
      const key = `${type} ${name.toLowerCase()}`
      const known = asked.get(key) ?? ask(resolver, type, name, signal)
      asked.set(key, known)
      return known as ReturnType<typeof names.resolve<typeof type>>
    },
    async addresses(host) {
      const literal = withoutBrackets(host)
      if (isIP(literal) !== 0) return { kind: 'found', records: [literal] }
      const own = await ownAddresses(host)
      return own.kind === 'none' && own.nameExists ? behindAlias(host) : own
    },
  }

  /** IPv4 and IPv6 together: one that fails counts only where the other has nothing. */
  const ownAddresses = async (host: string): Promise<Resolved<string>> => {
    const both = await Promise.all([names.resolve('A', host), names.resolve('AAAA', host)])
    const records = both.flatMap((one) => (one.kind === 'found' ? one.records : []))
    if (records.length > 0) return { kind: 'found', records }
    const failed = both.find(({ kind }) => kind === 'failed')
    const nameExists = both.some((one) => one.kind === 'none' && one.nameExists)
    return failed ?? { kind: 'none', nameExists }
  }

  /** A name server that is asked directly gives an alias, and not what stands behind it in another zone. */
  const behindAlias = async (host: string): Promise<Resolved<string>> => {
    const nothing = { kind: 'none', nameExists: true } as const
    const seen = new Set([host.toLowerCase()])
    for (let at = host; seen.size <= MOST_ALIASES;) {
      const alias = await names.resolve('CNAME', at)
      const target = alias.kind === 'found' ? alias.records[0] : undefined
      if (target === undefined || seen.size === seen.add(target.toLowerCase()).size) return nothing
      const there = await ownAddresses(target)
      if (there.kind === 'found') return there
      if (there.kind === 'failed') {
        return { kind: 'failed', message: `it is an alias of ${target}, and ${there.message}` }
      }
      at = target
    }
    return nothing
  }
  return names
}

/** The same, with addresses as the operating system finds them. */
export function withSystemHosts(names: Names): Names {
  return {
    ...names,
    async addresses(host) {
      try {
        const found = await lookup(withoutBrackets(host), { all: true })
        return { kind: 'found', records: found.map(({ address }) => address) }
      } catch {
        return names.addresses(host)
      }
    },
  }
}

/** `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`; undefined where the text is none of them. */
export function parseResolver(text: string): string | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const address = bracketed ?? plain ?? text
  if (isIP(address) === 0 || (bracketed !== undefined && !isIPv6(address))) return undefined
  if (port !== undefined && !isPort(Number(port))) return undefined
  const host = isIPv6(address) ? `[${address}]` : address
  return port === undefined ? host : `${host}:${port}`
}

async function ask(
  resolver: Resolver,
  type: RecordType,
  name: string,
  signal: AbortSignal,
): Promise<Resolved<unknown>> {
  if (signal.aborted) return { kind: 'failed', message: TOO_LATE }
  try {
    const records = await query(resolver, type, name)
    // An alias, and nothing of this type behind it.
    return records.length === 0 ? { kind: 'none', nameExists: true } : { kind: 'found', records }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    // What is no name cannot be in DNS: a placeholder that nobody fills in, for example.
    if (code === 'ENOTFOUND' || code === 'EBADNAME') return { kind: 'none', nameExists: false }
    if (code === 'ENODATA') return { kind: 'none', nameExists: true }
    return { kind: 'failed', message: FAILURES[code] ?? `the resolver fails (${code})` }
  }
}

function query(resolver: Resolver, type: RecordType, name: string): Promise<readonly unknown[]> {
  switch (type) {
    case 'A':
      return resolver.resolve4(name)
    case 'AAAA':
      return resolver.resolve6(name)
    case 'CNAME':
      return resolver.resolveCname(name)
    case 'SRV':
      return resolver.resolveSrv(name)
    case 'TXT':
      return resolver.resolveTxt(name)
    case 'MX':
      return resolver.resolveMx(name)
    case 'CAA':
      return resolver.resolveCaa(name)
  }
}

const TOO_LATE = 'there was no time left to ask the resolver'
const FAILURES: Readonly<Record<string, string>> = {
  ESERVFAIL: 'its name servers fail (SERVFAIL)',
  EREFUSED: 'the resolver refuses to answer for that name (REFUSED)',
  ETIMEOUT: 'its name servers do not answer',
  ECONNREFUSED: 'no resolver answers at its address',
  ECANCELLED: TOO_LATE,
  EBADRESP: 'the answer of its name servers is broken',
}
