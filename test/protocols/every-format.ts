// One mailbox, asked for in every format of the real application.
import { createHash } from 'node:crypto'
import type { DnsRecord } from '../../src/dns/record.js'
import { parseAddress } from '../../src/settings/address.js'
import { thunderbirdCode } from '../../src/protocols/setup-page/thunderbird-code.js'
import type { MemoryTable } from '../../src/settings/table.js'
import { groupsOf } from '../dns/ask.js'
import { startApp, type TestApp } from '../helpers/app.js'
import { parsePage } from '../helpers/html.js'
import { tableOf } from '../helpers/settings.js'
import { escaped, outlook } from './autodiscover/bodies.js'
import { codesOn, linksToProfiles, onPage, type PageStatement } from './page-statements.js'
import {
  fill,
  inAutoconfig,
  inCode,
  inDns,
  inPacc,
  inPox,
  inProfile,
  type Statement,
} from './statements.js'

type Format = 'autoconfig' | 'pox' | 'profile' | 'pacc' | 'dns' | 'page' | 'code'

export interface Answers {
  /** By format; empty where it has no answer. */
  statements: Record<Format, readonly Statement[]>
  /** Whether there is a profile. */
  profile: boolean
  /** The text of Thunderbird's code; undefined: there is none for this mailbox. */
  code: string | undefined
  page: { stated: readonly PageStatement[]; offersProfile: boolean; codes: (string | undefined)[] }
  /** The digest record in the zone, and the one that the served document deserves. */
  vouched: readonly [string | undefined, string | undefined]
}

export interface Formats {
  ask(table: MemoryTable, email: string): Promise<Answers>
}

/** One application for all tables: the question brings its own. */
export async function startFormats(): Promise<Formats> {
  let current = await tableOf('{ providers: {} }')
  const started = await startApp(current, { table: () => current, oddSettings: true })
  return {
    ask(table, email) {
      current = table
      return askAll(started, table, email)
    },
  }
}

async function askAll({ app }: TestApp, table: MemoryTable, email: string): Promise<Answers> {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const query = `email=${encodeURIComponent(email)}`
  const get = async (url: string, host = 'setup.example.net') => {
    const { statusCode, rawPayload } = await app.inject({ url, headers: { host } })
    return { status: statusCode, body: rawPayload.toString() }
  }
  const visit = async (client: string) =>
    parsePage((await get(`/?${query}&lang=en&client=${client}`)).body)
  const profile = (wish: string) => get(`/email.mobileconfig?${query}${wish}`)

  const autoconfig = await get(`/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(email)}`)
  const pox = await app.inject({
    method: 'POST',
    url: '/autodiscover/autodiscover.xml',
    headers: { 'content-type': 'text/xml' },
    payload: outlook(escaped(email)),
  })
  const profiles = [
    await profile('&dav=1'),
    await profile('&protocol=imap'),
    await profile('&protocol=pop3'),
  ]
  const pacc = await get('/.well-known/user-agent-configuration.json', `ua-auto-config.${domain}`)
  const records = groupsOf(table, domain).flatMap((group) => group.records)
  const [ios, android] = [await visit('ios'), await visit('thunderbird-android')]
  const code = codeFor(table, email)
  const stated = onPage(android)
  const statements = {
    autoconfig: inAutoconfig(autoconfig.body, email),
    pox: pox.statusCode === 200 ? inPox(pox.body) : [],
    profile: profiles.flatMap(({ status, body }) => (status === 200 ? inProfile(body) : [])),
    pacc: pacc.status === 200 ? inPacc(pacc.body, email) : [],
    dns: inDns(records),
    page: stated,
    code: code === undefined ? [] : inCode(code),
  }
  return {
    statements,
    profile: profiles[0]?.status === 200,
    code,
    page: { stated, offersProfile: linksToProfiles(ios).length > 0, codes: codesOn(android) },
    vouched: [digestIn(records), pacc.status === 200 ? recordFor(pacc.body) : undefined],
  }
}

function recordFor(body: string): string {
  return `v=UAAC1; a=sha256; d=${createHash('sha256').update(body).digest('base64')}`
}

function digestIn(records: readonly DnsRecord[]): string | undefined {
  return records.flatMap((one) =>
    one.type === 'TXT' && one.name.startsWith('_ua-auto-config.') ? one.text : [],
  )[0]
}

/** The words of the code, from where they are made: whether the page shows them is another question. */
function codeFor(table: MemoryTable, email: string): string | undefined {
  const address = parseAddress(email)
  const entry = address && table.find(address.domain)
  if (address === undefined || entry?.kind !== 'settings') return undefined
  const values = {
    EMAILADDRESS: `${address.localPart}@${address.domain}`,
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: address.domain,
  }
  const known = fill(entry.address, email)
  return thunderbirdCode(entry.provider, known, values)
}
