// The readers of answers: of ours they give what the table says, of strangers' whatever is in there, and never an exception.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Announced, type AnnouncedServer } from '../../src/protocols/announced.js'
import { announcedInProfile } from '../../src/protocols/apple/announced.js'
import { announcedInAutoconfig } from '../../src/protocols/autoconfig/announced.js'
import {
  type AutodiscoverAnswer,
  parseAutodiscover,
} from '../../src/protocols/autodiscover/parse.js'
import { announcedInPacc } from '../../src/protocols/pacc/announced.js'
import type { AnswerOptions } from '../../src/protocols/protocol.js'
import { protocols } from '../../src/protocols/registry.js'
import { type Address, parseAddress } from '../../src/settings/address.js'
import type { Server } from '../../src/settings/provider.js'
import type { Authentication } from '../../src/settings/schema.js'
import type { MemoryTable } from '../../src/settings/table.js'
import { tableOf } from '../helpers/settings.js'
import { credentialsOf, issue } from './apple/certificates.js'
import { oddTable } from './arbitrary-tables.js'
import { inAutoconfig, inPacc, inPox, inProfile, type Statement } from './statements.js'

const SLOW = 120_000
const ANA: Address = { localPart: 'ana', domain: 'customer.example' }
const MAIL = ['imap', 'pop3', 'smtp']

const bytes = (text: string) => new TextEncoder().encode(text)

/** The body that a client gets; undefined: there is none of this format. */
async function rendered(
  format: string,
  table: MemoryTable,
  address: Address,
  options: Partial<AnswerOptions> = {},
): Promise<Uint8Array | undefined> {
  const entry = table.find(address.domain)
  const render = protocols.find(({ name }) => name === format)?.render
  if (entry === undefined || render === undefined) throw new Error(format)
  const { status, body } = await render(
    { domain: address.domain, entry, address },
    { table: () => table, credentials: () => undefined, clock: () => new Date(), ...options },
  )
  return status === 200 ? Buffer.from(body) : undefined
}

function serversIn(read: Announced | AutodiscoverAnswer): readonly AnnouncedServer[] {
  if (read.kind !== 'settings') throw new Error(JSON.stringify(read))
  return read.servers
}

/** Without the methods, which the other readers do not read. */
function stated({ type, hostname, port, socketType, username }: AnnouncedServer) {
  return { type, host: hostname, port, tls: socketType, user: username }
}

const valuesOf = (server: AnnouncedServer): unknown[] => Object.values(server)

const mail = (statements: readonly Statement[]) =>
  statements.filter(({ type }) => MAIL.includes(type))

const only = ({ tls, ...rest }: Statement) => ({ ...rest, tls: tls[0] })

function words(methods: readonly Authentication[]): string[] {
  return methods.map((method) =>
    typeof method === 'string'
      ? method
      : 'http' in method
        ? `http:${method.http}`
        : `sasl:${method.sasl}`,
  )
}

