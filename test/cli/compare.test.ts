// compare: our answers beside those of another make, which runs on loopback.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../helpers/service.js'
import { temporaryFolder } from '../helpers/settings.js'
import { mailconf, mailconfHere } from './mailconf.js'

interface Reply {
  status?: number
  body?: string
  headers?: Record<string, string>
}

interface Asked {
  method: string
  url: string
  host: string
  body: string
}

type Make = (asked: Asked) => Reply | undefined

/** Another service; what it makes nothing of is a 404 with a page. */
async function start(
  make: Make,
): Promise<{ url: string; asked: Asked[]; mostAtOnce: () => number }> {
  const asked: Asked[] = []
  let [now, most] = [0, 0]
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const body = (await buffer(request)).toString()
    const { method = '', url = '', headers } = request
    const one = { method, url, host: headers.host ?? '', body }
    asked.push(one)
    await new Promise((resolve) => setImmediate(resolve))
    return make(one) ?? { status: 404, body: '<html>nothing</html>' }
  }
  const server = createServer((request, response) => {
    now += 1
    most = Math.max(most, now)
    void answer(request).then(({ status = 200, body = '', headers = {} }) => {
      now -= 1
      response.writeHead(status, headers).end(body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, mostAtOnce: () => most }
}

const SETTINGS = `publicUrl: https://setup.example.net
providers:
  one:
    displayName: One
    hostname: mail.example.net
    incomingServers: [imap, { type: pop3, hostname: pop.%EMAILDOMAIN% }]
    outgoingServers: [{ type: smtp, socketType: STARTTLS }]
domains:
  a.example: one
  b.example: one
  c.example: one
  none.example: none
  gone.example: { redirectAddr: '%EMAILLOCALPART%@elsewhere.test' }
  away.example: { redirect: { autoconfig: 'https://autoconfig.elsewhere.test/mail' } }
`

async function compare(url: string, list: string, width = 100) {
  const folder = await temporaryFolder({ 'settings.yaml': SETTINGS, list })
  const options = ['--domains', join(folder, 'list'), '--config', join(folder, 'settings.yaml')]
  const { out, err, code } = await mailconfHere(['compare', url, ...options], { width })
  return { lines: out.trimEnd().split('\n'), err, code }
}

/** The address that a request names, by any of its ways. */
function addressIn({ method, url, body }: Asked): string {
  if (method === 'POST') return /<EMailAddress>(.*)<\/EMailAddress>/.exec(body)?.[1] ?? ''
  return new URL(url, 'http://x').searchParams.get('emailaddress') ?? ''
}

interface Kind {
  pop?: string
  port?: number
  name?: string
}

/** As a make that fills placeholders itself, puts things in another order, and names all its domains. */
function document(address: string, { pop, port = 587, name = 'One' }: Kind = {}): string {
  const domain = address.split('@')[1] ?? ''
  const server = (tag: string, type: string, host: string, at: number, socket: string) => `
    <${tag} type="${type}"><username>${address}</username><socketType>${socket}</socketType>
      <port>0${at}</port><hostname>${host.toUpperCase()}</hostname>
      <authentication> password-cleartext </authentication></${tag}>`
  return `<?xml version="1.0"?>\r\n<!-- other make -->
<clientConfig version="1.1"><emailProvider id="${domain}">
  <displayName>${name}</displayName><domain>z.example</domain><domain>${domain}</domain>
  ${server('incomingServer', 'imap', 'mail.example.net', 993, 'SSL')}
  ${server('incomingServer', 'pop3', pop ?? `pop.${domain}`, 995, 'SSL')}
  ${server('outgoingServer', 'smtp', 'mail.example.net', port, 'STARTTLS')}
</emailProvider></clientConfig>`
}

function pox(address: string, { pop, port = 587 }: Kind = {}): string {
  const protocol = (type: string, host: string, at: number, encryption: string) =>
    `<o:Protocol><o:Type>${type}</o:Type><o:Server>${host}</o:Server><o:Port>${at}</o:Port>
     <o:LoginName>${address}</o:LoginName><o:SSL>On</o:SSL><o:Encryption>${encryption}</o:Encryption><o:SPA>Off</o:SPA></o:Protocol>`
  return `<a:Autodiscover xmlns:a="a"><o:Response xmlns:o="o"><o:Account><o:AccountType>email</o:AccountType><o:Action>settings</o:Action>
    ${protocol('SMTP', 'mail.example.net', port, 'TLS')}${protocol('IMAP', 'mail.example.net', 993, 'SSL')}
    ${protocol('POP3', pop ?? `pop.${address.split('@')[1] ?? ''}`, 995, 'SSL')}</o:Account></o:Response></a:Autodiscover>`
}

function otherMake(kindOf: (address: string) => Kind | undefined): Make {
  return (asked) => {
    const address = addressIn(asked)
    const kind = kindOf(address)
    if (kind === undefined || address === '') return undefined
    return { body: asked.method === 'POST' ? pox(address, kind) : document(address, kind) }
  }
}

const NO_PACC = 'pacc: not compared, for the other service answers to none of them'

test('CLI compare: what means the same agrees, however it is written', async () => {
  const { url, asked, mostAtOnce } = await start(otherMake(() => ({})))
  const list = '# ours\n\na.example\r\nB.Example\tone\nAna@c.example\na.example\n'
  expect(await compare(url, list)).toEqual({
    lines: [NO_PACC, '3 domains: 3 agree, 0 differ'],
    err: '',
    code: 0,
  })
  expect(
    asked
      .filter(({ method }) => method === 'POST')
      .map(addressIn)
      .sort(),
  ).toEqual(['Ana@c.example', 'postmaster@a.example', 'postmaster@b.example'])
  expect(asked.map(({ url: path }) => path.split('?')[0])).toContain('/mail/config-v1.1.xml')
  expect(mostAtOnce()).toBeLessThanOrEqual(8)
})

test('CLI compare: equal differences once, with those who have them', async () => {
  const { url } = await start(
    otherMake((address) =>
      address === 'postmaster@b.example'
        ? { pop: 'pop.b.example', name: 'Bee' }
        : { pop: `mail.${address.split('@')[1] ?? ''}`, port: 25 },
    ),
  )
  expect(
    await compare(url, 'a.example\nb.example\nc.example\nAna@c.example\nc@c.example\n'),
  ).toEqual({
    lines: [
      'What                    There               Here               For',
      'autoconfig              mail.%EMAILDOMAIN%  pop.%EMAILDOMAIN%  4: a.example, c.example,',
      'incomingServer[2]                                              Ana@c.example, …',
      'hostname',
      'autoconfig              25                  587                4: a.example, c.example,',
      'outgoingServer port                                            Ana@c.example, …',
      'autodiscover pop3       mail.%EMAILDOMAIN%  pop.%EMAILDOMAIN%  4: a.example, c.example,',
      'hostname                                                       Ana@c.example, …',
      'autodiscover smtp port  25                  587                4: a.example, c.example,',
      '                                                               Ana@c.example, …',
      'autoconfig displayName  Bee                 One                b.example',
      '',
      NO_PACC,
      '5 domains: 0 agree, 5 differ',
    ],
    err: '',
    code: 1,
  })
})

/** The rows, without what is only there to be aligned. */
async function rowsOf(url: string, list: string): Promise<string[]> {
  const { lines } = await compare(url, list, 300)
  return lines.slice(1, -3).map((line) => line.split(/ {2,}/).join(' | '))
}

test('CLI compare: an answer on one side only, and settings that are elsewhere', async () => {
  const { url } = await start((asked) => {
    const address = addressIn(asked)
    if (address.endsWith('@a.example')) return undefined
    if (address.endsWith('@away.example')) return { status: 302, headers: { location: '/moved' } }
    if (asked.url === '/moved') return { body: document('postmaster@away.example') }
    return otherMake(() => ({}))(asked)
  })
  const list = 'a.example\nnone.example\nunknown.test\ngone.example\naway.example\n'
  expect(await rowsOf(url, list)).toEqual([
    'autoconfig | settings | no answer: status 404 | none.example, unknown.test, gone.example',
    'autodiscover | settings | no answer: status 404 | none.example, unknown.test',
    'autoconfig | no answer: status 404 | settings | a.example',
    'autodiscover | no answer: status 404 | settings | a.example',
    'autodiscover | settings | leads to %EMAILLOCALPART%@elsewhere.test | gone.example',
    'autoconfig | settings | leads to https://autoconfig.elsewhere.test/mail | away.example',
    'autodiscover | leads to /moved | no answer: status 404 | away.example',
  ])
})

test('CLI compare: nothing on both sides agrees', async () => {
  const { url } = await start(() => undefined)
  expect(await compare(url, 'none.example\nunknown.test\n')).toEqual({
    lines: [
      'autodiscover: not compared, for the other service answers to none of them',
      NO_PACC,
      '2 domains: 2 agree, 0 differ',
    ],
    err: '',
    code: 0,
  })
})

test('CLI compare: a whole server more or less is one difference', async () => {
  const { url } = await start((asked) => {
    const address = addressIn(asked)
    const without = (text: string, tag: RegExp) => text.replace(tag, '')
    return asked.method === 'POST'
      ? { body: without(pox(address), /<o:Protocol><o:Type>POP3.*?<\/o:Protocol>/s) }
      : { body: without(document(address), /<incomingServer type="pop3">.*?<\/incomingServer>/s) }
  })
  expect(await rowsOf(url, 'a.example\n')).toEqual([
    'autoconfig incomingServer[2] | (nothing) | pop3 pop.%EMAILDOMAIN% 995 SSL password-cleartext %EMAILADDRESS% | a.example',
    'autodiscover pop3 | (nothing) | pop.%EMAILDOMAIN% 995 SSL %EMAILADDRESS% password-cleartext | a.example',
  ])
})

test('CLI compare: words of automx2 are explained, and an element without a text is no blank', async () => {
  const { url } = await start((asked) => {
    const address = addressIn(asked)
    if (asked.method === 'POST') return { body: pox(address) }
    const old = document(address).replace(' password-cleartext ', 'plain')
    return { body: old.replace('</displayName>', '</displayName><identity/>') }
  })
  expect(await rowsOf(url, 'a.example\n')).toEqual([
    'autoconfig identity | (there, and empty) | (nothing) | a.example',
    'autoconfig incomingServer authentication | plain (the old word for password-cleartext) | password-cleartext | a.example',
  ])
})

test('CLI compare: PACC is asked for at the host that names the domain', async () => {
  const { url } = await start((asked) =>
    asked.host.startsWith('ua-auto-config.')
      ? {
          body: JSON.stringify({
            authentication: { password: true },
            protocols: { imap: { host: asked.host.replace('ua-auto-config', 'imap') } },
          }),
        }
      : otherMake(() => ({}))(asked),
  )
  const { lines, code } = await compare(url, 'a.example\nb.example\n')
  // STARTTLS for sending is none that PACC could state, so there is no document of ours.
  expect(lines.slice(1)).toEqual([
    'pacc  settings  no answer: status 404  a.example, b.example',
    '',
    '2 domains: 0 agree, 2 differ',
  ])
  expect(code).toBe(1)
})

test('CLI compare: a URL that a mailbox makes none of', async () => {
  const { lines, code } = await compare('http://%EMAILADDRESS%/x', 'a.example\n', 200)
  expect(lines[1]).toMatch(
    /^autoconfig  cannot be asked: this mailbox makes no URL of it +settings/,
  )
  expect(code).toBe(1)
})

test.each([
  ['/v1.1/', (domain: string) => `/v1.1/${domain}`],
  [
    '/%EMAILDOMAIN%/x?m=%EMAILADDRESS%',
    (domain: string) => `/${domain}/x?m=postmaster%40${domain}`,
  ],
])('CLI compare: at %s', async (path, expected) => {
  const { url, asked } = await start(({ method, url: at }) =>
    method === 'GET' && at.includes('a.example')
      ? { body: document('postmaster@a.example') }
      : undefined,
  )
  const { lines, code } = await compare(`${url}${path}`, 'a.example\n')
  expect(lines.at(-1)).toBe('1 domain: 1 agree, 0 differ')
  expect(code).toBe(0)
  expect(asked[0]?.url).toBe(expected('a.example'))
})

test('CLI compare: a service that cannot be reached agrees with nobody', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  const { lines, code } = await compare(url, 'a.example\nnone.example\n', 200)
  expect(lines.slice(1, 3).map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
    ['autoconfig', expect.stringMatching(/^cannot be asked: port \d+ is closed$/), 'settings'],
    ['autoconfig', expect.stringMatching(/^cannot be asked: /), 'no answer: status 404'],
  ])
  expect(lines.at(-1)).toBe('2 domains: 0 agree, 2 differ')
  expect(code).toBe(1)
})

test("CLI compare: a stranger's text moves no cursor", async () => {
  const { url } = await start(otherMake(() => ({ name: 'One&#x9b;2J\u202e' })))
  const { lines } = await compare(url, 'a.example\n')
  expect(lines.join('\n')).toContain('One\\u{9b}2J\\u{202e}')
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u)
})

