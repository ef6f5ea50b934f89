// Mail servers of the private internet: IMAP, POP3 and SMTP as far as a client sees them before it logs in.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { dial, dialSecurely, handshake, portOf } from './clients.js'
import { type Internet, startInternet } from './internet.js'
import type { MailServer, MailType } from './mail-server.js'

const HOST = 'mail.example.net'
const PORT = 1234

async function serving(server: Omit<MailServer, 'host' | 'port'>): Promise<Internet> {
  const internet = await startInternet()
  await internet.mail({ host: HOST, port: PORT, ...server })
  return internet
}

interface Talk {
  greeting: string
  capabilities: string
  /** By which an answer to that is over. */
  end: string
  startTls: string
  begins: string
  refuses: string
  goodbye: string
  login: string
  /** What the answer shows where logins are offered, and the word for encryption. */
  offersLogin: string
  offersTls: string
}

const TALKS: Readonly<Record<MailType, Talk>> = {
  imap: {
    greeting: '* OK IMAP4rev1 server ready\r\n',
    capabilities: 'a CAPABILITY',
    end: 'a OK done\r\n',
    startTls: 'b STARTTLS',
    begins: 'b OK begin TLS\r\n',
    refuses: 'b NO not now\r\n',
    goodbye: 'c LOGOUT',
    login: 'd LOGIN person secret',
    offersLogin: 'AUTH=PLAIN AUTH=LOGIN',
    offersTls: ' STARTTLS\r\n',
  },
  pop3: {
    greeting: '+OK POP3 server ready\r\n',
    capabilities: 'CAPA',
    end: '\r\n.\r\n',
    startTls: 'STLS',
    begins: '+OK begin TLS\r\n',
    refuses: '-ERR not now\r\n',
    goodbye: 'QUIT',
    login: 'USER person',
    offersLogin: 'SASL PLAIN LOGIN\r\n',
    offersTls: 'STLS\r\n',
  },
  smtp: {
    greeting: `220 ${HOST} ESMTP`,
    capabilities: 'EHLO client.example',
    end: '250 ',
    startTls: 'STARTTLS',
    begins: '220 ',
    refuses: '454 TLS not available\r\n',
    goodbye: 'QUIT',
    login: 'AUTH PLAIN AHBlcnNvbgBzZWNyZXQ=',
    offersLogin: 'AUTH PLAIN LOGIN',
    offersTls: 'STARTTLS\r\n',
  },
}
const TYPES = ['imap', 'pop3', 'smtp'] as const

/** What the package's server says is its own business; ours is told apart by a greeting of its own. */
const OUR_SMTP: Partial<MailServer> = { greeting: `220 ${HOST} ESMTP` }
const VARIANTS: readonly (readonly [type: MailType, more: Partial<MailServer>])[] = [
  ...TYPES.map((type) => [type, {}] as const),
  ['smtp', OUR_SMTP],
]

test.for(VARIANTS)(
  '%s %o: TLS from the first octet, capabilities, goodbye',
  async ([type, more]) => {
    const internet = await serving({ type, socketType: 'SSL', ...more })
    const { greeting, capabilities, end, goodbye, offersLogin, offersTls } = TALKS[type]
    const line = await dialSecurely(internet, HOST, PORT)
    expect(await line.until('\r\n')).toMatch(greeting)
    line.send(capabilities)
    await line.until(offersLogin)
    const said = await line.until(end)
    expect(said).not.toContain(offersTls)
    line.send(goodbye)
    await line.closed
    expect(internet.commands).toHaveLength(2)
    expect(internet.loginAttempts).toEqual([])
  },
)

test.for(VARIANTS)('%s %o: STARTTLS leads to the same behind it', async ([type, more]) => {
  const internet = await serving({ type, socketType: 'STARTTLS', ...more })
  const { greeting, capabilities, end, startTls, begins, offersLogin, offersTls } = TALKS[type]
  const plain = dial(internet, HOST, PORT)
  expect(await plain.until('\r\n')).toMatch(greeting)
  plain.send(capabilities)
  const said = await plain.until(end)
  // The package's server offers logins to all, and says 538 to who tries without encryption.
  expect(said.includes(offersLogin)).toBe(type === 'smtp' && more.greeting === undefined)
  await plain.until(offersTls.trim())
  const before = plain.received().length
  plain.send(startTls)
  await plain.until(begins, before)
  const secured = await plain.startTls()
  secured.send(capabilities)
  const saidThen = await secured.until(end)
  expect(saidThen).toContain(offersLogin)
  expect(saidThen).not.toContain(offersTls)
  expect(internet.commands.map((command) => command.split(' ')[0])).toEqual(
    Array(3).fill(`${HOST}:${PORT}`),
  )
})