test(
  'of every answer of ours: what the table says',
  async () => {
    const counts = { autoconfig: 0, autodiscover: 0, mobileconfig: 0, pacc: 0 }
    await fc.assert(
      fc.asyncProperty(oddTable, async ({ settings, email }) => {
        const table = await tableOf(JSON.stringify(settings))
        const address = parseAddress(email)
        const entry = address && table.find(address.domain)
        if (address === undefined || entry?.kind !== 'settings') throw new Error(email)
        const { incomingServers, outgoingServers } = entry.provider
        const offered = [...incomingServers, ...outgoingServers].filter(
          ({ type, hostname }) => MAIL.includes(type) && hostname !== undefined,
        )
        const methods = (of: (server: Server) => boolean) =>
          offered.filter(of).map(({ authentication }) => words(authentication))

        const config = await rendered('autoconfig', table, address)
        if (config !== undefined) {
          const servers = serversIn(announcedInAutoconfig(config, address))
          const same = mail(inAutoconfig(config.toString(), email)).map(only)
          expect(servers.map(stated)).toEqual(same.filter(({ host }) => host !== ''))
          expect(servers.map(({ authentication }) => authentication)).toEqual(methods(() => true))
          counts.autoconfig += servers.length
        }
        const pox = await rendered('autodiscover', table, address)
        if (pox !== undefined) {
          const servers = serversIn(parseAutodiscover(pox))
          expect(servers.map(stated)).toEqual(mail(inPox(pox.toString())).map(only))
          counts.autodiscover += servers.length
        }
        const profile = await rendered('mobileconfig', table, address)
        if (profile !== undefined) {
          const servers = serversIn(await announcedInProfile(profile))
          const same = mail(inProfile(profile.toString()))
          expect(servers.map(({ hostname, port, username }) => [hostname, port, username])).toEqual(
            same.map(({ host, port, user }) => [host, port, user]),
          )
          for (const { socketType } of servers) expect(socketType).not.toBe('plain')
          counts.mobileconfig += servers.length
        }
        const pacc = await rendered('pacc', table, address)
        if (pacc !== undefined) {
          const servers = serversIn(announcedInPacc(pacc, address))
          const distinct = new Map(
            mail(inPacc(pacc.toString(), email)).map((one) => [one.type, only(one)]),
          )
          const inOrder = MAIL.flatMap((type) => distinct.get(type) ?? [])
          expect(servers.map(stated)).toEqual(inOrder)
          counts.pacc += servers.length
        }
      }),
      { numRuns: 100 },
    )
    // A format that announces nothing would agree with any table.
    for (const [format, count] of Object.entries(counts)) {
      expect([format, count > 5]).toEqual([format, true])
    }
  },
  SLOW,
)

const ORDINARY = `
providers:
  one:
    displayName: One
    hostname: mail.%EMAILDOMAIN%
    incomingServers: [imap, { type: pop3, socketType: STARTTLS, username: '%EMAILLOCALPART%' }]
    outgoingServers: [{ type: smtp, authentication: client-IP-address }]
domains: { customer.example: one }
`

test('what each format says of one table', async () => {
  const table = await tableOf(ORDINARY)
  const read = async (format: string) => (await rendered(format, table, ANA)) ?? bytes('')
  const common = { hostname: 'mail.customer.example', authentication: ['password-cleartext'] }
  const imap = {
    ...common,
    ...{ type: 'imap', port: 993, socketType: 'SSL', username: 'ana@customer.example' },
  }
  const pop3 = {
    ...common,
    ...{ type: 'pop3', port: 110, socketType: 'STARTTLS', username: 'ana' },
  }
  const smtp = { ...common, type: 'smtp', port: 465, socketType: 'SSL', username: undefined }
  expect(serversIn(announcedInAutoconfig(await read('autoconfig'), ANA))).toEqual([
    imap,
    pop3,
    { ...smtp, authentication: ['client-IP-address'] },
  ])
  const anonymous = { ...smtp, authentication: ['none'] }
  expect(serversIn(parseAutodiscover(await read('autodiscover')))).toEqual([imap, pop3, anonymous])
  expect(serversIn(await announcedInProfile(await read('mobileconfig')))).toEqual([imap, anonymous])
})

test('a signed profile announces what the unsigned one does', async () => {
  const table = await tableOf(ORDINARY)
  const credentials = credentialsOf(await issue())
  const signed = await rendered('mobileconfig', table, ANA, { credentials: () => credentials })
  const unsigned = await rendered('mobileconfig', table, ANA)
  if (signed === undefined || unsigned === undefined) throw new Error('no profile')
  expect(signed[0]).toBe(0x30)
  const read = await announcedInProfile(signed)
  expect(read).toEqual(await announcedInProfile(unsigned))
  expect(serversIn(read).length).toBe(2)
})

const pox = (inside: string) => `<Autodiscover><Response>${inside}</Response></Autodiscover>`
const account = (inside: string) => pox(`<Account><Action>settings</Action>${inside}</Account>`)
const protocol = (inside: string) =>
  account(`<Protocol><Type>IMAP</Type><Server>a.example</Server>${inside}</Protocol>`)