test.each([80, 100])('CLI compare: rows fit %i columns', async (width) => {
  const { url } = await start(otherMake(() => ({ name: 'A name that goes on and on '.repeat(9) })))
  const { lines } = await compare(url, 'a.example\nb.example\n', width)
  expect(lines.length).toBeGreaterThan(5)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width)
})

test.each([
  ['ftp://old.example', 'a.example', 'URL is that of a web server, such as https://old.example'],
  ['http://127.0.0.1:1', '', 'names no domain'],
  ['http://127.0.0.1:1', 'a.example\n\nnot a domain\n', ':3: neither a domain nor an address'],
  ['http://127.0.0.1:1', 'a@@b.example\n', ':1: neither a domain nor an address'],
])('CLI compare %s with the list %j: wrong usage', async (url, list, message) => {
  const { err, code, lines } = await compare(url, list)
  expect(err).toMatch(/^mailconf compare: /)
  expect(err.trimEnd().endsWith(message), err).toBe(true)
  expect([code, lines]).toEqual([2, ['']])
})

test('CLI compare: the list is needed, and may come from stdin', async () => {
  expect(await mailconfHere(['compare', 'https://old.example'])).toMatchObject({
    code: 2,
    err: 'mailconf compare: --domains LIST is needed, a file with one domain a line\n',
  })
  expect(await mailconf(['compare', 'https://old.example', '--domains', '-'])).toMatchObject({
    code: 2,
    err: 'mailconf compare: stdin: names no domain\n',
  })
  const missing = await mailconfHere(['compare', 'https://old.example', '--domains', '/nowhere'])
  expect(missing.err).toBe('mailconf compare: /nowhere: there is no such file\n')
})