test.for(TYPES)('%s: without encryption, logins are offered as they are', async (type) => {
  const internet = await serving({ type, socketType: 'plain' })
  const { capabilities, end, offersLogin, offersTls } = TALKS[type]
  const line = dial(internet, HOST, PORT)
  await line.until('\r\n')
  line.send(capabilities)
  const said = await line.until(end)
  expect(said).toContain(offersLogin.trim())
  expect(said).not.toContain(offersTls)
})

test.for(VARIANTS)(
  '%s %o: a login is refused and remembered, by its command alone',
  async ([type, more]) => {
    const internet = await serving({ type, socketType: 'SSL', ...more })
    const line = await dialSecurely(internet, HOST, PORT)
    await line.until('\r\n')
    line.send(TALKS[type].capabilities)
    await line.until(TALKS[type].end)
    line.send(TALKS[type].login)
    await line.until(type === 'smtp' ? '535 ' : 'nobody lives here')
    const command = { imap: 'LOGIN', pop3: 'USER', smtp: 'AUTH' }[type]
    expect(internet.loginAttempts).toEqual([`${HOST}:${PORT} ${command}`])
  },
)

test.for([
  ...(['imap', 'pop3'] as const).map((type) => [type, {}] as const),
  ['smtp', { startTls: 'hidden' }] as const,
  ...TYPES.map((type) => [type, { capabilitiesBeforeTls: ['X'] }] as const),
])('%s %o: STARTTLS can be missing', async ([type, more]) => {
  const internet = await serving({ type, socketType: 'STARTTLS', startTls: 'hidden', ...more })
  const { capabilities, end, startTls, offersTls } = TALKS[type]
  const line = dial(internet, HOST, PORT)
  await line.until('\r\n')
  line.send(capabilities)
  expect(await line.until(end)).not.toContain(offersTls.trim())
  line.send(startTls)
  await line.until({ imap: 'b BAD', pop3: '-ERR', smtp: '\r\n50' }[type])
})

test.for(TYPES)('%s: STARTTLS can be offered and refused', async (type) => {
  const internet = await serving({ type, socketType: 'STARTTLS', startTls: 'refused' })
  const { capabilities, end, startTls, offersTls, refuses } = TALKS[type]
  const line = dial(internet, HOST, PORT)
  line.send(capabilities)
  await line.until(end)
  await line.until(offersTls.trim())
  line.send(startTls)
  await line.until(refuses)
})

test.for(TYPES)('%s: an answer to STARTTLS can bring more than it may', async (type) => {
  const internet = await serving({ type, socketType: 'STARTTLS', startTls: 'injects' })
  const line = dial(internet, HOST, PORT)
  await line.until('\r\n')
  line.send(TALKS[type].startTls)
  await line.until('INJECTED')
  const secured = await line.startTls()
  secured.send(TALKS[type].capabilities)
  expect(await secured.until(TALKS[type].end)).not.toContain('INJECTED')
})

test.for([
  ['imap', ['IMAP4rev1', 'LOGINDISABLED'], '* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n'],
  ['pop3', ['UIDL', 'SASL PLAIN'], '+OK list follows\r\nUIDL\r\nSASL PLAIN\r\n.\r\n'],
  ['smtp', ['SIZE 1', 'AUTH XOAUTH2'], `250-${HOST}\r\n250-SIZE 1\r\n250 AUTH XOAUTH2\r\n`],
  ['imap', 'refused', 'a BAD unknown command\r\n'],
  ['pop3', 'refused', '-ERR unknown command\r\n'],
  ['smtp', 'refused', '502 unknown command\r\n'],
] as const)('%s: capabilities are %o when ordered', async ([type, capabilities, says]) => {
  const internet = await serving({ type, socketType: 'plain', capabilities })
  const line = dial(internet, HOST, PORT)
  const { length } = await line.until('\r\n')
  line.send(TALKS[type].capabilities)
  expect((await line.until(says)).slice(length)).toContain(says)
})

test.for([
  ['imap', '* BYE too many people'],
  ['imap', 'HTTP/1.1 400 Bad Request'],
  ['pop3', '-ERR not today'],
  ['pop3', '+OK ready <1896.697170952@mail.example.net>'],
  ['smtp', '421 busy'],
  ['smtp', ['220-several', '220-lines', '220 ESMTP']],
] as const)('%s: greets with %o when ordered', async ([type, greeting]) => {
  const internet = await serving({ type, socketType: 'SSL', greeting })
  const line = await dialSecurely(internet, HOST, PORT)
  const lines = typeof greeting === 'string' ? [greeting] : greeting
  const all = lines.map((one) => `${one}\r\n`).join('')
  expect(await line.until(lines.at(-1) ?? '')).toBe(all)
})

