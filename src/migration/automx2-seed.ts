// A seed file of automx2, in JSON → providers, with what automx2 fills in for what the file leaves out.
import { METHODS_TODAY } from '../settings/authentication.js'
import { z } from 'zod'
import { parseDomain } from '../settings/domain.js'
import {
  type Authentication,
  providerSchema,
  serverSchema,
  type WrittenProvider,
  type WrittenServer,
} from '../settings/schema.js'
import { factor } from './factor.js'
import type { Findings } from './findings.js'

export interface SeededProvider {
  provider: WrittenProvider
  domains: string[]
}

const text = z.string().min(1)
const portNumber = z.int().min(0).max(65535)
const mailServer = z.looseObject({
  type: text,
  name: text.optional(),
  url: text.optional(),
  port: portNumber.optional(),
  prio: z.number().optional(),
  socket_type: text.optional(),
  user_name: text.nullish(),
  authentication: text.optional(),
})
type SeedServer = z.infer<typeof mailServer>
const domain = z.union([
  text,
  z.looseObject({
    name: text,
    ldapserver_id: z.unknown().optional(),
    use_ldap: z.unknown().optional(),
  }),
])
const seedSchema = z.looseObject({
  provider: text,
  short_name: text.optional(),
  domains: z.array(domain),
  servers: z.array(mailServer).default([]),
  davservers: z.array(mailServer).default([]),
})
type Seed = z.infer<typeof seedSchema>

const MAIL_TYPES: Readonly<Record<string, { type: 'imap' | 'pop3' | 'smtp'; port: number }>> = {
  imap: { type: 'imap', port: 993 },
  pop: { type: 'pop3', port: 995 },
  pop3: { type: 'pop3', port: 995 },
  smtp: { type: 'smtp', port: 465 },
}
const DAV_SECTIONS: Readonly<Record<string, 'calendars' | 'addressbooks'>> = {
  caldav: 'calendars',
  carddav: 'addressbooks',
}
const PORTS_WITH_TLS = [465, 993, 995]
const USUAL_PRIORITY = 10

/** One provider, or several in a list called providers. What is no seed is a problem; so is a log-in from LDAP. */
export function readSeed(name: string, bytes: Uint8Array, findings: Findings): SeededProvider[] {
  const refuse = (message: string) => {
    findings.problem(name, `not imported: ${message}`)
    return []
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return refuse('it is no JSON')
  }
  const { providers } = value as { providers?: unknown }
  const seeds = z.array(seedSchema).safeParse(Array.isArray(providers) ? providers : [value])
  if (!seeds.success) {
    const [issue] = seeds.error.issues
    const where = issue?.path.slice(1).join('.') ?? ''
    return refuse(`it is no seed of automx2 (${where === '' ? 'provider' : where})`)
  }
  return seeds.data.flatMap((seed) => seededProvider(name, seed, findings))
}

function seededProvider(name: string, seed: Seed, findings: Findings): SeededProvider[] {
  const domains = domainsOf(name, seed, findings)
  const servers = [...seed.servers, ...seed.davservers].toSorted(
    (a, b) => (a.prio ?? USUAL_PRIORITY) - (b.prio ?? USUAL_PRIORITY),
  )
  const incomingServers: WrittenServer[] = []
  const outgoingServers: WrittenServer[] = []
  const dav: Record<'calendars' | 'addressbooks', WrittenServer[]> = {
    calendars: [],
    addressbooks: [],
  }
  for (const server of servers) {
    const written = writtenServer(server)
    const fits = serverSchema.safeParse(written)
    if (!fits.success) {
      const field = String(fits.error.issues[0]?.path[0] ?? 'type')
      const label = server.name ?? server.url ?? 'without a name'
      findings.problem(name, `server ${label} is left out: its ${field} cannot be used`)
    } else if (written?.url !== undefined) {
      dav[DAV_SECTIONS[server.type] ?? 'calendars'].push(fits.data)
    } else (fits.data.type === 'smtp' ? outgoingServers : incomingServers).push(fits.data)
  }
  const lists = { incomingServers, outgoingServers, ...dav }
  const provider = providerSchema.safeParse({
    displayName: seed.provider.trim(),
    displayShortName: seed.short_name?.trim() ?? seed.provider.trim().split(' ')[0],
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  })
  if (!provider.success) {
    findings.problem(name, 'not imported: its provider has a name that settings cannot keep')
    return []
  }
  if (domains.length === 0) {
    findings.problem(name, `provider "${seed.provider}" is not imported: no domain is left for it`)
    return []
  }
  return [{ provider: factor(provider.data), domains }]
}

function domainsOf(name: string, { domains }: Seed, findings: Findings): string[] {
  return domains.flatMap((one) => {
    const written = typeof one === 'string' ? one : one.name
    const parsed = parseDomain(written)
    if (parsed === undefined) {
      findings.problem(name, `"${written}" is no domain name; it is left out`)
      return []
    }
    if (typeof one !== 'string' && isTrue(one.ldapserver_id ?? one.use_ldap)) {
      findings.problem(
        parsed,
        'not imported: its log-ins come from LDAP and are no function of the address',
      )
      return []
    }
    return [parsed]
  })
}

function isTrue(value: unknown): boolean {
  return !['', '0', 'no', 'false', 'undefined', 'null'].includes(String(value).toLowerCase())
}

/** Undefined: of no type that automx2 knows. */
function writtenServer(server: SeedServer): WrittenServer | undefined {
  const { type: seedType, name, url, port, user_name: username, authentication } = server
  if (Object.hasOwn(DAV_SECTIONS, seedType)) {
    return {
      type: seedType,
      url: urlWithPort(url ?? '', port),
      username: username ?? '%EMAILADDRESS%',
    }
  }
  const known = Object.hasOwn(MAIL_TYPES, seedType) ? MAIL_TYPES[seedType] : undefined
  if (known === undefined) return undefined
  const chosen = port === undefined || port === 0 ? known.port : port
  const socketType = server.socket_type ?? (PORTS_WITH_TLS.includes(chosen) ? 'SSL' : 'STARTTLS')
  const method = authentication ?? 'plain'
  return {
    type: known.type,
    // Empty is no host name, and is told as such.
    hostname: name ?? '',
    port: chosen,
    socketType: socketType as WrittenServer['socketType'] & string,
    authentication: METHODS_TODAY.get(method) ?? (method as Authentication),
    username: username ?? '%EMAILADDRESS%',
  }
}

/** automx2 keeps the port beside the URL. */
function urlWithPort(url: string, port: number | undefined): string {
  const [, start = '', rest = ''] = /^([a-z]+:\/\/[^/?#]+)(.*)$/is.exec(url) ?? []
  const usual = url.startsWith('http:') ? 80 : 443
  const stands = /:\d+$/.test(start)
  return start === '' || stands || port === undefined || port === 0 || port === usual
    ? url
    : `${start}:${port}${rest}`
}
