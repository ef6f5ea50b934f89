// The judge is judged: broken answers that it must notice.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { type Seen, violations } from './invariants.js'

const URL = 'https://autodiscover.example.org/autodiscover/autodiscover.xml'
const FOUND = JSON.stringify({ Protocol: 'AutodiscoverV1', Url: URL })
const REFUSED = JSON.stringify({
  ErrorCode: 'InvalidProtocol',
  ErrorMessage: "Protocol 'Ews' is not offered. Offered: AutodiscoverV1",
})

function seen(body: string, change: Partial<Seen> = {}): Seen {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body).toString(),
  }
  return { method: 'GET', status: 200, body, ...change, headers: { ...headers, ...change.headers } }
}

test('AD-9 has nothing against sound answers', () => {
  expect(violations(seen(FOUND))).toEqual([])
  expect(violations(seen(REFUSED, { status: 400 }))).toEqual([])
  expect(violations(seen('', { method: 'OPTIONS', status: 204 }))).toEqual([])
})

const broken: { title: string; answer: Seen; says: string }[] = [
  {
    title: 'a status that asks for a password',
    answer: seen(REFUSED, { status: 401 }),
    says: '401',
  },
  {
    title: 'a challenge',
    answer: seen(FOUND, { headers: { 'www-authenticate': 'Basic' } }),
    says: 'www-authenticate',
  },
  { title: 'an error with 200', answer: seen(REFUSED), says: '200: ' },
  { title: 'a result with 404', answer: seen(FOUND, { status: 404 }), says: '404: ' },
  { title: 'one key too many', answer: seen(FOUND.replace('}', ',"a":1}')), says: 'keys Protocol' },
  { title: 'one key too few', answer: seen('{"Protocol":"ActiveSync"}'), says: 'keys Protocol' },
  { title: 'a protocol in small letters', answer: seen(FOUND.replace('A', 'a')), says: '200: ' },
  { title: 'a URL without TLS', answer: seen(FOUND.replace('https', 'http')), says: '200: ' },
  {
    title: 'the protocol that was asked for, echoed',
    answer: seen(REFUSED.replace('Ews', '<script>'), { status: 400 }),
    says: '400: ',
  },
  {
    title: 'an answer that may be kept',
    answer: seen(FOUND, { headers: { 'cache-control': 'max-age=300' } }),
    says: 'may be kept',
  },
  {
    title: 'a page',
    answer: seen('<html>', { status: 404, headers: { 'content-type': 'text/html' } }),
    says: 'no JSON',
  },
]

test.each(titled(broken))('AD-9 notices %s', (_title, { answer, says }) => {
  expect(violations(answer).join('\n')).toContain(says)
})
