// Passwords that nobody asked for: ignored, unanswered, unlogged, on the wire too.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { exchange, rawRequest } from '../helpers/raw-http.js'
import {
  AUTOCONFIG,
  get,
  JSON_V2,
  POX,
  poxBody,
  table,
  WELL_KNOWN,
  withoutTime,
} from './fixture.js'

const PASSWORD = 'CANARY-pw-91c2'
const BASIC = Buffer.from(`a@b.example:${PASSWORD}`).toString('base64')
const HEADERS = [
  `Authorization: Basic ${BASIC}`,
  `authorization: Bearer ${PASSWORD}`,
  `Proxy-Authorization: Basic ${BASIC}`,
  `Cookie: session=${PASSWORD}`,
]

test.each([
  ['autoconfig', [`GET ${AUTOCONFIG} HTTP/1.1`], ''],
  ['well-known', [`GET ${WELL_KNOWN} HTTP/1.1`], ''],
  ['POX', [`POST ${POX} HTTP/1.1`, 'Transfer-Encoding: chunked'], poxBody('a@b.example')],
  ['POX refused', [`POST ${POX} HTTP/1.1`, 'Transfer-Encoding: chunked'], PASSWORD],
  ['JSON', [`GET ${JSON_V2}?Protocol=AutodiscoverV1 HTTP/1.1`], ''],
  ['no route', ['GET /owa/auth.owa HTTP/1.1'], ''],
  ['SOAP', ['POST /autodiscover/autodiscover.svc HTTP/1.1', 'Content-Length: 0'], ''],
  ['no URL', ['GET /%zz HTTP/1.1'], ''],
])('OPS-C01 %s: the answer is the same, and asks for nothing', async (_title, lines, payload) => {
  const { listen, log } = await startApp(table)
  const { port } = await listen()
  const body = payload === '' ? '' : `${payload.length.toString(16)}\r\n${payload}\r\n0\r\n\r\n`
  const head = [...lines, 'Host: b.example']
  const plain = await exchange(port, rawRequest(head, body), { answers: 1 })
  const dressed = await exchange(port, rawRequest([...head, ...HEADERS], body), { answers: 1 })
  const told = (text: string) => withoutTime(text).replace(/\r\nDate: [^\r]*/i, '')
  expect(told(dressed.text)).toBe(told(plain.text))
  expect(dressed.answers[0]?.status).not.toBeOneOf([401, 407])
  const names = [...(dressed.answers[0]?.headers.keys() ?? [])].join()
  expect(names).not.toMatch(/authenticate|cookie/)
  for (const secret of [PASSWORD, BASIC]) expect(log() + dressed.text).not.toContain(secret)
})

test.each(['NTLM', 'Negotiate', 'Kerberos'])(
  'OPS-C03 12 KB of %s: the same answer',
  async (scheme) => {
    const { listen, log } = await startApp(table)
    const { port } = await listen()
    const token = Buffer.alloc(9000, PASSWORD).toString('base64')
    const lines = [
      `GET ${AUTOCONFIG} HTTP/1.1`,
      'Host: b.example',
      `Authorization: ${scheme} ${token}`,
    ]
    const { answers } = await exchange(port, rawRequest(lines), { answers: 1 })
    expect(answers.map(({ status }) => status)).toEqual([200])
    expect(log()).not.toContain(token.slice(0, 40))
  },
)

// Ignored here; on pages and profiles, where people see the answer, they are refused.
test.each(['password', 'pass', 'PASSWORD', 'passwd', 'pwd', 'secret'])(
  'OPS-C04 the parameter %s is ignored and not logged',
  async (name) => {
    const { app, log } = await startApp(table)
    for (const path of [
      `${AUTOCONFIG}?emailaddress=a@b.example`,
      `${WELL_KNOWN}?emailaddress=a@b.example`,
      `${JSON_V2}?Email=a@b.example&Protocol=AutodiscoverV1`,
    ]) {
      const plain = await get(app, path)
      const told = await get(app, `${path}&${name}=${PASSWORD}`)
      expect([told.statusCode, told.body]).toEqual([200, plain.body])
    }
    expect(log()).not.toContain(PASSWORD)
  },
)