test.for(TYPES)('%s: can be late', async (type) => {
  const started = Date.now()
  const internet = await serving({ type, socketType: 'plain', delayMs: 60 })
  await dial(internet, HOST, PORT).until('\r\n')
  // How much later is the machine's business.
  expect(Date.now() - started).toBeGreaterThanOrEqual(50)
})

test.for(TYPES)('%s: can never say a word, in the place of each answer', async (type) => {
  const { capabilities, startTls, begins, greeting } = TALKS[type]
  const silent = (at: 'greeting' | 'capabilities' | 'starttls' | 'handshake') =>
    serving({ type, socketType: 'STARTTLS', fault: { at, how: 'silent' } })
  const mute = dial(await silent('greeting'), HOST, PORT)
  mute.send(capabilities)
  const deaf = dial(await silent('capabilities'), HOST, PORT)
  await deaf.until('\r\n')
  deaf.send(capabilities)
  const stubborn = dial(await silent('starttls'), HOST, PORT)
  await stubborn.until('\r\n')
  stubborn.send(startTls)
  const idle = dial(await silent('handshake'), HOST, PORT)
  const { length } = await idle.until('\r\n')
  idle.send(startTls)
  await idle.until(begins, length)
  const shaking = idle.startTls().then(
    () => 'done',
    () => 'failed',
  )
  expect(await Promise.race([shaking, sleep(200, 'waiting')])).toBe('waiting')
  expect(mute.received()).toBe('')
  for (const { received } of [deaf, stubborn]) {
    expect(received()).toContain(greeting)
    expect(received().split('\r\n')).toHaveLength(2)
  }
  expect([mute, deaf, stubborn].map(({ socket }) => socket.closed)).toEqual([false, false, false])
})

test.for(TYPES)('%s: can hang up, in the place of each answer', async (type) => {
  const { capabilities, startTls } = TALKS[type]
  for (const [at, sent] of [
    ['greeting', undefined],
    ['capabilities', capabilities],
    ['starttls', startTls],
  ] as const) {
    const fault = { at, how: 'closes' } as const
    const line = dial(await serving({ type, socketType: 'STARTTLS', fault }), HOST, PORT)
    if (sent !== undefined) line.send(sent)
    await line.closed
    expect(line.received().split('\r\n'), at).toHaveLength(at === 'greeting' ? 1 : 2)
  }
  const fault = { at: 'handshake', how: 'closes' } as const
  const internet = await serving({ type, socketType: 'SSL', fault })
  const place = { port: portOf(internet, HOST, PORT), servername: HOST }
  await expect(handshake(internet, place)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test.for(TYPES)('%s: can go on for ever, in one line or in many', async (type) => {
  for (const how of ['endless line', 'endless lines'] as const) {
    for (const at of ['greeting', 'capabilities'] as const) {
      const internet = await serving({ type, socketType: 'plain', fault: { at, how } })
      const line = dial(internet, HOST, PORT)
      line.send(TALKS[type].capabilities)
      await line.untilOctets(200_000)
      line.socket.destroy()
      const lines = line.received().split('\r\n').length
      if (how === 'endless line') expect(lines).toBeLessThanOrEqual(2)
      else expect(lines).toBeGreaterThan(1000)
    }
  }
})

test.for(TYPES)('%s: can send octet by octet', async (type) => {
  const internet = await serving({ type, socketType: 'SSL', inOctets: true })
  const line = await dialSecurely(internet, HOST, PORT)
  const { length } = await line.until('\r\n')
  expect(length).toBeGreaterThan(10)
  expect(line.pieces()).toBe(length)
})

test.for(VARIANTS)('%s %o: certificates and TLS versions are as ordered', async ([type, more]) => {
  for (const socketType of ['SSL', 'STARTTLS'] as const) {
    const internet = await startInternet()
    const certificate = await internet.certificate({ names: ['other.example.net'], days: -1 })
    const server = { type, host: HOST, port: PORT, socketType, ...more }
    const shake = async (options = {}) => {
      if (socketType === 'SSL') return dialSecurely(internet, HOST, PORT, options)
      const line = dial(internet, HOST, PORT)
      const { length } = await line.until('\r\n')
      if (type === 'smtp') line.send('EHLO client.example')
      line.send(TALKS[type].startTls)
      await line.until(TALKS[type].begins, length)
      return line.startTls(options)
    }
    await internet.mail({ ...server, certificate })
    await expect(shake()).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
    await internet.mail({ ...server, only: 'TLSv1.1' })
    await expect(shake()).rejects.toThrow('protocol version')
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }
    const line = await shake(old)
    expect((line.socket as { getProtocol?: () => string }).getProtocol?.()).toBe('TLSv1.1')
  }
})
