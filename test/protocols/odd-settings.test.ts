// Settings that are allowed and that not every format can state, in all of them side by side.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { parsePage, textOf } from '../helpers/html.js'
import { tableOf } from '../helpers/settings.js'
import { type Answers, startFormats } from './every-format.js'
import type { Statement } from './statements.js'

const LONG = 'a'.repeat(60)

async function ask(settings: string, email: string): Promise<Answers> {
  const formats = await startFormats()
  return formats.ask(await tableOf(settings), email)
}

/** `imap mail.example.net 993 name`, by format, each once. */
function lines({ statements }: Answers): Record<keyof Answers['statements'], string[]> {
  const line = ({ type, host, port, user }: Statement) => `${type} ${host} ${port} ${user ?? '-'}`
  const of = (stated: readonly Statement[]) => [...new Set(stated.map(line))]
  const { autoconfig, pox, profile, pacc, dns, page, code } = statements
  return {
    autoconfig: of(autoconfig),
    pox: of(pox),
    profile: of(profile),
    pacc: of(pacc),
    dns: of(dns),
    page: of(page),
    code: of(code),
  }
}

test('a label that becomes too long: no format but autoconfig, which leaves it to the client', async () => {
  const settings = `providers:
  one: { displayName: One, hostname: 'imap-%EMAILDOMAIN%', incomingServers: [imap], outgoingServers: [smtp] }
domains: { '*': one }`
  const { autoconfig, ...others } = lines(await ask(settings, `ana@${LONG}.example`))
  expect(autoconfig.length).toBe(2)
  expect(others).toEqual({ pox: [], profile: [], pacc: [], dns: [], page: [], code: [] })
  const short = lines(await ask(settings, 'ana@short.example'))
  const server = 'imap imap-short.example 993'
  for (const [format, stated] of Object.entries(short)) {
    expect(stated[0]).toBe(
      format === 'dns' ? 'smtp imap-short.example 465 -' : `${server} ana@short.example`,
    )
  }
})

test('a local part that makes no host name: the next server takes its place', async () => {
  const settings = `providers:
  one:
    displayName: One
    incomingServers:
      - { type: imap, hostname: '%EMAILLOCALPART%.example.net' }
      - { type: imap, hostname: shared.example.net }
    outgoingServers: [{ type: smtp, hostname: shared.example.net }]
domains: { customer.example: one }`
  for (const localPart of ['a+b', 'ona.ž', 'under.-score']) {
    const { profile, page } = lines(await ask(settings, `${localPart}@customer.example`))
    const shared = `imap shared.example.net 993 ${localPart}@customer.example`
    expect([profile[0], page[0]]).toEqual([shared, shared])
  }
  const { profile, page, code } = lines(await ask(settings, 'ana@customer.example'))
  const own = 'imap ana.example.net 993 ana@customer.example'
  expect([profile[0], page[0], code[0]]).toEqual([own, own, own])
})

test('a name that is not written is the address that the servers know, also after a move', async () => {
  const settings = `providers:
  one:
    displayName: One
    hostname: mail.example.net
    incomingServers: [{ type: imap, username: null }]
    outgoingServers: [{ type: smtp, username: null }]
    calendars: [{ type: caldav, url: 'https://dav.example.net/', username: null }]
domains:
  new.example: one
  was.example: { redirectAddr: '%EMAILLOCALPART%@new.example' }`
  for (const domain of ['new.example', 'was.example']) {
    const { pox, profile, page } = lines(await ask(settings, `ana@${domain}`))
    expect(pox).toEqual([
      'imap mail.example.net 993 ana@new.example',
      'smtp mail.example.net 465 ana@new.example',
      'caldav dav.example.net 443 ana@new.example',
    ])
    expect(new Set(profile)).toEqual(new Set(pox))
    expect(new Set(page)).toEqual(new Set(pox))
  }
})

test('after a move, an answer without an address cannot say whose name it means', async () => {
  const { app } = await startApp(
    await tableOf(`providers:
  one: { hostname: mail.example.net, incomingServers: [{ type: imap, username: null }] }
domains:
  new.example: one
  was.example: { redirectAddr: 'all@new.example' }`),
  )
  const get = (domain: string) =>
    app.inject({
      url: '/autodiscover/autodiscover.xml',
      headers: { host: `autodiscover.${domain}` },
    })
  expect((await get('new.example')).statusCode).toBe(200)
  expect((await get('was.example')).statusCode).toBe(405)
})

test('the page of a domain shows what user names are like, and says where a password will do', async () => {
  const { app } = await startApp(
    await tableOf(`providers:
  one:
    hostname: mail.example.net
    username: 'HOSTING\\%EMAILADDRESS%'
    incomingServers:
      - { type: imap, authentication: OAuth2 }
      - { type: imap, port: 143, authentication: password-cleartext }
    outgoingServers: [smtp]
domains: { customer.example: one }`),
  )
  const { body } = await app.inject('/?domain=customer.example&lang=en')
  const text = textOf(parsePage(body))
  expect(text).toContain('for name@customer.example: HOSTING\\name@customer.example')
  expect(text).not.toContain('accepts no passwords')
})

test('a name that only the person knows: said in words or not at all', async () => {
  const settings = `providers:
  one:
    displayName: One
    hostname: mail.example.net
    username: '%REALNAME%'
    incomingServers: [imap]
    outgoingServers: [smtp]
    calendars: [{ type: caldav, url: 'https://dav.example.net/', username: '%REALNAME%' }]
domains: { customer.example: one }`
  const { pox, profile, pacc, page, code } = lines(await ask(settings, 'ana@customer.example'))
  expect([pox, profile, pacc, code]).toEqual([[], [], [], []])
  expect(page).toEqual([
    'imap mail.example.net 993 -',
    'smtp mail.example.net 465 -',
    'caldav dav.example.net 443 -',
  ])
})

test('what a profile can say, the page offers: POP3 where IMAP takes no password, sending without one', async () => {
  const { page, profile, code } = await ask(
    `providers:
  one:
    hostname: mail.example.net
    incomingServers:
      - { type: imap, authentication: OAuth2 }
      - pop3
    outgoingServers:
      - { type: smtp, authentication: OAuth2 }
      - { type: smtp, port: 587, authentication: [GSSAPI, none], username: null }
domains: { customer.example: one }`,
    'ana@customer.example',
  )
  expect([profile, page.offersProfile]).toEqual([true, true])
  expect(page.codes).toEqual([code])
})

test('certificates are no matter for a code: it cannot say which one', async () => {
  const { page, code } = await ask(
    `providers:
  one: { hostname: mail.example.net, authentication: TLS-client-cert, incomingServers: [imap], outgoingServers: [smtp] }
domains: { customer.example: one }`,
    'ana@customer.example',
  )
  expect([code, page.codes]).toEqual([undefined, []])
})
