// What only a connection shows: sizes, endings, and that the connection lives on or dies as it should.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { exchange, type RawAnswer, rawRequest } from '../../helpers/raw-http.js'
import { outlook } from './bodies.js'
import type { Seen } from './invariants.js'
import { errorIn, expectSound, PATH, protocolsIn, startPox, tableOfFile } from './setup.js'
import { three } from './cases.js'

const table = await tableOfFile('fixture.yaml')
const BODY = outlook('ana@example.org')
const LIMIT = 16_384

/** An answer of a socket, with what holds for all answers checked. */
function sound(answer: RawAnswer | undefined, method = 'POST'): Seen {
  if (answer === undefined) throw new Error('no answer')
  const { status, body } = answer
  const seen = { method, status, body, headers: Object.fromEntries(answer.headers) }
  expectSound(seen, table)
  return seen
}

function post(body: string, ...headers: string[]): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return rawRequest([`POST ${PATH} HTTP/1.1`, 'Host: example.org', length, ...headers], body)
}

function get(method: string, host: string, ...headers: string[]): string {
  return rawRequest([`${method} ${PATH} HTTP/1.1`, `Host: ${host}`, ...headers])
}

async function open(): Promise<number> {
  const pox = await startPox(table)
  return (await pox.listen()).port
}

test('AD-T35 a body of 16384 octets is answered, the connection stays', async () => {
  const port = await open()
  const { answers, closed } = await exchange(port, post(BODY.padEnd(LIMIT)).repeat(2), {
    answers: 2,
  })
  for (const answer of answers) expect(protocolsIn(sound(answer))).toEqual(three('ana@example.org'))
  expect(closed).toBe(false)
})

test.each(
  titled([
    { title: 'one octet more', bytes: post(BODY.padEnd(LIMIT + 1)) },
    {
      title: 'a length that promises too much, before anything of it came',
      bytes: post('', 'Content-Length: 1000000').replace('Content-Length: 0\r\n', ''),
    },
  ]),
)('AD-T35 %s: 413, and the connection is closed', async (_title, { bytes }) => {
  const { answers, closed } = await exchange(await open(), bytes)
  const [answer] = answers
  expect(errorIn(sound(answer))).toBe('600/413')
  expect(answer?.headers.get('connection')).toBe('close')
  expect(answers).toHaveLength(1)
  expect(closed).toBe(true)
})

test('AD-T35 a chunked body without end: 413, and the connection is closed', async () => {
  const head = [`POST ${PATH} HTTP/1.1`, 'Host: example.org', 'Transfer-Encoding: chunked']
  const piece = `1000\r\n${'x'.repeat(0x1000)}\r\n`
  const { answers, closed } = await exchange(await open(), rawRequest(head), {
    drip: { next: () => piece, everyMs: 10 },
  })
  expect(errorIn(sound(answers[0]))).toBe('600/413')
  expect(answers[0]?.headers.get('connection')).toBe('close')
  expect(closed).toBe(true)
})

test('AD-T35 a chunked body within the limit is answered', async () => {
  const head = [`POST ${PATH} HTTP/1.1`, 'Host: example.org', 'Transfer-Encoding: chunked']
  const chunks = [BODY.slice(0, 40), BODY.slice(40)]
    .map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    .join('')
  const bytes = rawRequest(head, `${chunks}0\r\n\r\n`)
  const { answers } = await exchange(await open(), bytes, { answers: 1 })
  expect(protocolsIn(sound(answers[0]))).toEqual(three('ana@example.org'))
})

test('AD-4.2 Expect: 100-continue is told to go on, and then answered', async () => {
  const bytes = post(BODY, 'Expect: 100-continue', 'Connection: close')
  const { answers } = await exchange(await open(), bytes)
  expect(answers.map(({ status }) => status)).toEqual([100, 200])
  expect(protocolsIn(sound(answers[1]))).toEqual(three('ana@example.org'))
})

test.each(['example.org', 'moved.example.com', 'marker.invalid'])(
  'AD-T44 HEAD on %s ends with its head; the next request is answered',
  async (host) => {
    const port = await open()
    const [of] = (await exchange(port, get('GET', host), { answers: 1 })).answers
    const head = await exchange(port, get('HEAD', host, 'Connection: close'), { head: true })
    const [answer] = head.answers
    expect(head.text.endsWith('\r\n\r\n')).toBe(true)
    expect(answer?.status).toBe(of?.status)
    expect(answer?.headers.get('content-length')).toBe(of?.headers.get('content-length'))
    sound(answer, 'HEAD')
    sound(of, 'GET')
  },
)

test('AD-T44 OPTIONS has no body and no length', async () => {
  const bytes = get('OPTIONS', 'example.org', 'Connection: close')
  const { answers, text } = await exchange(await open(), bytes)
  expect(text.endsWith('\r\n\r\n')).toBe(true)
  expect(sound(answers[0], 'OPTIONS').status).toBe(204)
})

test('AD-T43 GET with nothing but a Host, as Delta Chat sends it', async () => {
  const { answers } = await exchange(await open(), get('GET', 'example.org'), { answers: 1 })
  expect(sound(answers[0], 'GET').status).toBe(200)
})

test.each(
  titled([
    { title: 'a Host of 8000 characters', host: 'm'.repeat(8000) },
    { title: 'a Host with a path', host: 'example.org/marker' },
  ]),
)('AD-T48 %s is unknown: 405, nothing reflected', async (_title, { host }) => {
  const { answers } = await exchange(await open(), get('GET', host), { answers: 1 })
  const seen = sound(answers[0], 'GET')
  expect(seen.status).toBe(405)
  expect(seen.body).not.toMatch(/marker|mmm|cher/)
})

test('AD-T35 a body that breaks off is not answered for, and the service lives on', async () => {
  const port = await open()
  const half = post(BODY).slice(0, -30)
  const broken = await exchange(port, half, { end: true })
  expect(broken.answers.every(({ status }) => status === 400)).toBe(true)
  const { answers } = await exchange(port, post(BODY), { answers: 1 })
  expect(sound(answers[0]).status).toBe(200)
})