describe('POX of other makes', () => {
  test.each<[inside: string, tls: string, method: string]>([
    ['<SSL>on</SSL><Encryption>SSL</Encryption><SPA>off</SPA>', 'SSL', 'password-cleartext'],
    ['<SSL>off</SSL><Encryption>TLS</Encryption><SPA>Off</SPA>', 'STARTTLS', 'password-cleartext'],
    ['<SSL>Off</SSL><Encryption>None</Encryption><SPA>no</SPA>', 'plain', 'password-cleartext'],
    ['<SSL>OFF</SSL><SPA>off</SPA>', 'plain', 'password-cleartext'],
    ['<SSL>On</SSL><Encryption>Auto</Encryption><SPA>ON</SPA>', 'SSL', 'NTLM'],
    ['', 'SSL', 'NTLM'],
    ['<SPA>off</SPA><AuthRequired>off</AuthRequired>', 'SSL', 'none'],
    ['<SSL/><Encryption>constructor</Encryption>', 'SSL', 'NTLM'],
  ])('%s', (inside, socketType, method) => {
    const [server] = serversIn(parseAutodiscover(bytes(protocol(inside))))
    expect(server).toMatchObject({ socketType, authentication: [method], username: undefined })
  })

  test('prefixes, letter case of types, order, ports that are none, types that are none of ours', () => {
    const text = `<?xml version="1.0"?>
<a:Autodiscover xmlns:a="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
 <b:Response xmlns:b="x"><b:User/><b:Account><b:AccountType>email</b:AccountType><b:Action>Settings</b:Action>
  <b:Protocol><b:Type>Smtp</b:Type><b:Server>s.example</b:Server><b:Port>465</b:Port><b:SPA>off</b:SPA></b:Protocol>
  <b:Protocol><b:Type>WEB</b:Type><b:Server>https://w.example</b:Server></b:Protocol>
  <b:Protocol><b:Type>IMAP</b:Type></b:Protocol>
  <b:Protocol><b:Type>imap</b:Type><b:Server>i.example</b:Server><b:Port>99999</b:Port><b:LoginName>x</b:LoginName></b:Protocol>
 </b:Account></b:Response></a:Autodiscover>`
    expect(serversIn(parseAutodiscover(bytes(text))).map(valuesOf)).toEqual([
      ['smtp', 's.example', 465, 'SSL', undefined, ['password-cleartext']],
      ['imap', 'i.example', undefined, 'SSL', 'x', ['NTLM']],
    ])
  })

  test.each<[inside: string, read: object]>([
    [
      '<Error Time="1" Id="2"><ErrorCode>500</ErrorCode><Message>No.</Message><DebugData/></Error>',
      { kind: 'error', code: 500, message: 'No.' },
    ],
    ['<Error><ErrorCode>x</ErrorCode></Error>', { kind: 'error', code: undefined, message: '' }],
    ['<Error/>', { kind: 'error', code: undefined, message: '' }],
    [
      '<Account><Action>redirectAddr</Action><RedirectAddr>a@b.example</RedirectAddr></Account>',
      { kind: 'redirectAddr', address: 'a@b.example' },
    ],
    [
      '<Account><Action>redirecturl</Action><RedirectUrl>https://b.example/x?a&amp;b</RedirectUrl></Account>',
      { kind: 'redirectUrl', url: 'https://b.example/x?a&b' },
    ],
    [
      '<Account><Action>redirectUrl</Action></Account>',
      { kind: 'unreadable', message: 'its Action is neither settings nor a redirect' },
    ],
    [
      '<Account/>',
      { kind: 'unreadable', message: 'its Action is neither settings nor a redirect' },
    ],
    ['', { kind: 'unreadable', message: 'there is neither an Account nor an Error' }],
  ])('%s', (inside, read) => {
    expect(parseAutodiscover(bytes(pox(inside)))).toEqual(read)
  })
})

