// The private internet as a whole: whom it trusts, what leads into it, and that it ends.
import { readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectSecurely, TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { get, handshake, portOf, resolverOf } from './clients.js'
import type { CertificateOrder } from './authority.js'
import { startInternet } from './internet.js'
import { createKeeper } from './keeper.js'

const ok = () => ({ status: 200, body: 'yes' })

test.for<[what: string, order: Partial<CertificateOrder>, refusal: string | undefined]>([
  ['good', {}, undefined],
  ['good, with RSA', { key: 'rsa2048' }, undefined],
  ['good for several names', { names: ['other.example.lt', 'www.example.lt'] }, undefined],
  ['expired', { days: -3 }, 'CERT_HAS_EXPIRED'],
  ['for another name', { names: ['other.example.lt'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['signed by itself', { from: 'itself' }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ["a stranger's", { from: 'stranger' }, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ['without its intermediate', { missingIntermediate: true }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
])('a certificate can be %s', async ([, order, refusal]) => {
  const internet = await startInternet()
  const host = 'www.example.lt'
  const certificate = await internet.certificate({ names: [host], ...order })
  await internet.web({ host, https: { certificate, answer: ok } })
  const got = get(internet, `https://${host}/`)
  if (refusal === undefined) expect(await got).toMatchObject({ status: 200, body: 'yes' })
  else await expect(got).rejects.toMatchObject({ code: refusal })
})

test('a good certificate comes with its intermediate, and names no other authority', async () => {
  const internet = await startInternet()
  await internet.web({ host: 'www.example.lt', https: { answer: ok } })
  const port = portOf(internet, 'www.example.lt', 443)
  const socket = await handshake(internet, { port, servername: 'www.example.lt' })
  const leaf = socket.getPeerCertificate(true)
  expect(leaf.subjectaltname).toBe('DNS:www.example.lt')
  expect(leaf.issuerCertificate.subject.CN).toBe('Test intermediate')
  expect(leaf.issuerCertificate.issuerCertificate.subject.CN).toBe('Test root')
  const elsewhere = await startInternet()
  const foreign = handshake(elsewhere, { port, servername: 'www.example.lt' })
  await expect(foreign).rejects.toThrow('certificate')
  expect(await readFile(internet.authorityFile, 'utf8')).toBe(internet.authority)
})

test.for(['TLSv1', 'TLSv1.1'] as const)('a server can speak %s only', async (only) => {
  const internet = await startInternet()
  await internet.web({ host: 'old.example.lt', https: { answer: ok, only } })
  const place = { port: portOf(internet, 'old.example.lt', 443), servername: 'old.example.lt' }
  await expect(handshake(internet, place)).rejects.toThrow('protocol version')
  const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  expect((await handshake(internet, { ...place, ...old })).getProtocol()).toBe(only)
})

test('rules grow with servers, and follow where one takes the place of another or goes', async () => {
  const internet = await startInternet()
  expect(internet.options).toEqual(['--resolver', internet.resolver])
  await internet.web({ host: 'A.example.lt', https: { answer: ok }, http: { answer: ok } })
  await internet.mail({ type: 'imap', host: 'b.example.lt', port: 1143, socketType: 'plain' })
  const places = ['a.example.lt:443', 'a.example.lt:80', 'b.example.lt:1143']
  expect(internet.connectTo.map((rule) => rule.split(':', 2).join(':'))).toEqual(places)
  const [first = ''] = internet.connectTo
  expect(internet.options).toContain(first)
  const before = portOf(internet, 'a.example.lt', 80)
  await internet.web({ host: 'a.example.lt', http: { answer: () => ({ status: 404 }) } })
  expect(await get(internet, 'http://a.example.lt/')).toMatchObject({ status: 404 })
  expect(await get(internet, 'https://a.example.lt/')).toMatchObject({ status: 200 })
  await expect(opened(before)).rejects.toThrow('ECONNREFUSED')
  await internet.down('a.example.lt', 80)
  expect(internet.connectTo).toHaveLength(2)
})

test('several at once know nothing of each other', async () => {
  const both = await Promise.all([startInternet(), startInternet()])
  for (const [index, { zone }] of both.entries()) {
    zone.add({ type: 'TXT', name: 'example.lt', text: `${index}` })
  }
  const told = both.map((internet) => resolverOf(internet).resolveTxt('example.lt'))
  expect(await Promise.all(told)).toEqual([[['0']], [['1']]])
  expect(both[0].authority).not.toBe(both[1].authority)
})

test('at the end everything is cut: listeners, connections, handshakes, waits', async () => {
  const keeper = createKeeper()
  const server = createServer()
  const port = await keeper.listen(server)
  const socket = await opened(port)
  const half = new TLSSocket(await opened(port))
  const gone = [socket, half].map((one) => new Promise((resolve) => one.once('close', resolve)))
  const pause = keeper.pause(3_600_000)
  await keeper.end()
  await Promise.all(gone)
  expect(await pause).toBe(false)
  expect(server.listening).toBe(false)
  await expect(opened(port)).rejects.toThrow('ECONNREFUSED')
})

test.for([0, 1, 2, 3, 5, 8])(
  'the end may come in the middle of handshakes: %i ms',
  async (afterMs) => {
    const internet = await startInternet()
    const host = 'mail.example.lt'
    await internet.web({ host, https: { answer: ok } })
    for (const [type, port] of [
      ['imap', 993],
      ['smtp', 465],
    ] as const) {
      await internet.mail({ type, host, port, socketType: 'SSL' })
    }
    for (const port of [443, 993, 465]) {
      const place = { port: portOf(internet, host, port), servername: host, ca: internet.authority }
      // Nobody ends these but the internet.
      for (let count = 0; count < 5; count += 1) connectSecurely(place).on('error', () => undefined)
      const half = await opened(place.port)
      half.on('error', () => undefined).write(BEGINNING_OF_HELLO)
    }
    await sleep(afterMs)
  },
)

/** A TLS record that announces more than comes. */
const BEGINNING_OF_HELLO = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc])

function opened(port: number) {
  const socket = connect(port, '127.0.0.1')
  return new Promise<typeof socket>((resolve, reject) => {
    socket.once('error', reject).once('connect', () => {
      resolve(socket)
    })
  })
}
