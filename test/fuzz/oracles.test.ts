// Every oracle complains of what it is there for: a run that finds nothing must be able to find something.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Canary } from './canaries.js'
import { converse, LONGEST_MS } from './converse.js'
import { readAnswers } from './oracles/answers.js'
import { fuzz } from './fuzz.js'
import { faultsOf, faultsOfAll } from './oracles/connection.js'
import { faultsOfMade } from './oracles/import.js'
import { readLine } from './oracles/log.js'
import { faultsOfMemory } from './oracles/memory.js'
import { faultsOfMetrics } from './oracles/metrics.js'
import { faultsOfProblems, faultsOfSettings } from './oracles/settings.js'
import { type Asked, type Sent, together } from './request.js'
import { startFuzzedService } from './service.js'
import type { Target } from './target.js'
import { networkTargets } from './targets.js'

const golden = (path: string) =>
  readFileSync(new URL(`../protocols/${path}`, import.meta.url), 'utf8')

const CANARY: Canary = { localPart: 'canary-0badcafe', password: 'CANARY-pw-0badcafe' }
const ADDRESS = `${CANARY.localPart}@full.example`

interface Sample {
  asked?: Partial<Asked>
  method?: string
  status?: number
  type?: string
  headers?: string[]
  body?: string
  /** In place of the one line that belongs to it. */
  lines?: string[]
  /** In place of the whole answer. */
  text?: string
  closed?: boolean
}

const line = (more: object = {}) =>
  JSON.stringify({
    level: 'info',
    time: 1,
    reqId: 'req-1',
    method: 'GET',
    route: '/x',
    status: 200,
    ms: 0.1,
    msg: 'request',
    ...more,
  })

/** What all oracles together say of one answer to one request. */
function judged(sample: Sample): string[] {
  const { method = 'GET', status = 200, type = 'text/plain; charset=utf-8' } = sample
  const { headers = [], body = 'Not found.\n' } = sample
  const asked: Asked = {
    request: { method, target: '/', headers: [], body: '' },
    canary: CANARY,
    mayShow: ['full'],
    ...sample.asked,
  }
  const octets = Buffer.from(body)
  const head = [
    `HTTP/1.1 ${status} OK`,
    `Content-Type: ${type}`,
    `Content-Length: ${octets.length}`,
    ...headers,
  ]
  const text = sample.text ?? `${head.join('\r\n')}\r\n\r\n${octets.toString('latin1')}`
  const heard = { text, closed: sample.closed ?? true, ms: 1 }
  return faultsOf(together([asked]), heard, sample.lines ?? [line({ method, status })])
}

const XML = 'text/xml; charset=utf-8'
const HTML = 'text/html; charset=utf-8'
const PROFILE = 'application/x-apple-aspen-config'
const CONFIG = golden('autoconfig/golden/minimal.xml')
const POX = golden('autodiscover/golden/ssl.xml')
const MOBILECONFIG = golden('apple/golden/imap.mobileconfig')
const page = (content: string) =>
  `<!doctype html><html lang="en"><head><title>x</title></head><body><h1>x</h1>${content}</body></html>`