describe('autoconfig of other makes', () => {
  const config = (inside: string) =>
    `<clientConfig version="1.1"><emailProvider id="x">${inside}</emailProvider></clientConfig>`
  const read = (text: string) => announcedInAutoconfig(bytes(text), ANA)

  test('placeholders are filled, methods keep their words, odd values are left to the client', () => {
    const text = config(`
      <incomingServer type="imap"><hostname>%EMAILDOMAIN%</hostname><port> 0993 </port><socketType>SSL</socketType>
        <authentication system="sasl">SCRAM-SHA-256</authentication><authentication>OAuth2</authentication><authentication/>
        <username>%EMAILLOCALPART%.%REALNAME%</username></incomingServer>
      <incomingServer type="imap"><hostname>b</hostname><port>x</port><socketType>TLS</socketType></incomingServer>
      <incomingServer type="smtp"><hostname>c</hostname></incomingServer>
      <incomingServer type="imap"/>
      <incomingServer type="jmap"><url>https://j.example</url></incomingServer>
      <outgoingServer type="smtp"><hostname>d</hostname></outgoingServer>
      <outgoingServer type="constructor"><hostname>e</hostname></outgoingServer>`)
    expect(serversIn(read(text)).map(valuesOf)).toEqual([
      [
        ...['imap', 'customer.example', 993, 'SSL', 'ana.%REALNAME%'],
        ['sasl:SCRAM-SHA-256', 'OAuth2'],
      ],
      ['imap', 'b', undefined, undefined, undefined, []],
      ['smtp', 'd', undefined, undefined, undefined, []],
    ])
  })

  test.each([
    ['<html/>', 'its root is not clientConfig'],
    ['<clientConfig/>', 'there is no emailProvider'],
    ['', 'not well-formed'],
    ['<!DOCTYPE x><clientConfig/>', 'a DOCTYPE'],
    ['{"json": true}', 'not well-formed'],
  ])('%j', (text, message) => {
    expect(read(text)).toEqual({ kind: 'unreadable', message })
  })
})

describe('PACC of other makes', () => {
  const read = (document: unknown) => announcedInPacc(bytes(JSON.stringify(document)), ANA)

  test('both names of the server that sends, and only servers by host', () => {
    const document = {
      authentication: { password: true, 'oauth-public': { issuer: 'https://i.example' } },
      protocols: {
        jmap: { url: 'https://j.example/' },
        submit: { host: 's.example' },
        imap: { host: 'i.example' },
        pop3: { host: 5 },
      },
    }
    const methods = ['password-cleartext', 'OAuth2']
    expect(serversIn(read(document)).map(valuesOf)).toEqual([
      ['imap', 'i.example', 993, 'SSL', 'ana@customer.example', methods],
      ['smtp', 's.example', 465, 'SSL', 'ana@customer.example', methods],
    ])
  })

  test.each([
    ['', 'not JSON'],
    ['null', 'not JSON'],
    ['<html>', 'not JSON'],
    ['[]', 'there are no protocols'],
    ['{"protocols": []}', 'there are no protocols'],
    ['"protocols"', 'there are no protocols'],
  ])('%j', (text, message) => {
    expect(announcedInPacc(bytes(text), ANA)).toEqual({ kind: 'unreadable', message })
  })
})

describe('profiles of other makes', () => {
  const dict = (inside: string) =>
    `<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist version="1.0"><dict>${inside}</dict></plist>`
  const mailPayload = (inside: string) =>
    dict(
      `<key>PayloadContent</key><array><dict><key>PayloadType</key><string>com.apple.mail.managed</string>${inside}</dict></array>`,
    )
  const read = (text: string) => announcedInProfile(bytes(text))
  const key = (name: string, value: string) => `<key>${name}</key>${value}`

  test.each<[port: string, ssl: string, read: unknown]>([
    ['<integer>143</integer>', '<true/>', [143, 'STARTTLS']],
    ['<integer>25</integer>', '<true/>', [25, 'STARTTLS']],
    ['<integer>993</integer>', '<true/>', [993, 'SSL']],
    ['<integer>4993</integer>', '<true/>', [4993, undefined]],
    ['<integer>143</integer>', '<false/>', [143, 'plain']],
    ['<integer>143</integer>', '<string>true</string>', [143, 'plain']],
    ['<integer>70000</integer>', '<true/>', [undefined, undefined]],
    ['<real>1.5</real>', '<true/>', [undefined, undefined]],
    ['<string>143</string>', '<true/>', [undefined, undefined]],
  ])('port %s with UseSSL %s', async (port, ssl, expected) => {
    const text = mailPayload(
      [
        key('EmailAccountType', '<string>EmailTypePOP</string>'),
        key('IncomingMailServerHostName', '<string>p.example</string>'),
        key('IncomingMailServerPortNumber', port),
        key('IncomingMailServerUseSSL', ssl),
        key('IncomingMailServerAuthentication', '<string>EmailAuthCRAMMD5</string>'),
      ].join(''),
    )
    const [server, ...more] = serversIn(await read(text))
    expect(more).toEqual([])
    expect([server?.port, server?.socketType]).toEqual(expected)
    expect([server?.type, server?.username]).toEqual(['pop3', undefined])
    expect(server?.authentication).toEqual(['password-encrypted'])
  })

  test('words that are none, and payloads of other kinds', async () => {
    const text = mailPayload(
      key('EmailAccountType', '<string>constructor</string>') +
        key('IncomingMailServerHostName', '<string>i.example</string>') +
        key('OutgoingMailServerHostName', '<string>s.example</string>') +
        key('OutgoingMailServerAuthentication', '<string>toString</string>'),
    ).replace('<array>', '<array><string>x</string><dict/>')
    expect(serversIn(await read(text)).map(valuesOf)).toEqual([
      ['smtp', 's.example', undefined, 'plain', undefined, ['toString']],
    ])
  })

  test.each([
    ['', 'no property list in XML'],
    ['<html/>', 'no property list in XML'],
    ['<plist', 'no property list in XML'],
    ['bplist00', 'no property list in XML'],
    ['{ a = b; }', 'no property list in XML'],
    ['<plist/>', 'no property list in XML'],
    ['<!DOCTYPE plist [<!ENTITY a "b">]><plist><dict/></plist>', 'no property list in XML'],
    [dict('<key>__proto__</key><array/>'), 'there is no PayloadContent'],
    [dict('<key>PayloadContent</key>'), 'there is no PayloadContent'],
    [dict('<array/>'), 'there is no PayloadContent'],
    [dict(''), 'there is no PayloadContent'],
    [dict('<key>PayloadContent</key><string>x</string>'), 'there is no PayloadContent'],
    ['0', 'no signed content'],
    [`0${'0'.repeat(1024 * 1024)}`, 'too long'],
  ])('%.60j', async (text, message) => {
    expect(await read(text)).toEqual({ kind: 'unreadable', message })
  })
})

test(
  'hostile octets give a message or servers, never an exception',
  { timeout: SLOW },
  async () => {
    const table = await tableOf(ORDINARY)
    const credentials = credentialsOf(await issue())
    const answers = await Promise.all([
      rendered('autoconfig', table, ANA),
      rendered('autodiscover', table, ANA),
      rendered('mobileconfig', table, ANA),
      rendered('mobileconfig', table, ANA, { credentials: () => credentials }),
      Promise.resolve(bytes(JSON.stringify({ protocols: { imap: { host: 'a' } } }))),
      Promise.resolve(bytes('<a>'.repeat(100_000))),
      Promise.resolve(new Uint8Array(50_000).fill(0x30)),
      Promise.resolve(bytes('['.repeat(100_000))),
    ])
    const bent = fc
      .tuple(
        fc.constantFrom(...answers.flatMap((one) => one ?? [])),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }),
        fc.option(fc.nat(), { nil: undefined }),
      )
      .map(([answer, changes, end]) => {
        const octets = new Uint8Array(answer).slice(
          0,
          end === undefined ? undefined : end % answer.length,
        )
        for (const [at, value] of changes) octets[at % octets.length] = value
        return octets
      })
    await fc.assert(
      fc.asyncProperty(fc.oneof(bent, fc.uint8Array({ maxLength: 200 })), async (octets) => {
        const kinds = [
          announcedInAutoconfig(octets, ANA).kind,
          announcedInPacc(octets, ANA).kind,
          (await announcedInProfile(octets)).kind,
        ]
        for (const kind of kinds) expect(['settings', 'unreadable']).toContain(kind)
        expect(parseAutodiscover(octets).kind).toMatch(
          /^(?:settings|unreadable|error|redirect\w+)$/,
        )
      }),
      { numRuns: 400 },
    )
  },
)