const SOUND: [string, Sample][] = [
  ['a text', {}],
  ['a configuration', { type: XML, body: CONFIG }],
  ['settings', { type: XML, body: POX }],
  [
    'settings with the address where it belongs',
    { type: XML, body: POX.replaceAll(/>[^<>]*@[^<>]*</g, `>${ADDRESS}<`) },
  ],
  [
    'a profile',
    { type: PROFILE, body: MOBILECONFIG.replaceAll(/>[^<> ]*@[^<> ]*</g, `>${ADDRESS}<`) },
  ],
  [
    'a page with the address',
    { type: HTML, body: page(`<p>${ADDRESS}<a href="/?email=${ADDRESS}">x</a></p>`) },
  ],
  [
    'no answer but the head',
    { method: 'HEAD', text: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n' },
  ],
  [
    'a 100 in front',
    { text: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' },
  ],
]

test.each(SOUND)('OPS-G7 nothing is said of %s', (_title, sample) => {
  expect(judged(sample)).toEqual([])
})

const FAULTY: [fault: string, title: string, sample: Sample][] = [
  ['status 500', 'an error', { status: 500 }],
  ['status 503', 'an overload', { status: 503 }],
  ['asks for a password', 'a 401', { status: 401 }],
  ['asks for a password', 'a 407', { status: 407 }],
  ['the header www-authenticate', 'a challenge', { headers: ['WWW-Authenticate: Basic'] }],
  ['the header set-cookie', 'a cookie', { headers: ['Set-Cookie: a=b'] }],
  ['the header x-evil', 'a header of the request', { headers: ['X-Evil: 1'] }],
  [
    'a Location that is not',
    'a redirect elsewhere',
    { status: 302, headers: ['Location: https://evil.example/'] },
  ],

  [
    'of 11 octets came',
    'half an answer',
    { text: 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nNot' },
  ],
  ['a status line that is none', 'another protocol', { text: 'HTTP/2 200\r\n\r\n' }],
  [
    'head does not end',
    'more than its length',
    { text: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nNot' },
  ],
  ['without a length', 'no length', { text: 'HTTP/1.1 200 OK\r\n\r\n' }],
  ['head does not end', 'half a head', { text: 'HTTP/1.1 200 OK\r\nContent-' }],
  ['a header line that is none', 'a header without a name', { headers: [': x'] }],
  ['twice', 'a header twice', { headers: ['ETag: "a"', 'ETag: "b"'] }],
  [
    'a body that is no UTF-8',
    'Latin-1',
    {
      text: 'HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 1\r\n\r\n\u00ff',
    },
  ],
  [
    '2 answers to 1 requests',
    'one answer too many',
    { text: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'.repeat(2) },
  ],
  ['0 answers to 1 requests', 'no answer', { text: '' }],
  ['no end after', 'a connection that hangs', { closed: false }],

  [
    'the type none',
    'a body without a type',
    { text: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx' },
  ],
  ['the type image/png', 'another type', { type: 'image/png' }],
  ['not one of ours', 'a text with markup', { body: 'No <b>.\n' }],
  [
    'not well-formed',
    'a configuration that is not closed',
    { type: XML, body: CONFIG.replace('</clientConfig>', '') },
  ],
  [
    'has the value',
    'a configuration that clients refuse',
    { type: XML, body: CONFIG.replace('>993<', '>0<') },
  ],
  [
    'not well-formed',
    'settings that are not closed',
    { type: XML, body: POX.replace('</Autodiscover>', '') },
  ],
  [
    'is unknown here',
    'settings with a foreign element',
    { type: XML, body: POX.replace('<Server>', '<X>y</X><Server>') },
  ],
  [
    'settings with status 404',
    'settings with another status',
    { type: XML, status: 404, body: POX, asked: { route: 'pox' } },
  ],
  [
    'not what its type says',
    'half JSON',
    { type: 'application/json; charset=utf-8', body: '{"a":' },
  ],
  [
    'keys a',
    'JSON of another kind',
    { type: 'application/json; charset=utf-8', body: '{"a":1}', asked: { route: 'json' } },
  ],
  [
    'not what its type says',
    'a PACC document without protocols',
    { type: 'application/json', body: '{"info":{}}' },
  ],
  [
    'IncomingMailServerPortNumber',
    'a profile with a wrong port',
    { type: PROFILE, body: MOBILECONFIG.replace('>993<', '>0<') },
  ],
  [
    'have to guess',
    'an attribute that is not closed',
    { type: HTML, body: page('<p title="x>y</p>') },
  ],
  ['have to guess', 'a page with NUL', { type: HTML, body: page('<p>\u0000</p>') }],
  ['a foreign script', 'a script', { type: HTML, body: page('<script>x</script>') }],
  ['an attribute that runs', 'a handler', { type: HTML, body: page('<p onclick="x">y</p>') }],
  [
    'a link that runs',
    'a link to a script',
    { type: HTML, body: page('<a href="javascript:x">y</a>') },
  ],
  [
    'a field for a password',
    'a password field',
    { type: HTML, body: page('<input type="password">') },
  ],
  [
    'not one heading',
    'a page without a heading',
    { type: HTML, body: page('').replace(/<h1>.*<\/h1>/, '') },
  ],

  [
    'the address in 404 text/plain',
    'the address in an error',
    { status: 404, body: `No ${ADDRESS}.\n` },
  ],
  [
    'the address in 200 text/xml',
    'the address in a configuration',
    { type: XML, body: CONFIG.replace('Example Mail', ADDRESS) },
  ],
  [
    'the address in a header',
    'the address in a header',
    { headers: [`ETag: "${CANARY.localPart}"`] },
  ],
  [
    'the address in Base64',
    'the address in Base64',
    { type: HTML, body: page(`<p>${Buffer.from(`x${ADDRESS}`).toString('base64')}</p>`) },
  ],
  [
    'the address in a comment',
    'the address in a comment',
    { type: HTML, body: page(`<!-- ${ADDRESS} -->`) },
  ],
  [
    'the address in p@title',
    'the address in another attribute',
    { type: HTML, body: page(`<p title="${ADDRESS}">x</p>`) },
  ],
  [
    'the address in PayloadIdentifier',
    'the address in an identifier',
    {
      type: PROFILE,
      body: MOBILECONFIG.replace(
        /(<key>PayloadIdentifier<\/key>\s*<string>)[^<]*/,
        `$1${CANARY.localPart}`,
      ),
    },
  ],
  [
    'the address in a@href',
    'the address in a link, though it was posted',
    { type: HTML, method: 'POST', body: page(`<a href="/?email=${ADDRESS}">x</a>`) },
  ],
  [
    'the password',
    'the password in a page',
    { type: HTML, body: page(`<p>${CANARY.password}</p>`) },
  ],
  [
    'the password',
    'the password in Base64',
    { type: HTML, body: page(`<p>${Buffer.from(`a:${CANARY.password}`).toString('base64')}</p>`) },
  ],
  ['the password', 'the password in a header', { headers: [`ETag: "${CANARY.password}"`] }],

  [
    'the settings of starttls, who was not asked for',
    "another customer's answer",
    { type: XML, body: CONFIG.replaceAll('ssl0.ovh.net', 'mail.starttls.host.example') },
  ],
  [
    'the settings of full and local',
    'two customers in one answer',
    {
      type: XML,
      asked: { mayShow: ['full', 'local'] },
      body: CONFIG.replace('ssl0.ovh.net', 'mail.full.host.example').replace(
        'ssl0.ovh.net',
        'mail.local.host.example',
      ),
    },
  ],
  [
    'without the settings of full',
    'nothing for who should get something',
    { asked: { mustShow: 'full' } },
  ],

  ['2 log lines for 1 answers', 'two log lines', { lines: [line(), line()] }],
  ['0 log lines for 1 answers', 'no log line', { lines: [] }],
  ['no log line GET 200', 'another status in the log', { lines: [line({ status: 404 })] }],
  ['no log line GET 200', 'another method in the log', { lines: [line({ method: 'POST' })] }],
  [
    'something of the request',
    'the password in the log',
    { lines: [line({ route: CANARY.password })] },
  ],
  [
    'something of the request',
    'the address in the log',
    { lines: [line({ domain: `${CANARY.localPart}.wild.example` })] },
  ],
  ['no JSON', 'half a line', { lines: ['{"level":"info"'] }],
  ['a log line with url', 'an unknown field', { lines: [line({ url: '/x' })] }],
  ['a log line with level "error"', 'an error in the log', { lines: [line({ level: 'error' })] }],
  ['a log line with status 500', 'a 5xx that nobody got', { lines: [line({ status: 500 })] }],
  ['a log line with domain', 'a domain of nobody', { lines: [line({ domain: 'nobody.invalid' })] }],
  ['too long', 'a long line', { lines: [line({ route: `/${'a'.repeat(600)}` })] }],
]

test.each(FAULTY)('OPS-G7 "%s" is said of %s', (fault, _title, sample) => {
  expect(judged(sample).join('\n')).toContain(fault)
})

test("OPS-G7 somebody else's address on the same connection is noticed", () => {
  const asked = (localPart: string): Asked => ({
    request: { method: 'GET', target: '/', headers: [], body: '' },
    canary: { localPart, password: `CANARY-pw-of-${localPart}` },
    mayShow: [],
  })
  const body = page('<p>canary-2@full.example</p>')
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: ${HTML}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const heard = { text: answer.repeat(2), closed: true, ms: 1 }
  const faults = faultsOf(together([asked('canary-1'), asked('canary-2')]), heard, [line(), line()])
  expect(faults).toEqual(["somebody else's address"])
})

test('OPS-G7 hostile framing: an answer may be lost, a log line may not, nor may there be more than requests', () => {
  const sent = { octets: 'GET / HTTP/1.1\r\n\r\n', canaries: [], mayShow: [] }
  const heard = {
    text: 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n',
    closed: true,
    ms: 1,
  }
  const of = (lines: number) =>
    faultsOf(
      sent,
      heard,
      Array.from({ length: lines }, () => line()),
    ).length
  expect([0, 1, 2, 3].map(of)).toEqual([1, 0, 0, 1])
})

test('OPS-G7 clients that stop: who is not closed is noticed, and a line too many', () => {
  const sent = { octets: 'GET / HT', canaries: [], mayShow: [] }
  const text = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n'
  const of = (closed: boolean, lines: number) =>
    faultsOfAll(
      [
        [sent, { text, closed, ms: 9000 }],
        [sent, { text, closed: true, ms: 9000 }],
      ],
      Array.from({ length: lines }, () => line()),
    )
  expect(of(true, 2)).toEqual([])
  expect(of(false, 2)).toEqual(['no end after 9000 ms'])
  expect(of(true, 1)).not.toEqual([])
  expect(of(true, 3)).not.toEqual([])
})

test('OPS-G7 a fault that few requests show is found, made small, and shown again by its path', async () => {
  const judge = ({ octets }: Sent) => Promise.resolve(octets.includes('+tag') ? ['a fault'] : [])
  const targets = networkTargets({ judge, judgeStalled: () => Promise.resolve([]) })
  const target = targets.find(({ name }) => name === 'pox')
  const found = await target?.round({ seed: 1, cases: 500 })
  const { path = '', faults, shown = '' } = found?.failure ?? {}
  expect(faults).toEqual(['a fault'])
  expect(shown).toContain('+tag')
  expect(shown.length).toBeLessThan(1000)
  const again = await target?.round({ seed: 1, cases: 1, path })
  expect(again?.failure?.shown).toBe(shown)
})

test('OPS-G7 a target that fails is left alone, the others go on; each has the cases that were asked for', async () => {
  const asked: string[] = []
  const target = (name: string, fails: boolean): Target => ({
    name,
    about: name,
    round({ seed, cases }) {
      asked.push(`${name} ${seed} ${cases}`)
      const failure = { seed, path: '7', faults: ['a fault'], shown: 'x' }
      return Promise.resolve({ cases, ...(fails ? { failure } : {}) })
    },
  })
  const told = await fuzz({
    targets: [target('good', false), target('bad', true)],
    listener: {
      judgeAll: () => Promise.resolve([]),
      figures: () => ({ slowestMs: 1, megabytes: 1 }),
    },
    seed: 3,
    cases: 700,
    minutes: 1,
    progress: () => undefined,
  })
  expect(asked).toEqual(['good 3 500', 'bad 3 500', 'good 4 200'])
  expect(told.failures).toHaveLength(1)
  expect(told.failures[0]).toContain('npm run fuzz -- --only bad --seed 3 --path 7')
})

const figures = (megabytes: readonly number[]) =>
  megabytes.map((one, index) => ({ cases: 2000 + index * 500, megabytes: one }))
const steady = (index: number) => 120 + (index % 5) * 8

test.each([
  ['a leak of 5 KB for each case', 60, (index: number) => steady(index) + index * 2.5, true],
  ['a leak that is small, for long', 400, (index: number) => steady(index) + index * 1.2, true],
  ['garbage', 30, steady, false],
  ['garbage, for long', 400, steady, false],
  ['what is warm late', 30, (index: number) => (index < 3 ? 90 : steady(index)), false],
] as const)('OPS-G7 memory: %s', (_title, length, megabytes, isNoticed) => {
  const all = figures(Array.from({ length }, (_, index) => megabytes(index)))
  expect(faultsOfMemory(all).length > 0).toBe(isNoticed)
})

test('OPS-G7 metrics: canaries, and more labels than there can be', () => {
  expect(faultsOfMetrics('a{b="c"} 1\n')).toEqual([])
  expect(faultsOfMetrics(`a{b="${CANARY.localPart}"} 1\n`)).not.toEqual([])
  expect(faultsOfMetrics('a{b="ü"} 1\n')).not.toEqual([])
  expect(faultsOfMetrics('a{b="c"} 1\n'.repeat(1000))).not.toEqual([])
})

test('OPS-G7 settings: problems without a place or a table in spite of them', async () => {
  const problem = {
    severity: 'error',
    path: [],
    message: 'x',
    place: { file: '/nowhere/settings.yaml', line: 1, column: 1 },
  } as const
  const of = (change: object) =>
    faultsOfProblems('a: b\n', { problems: [{ ...problem, ...change }] })
  expect(of({})).toEqual([])
  expect(of({ message: '' })).not.toEqual([])
  expect(of({ place: { ...problem.place, line: 9 } })).not.toEqual([])
  expect(faultsOfProblems('a: b\n', { problems: [] })).not.toEqual([])
  expect(await faultsOfSettings('providers: {}\n')).toEqual([])
})

test('OPS-G7 import: a password that comes out, settings that do not load', async () => {
  const files = [{ canary: CANARY }]
  expect(await faultsOfMade({ text: 'providers: {}\n', said: [] }, files)).toEqual([])
  expect(await faultsOfMade({ text: 'providers: [\n', said: [] }, files)).not.toEqual([])
  expect(
    await faultsOfMade({ text: undefined, said: [`lost ${CANARY.password}`] }, files),
  ).not.toEqual([])
})

test('OPS-G7 a service that ended is noticed, and a log line is waited for', async () => {
  const service = await startFuzzedService()
  try {
    const octets = 'GET /nothing HTTP/1.1\r\nHost: x.invalid\r\nConnection: close\r\n\r\n'
    const { text, closed, ms } = await converse(service.port, octets)
    const [logged = ''] = await service.takeLines(1)
    expect([readAnswers(text, ['GET']).answers[0]?.status, closed]).toEqual([404, true])
    expect(ms).toBeLessThan(LONGEST_MS)
    expect(readLine(logged).faults).toEqual([])
    expect(service.isRunning()).toBe(true)
  } finally {
    await service.end()
  }
  expect(service.isRunning()).toBe(false)
})
