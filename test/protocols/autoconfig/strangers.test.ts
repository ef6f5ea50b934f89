// Whatever strangers send: no 5xx, nothing but whole documents, and nothing of theirs in them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exchange } from '../../helpers/raw-http.js'
import { ask, type Answer, fixtureTable, PATH, startFixture, WELL_KNOWN } from './ask.js'
import { faults } from './vocabulary.js'
import type { TestApp } from '../../helpers/app.js'

// Hundreds of questions, on a machine that may be busy with something else.
const SLOW = 30_000

const UNKNOWN = 'No mail configuration for this domain.\n'

/** Every answer that the fixture can give, whatever is asked: what may be said without being an echo. */
async function everythingSaid(app: TestApp): Promise<Set<string>> {
  const said = new Set([UNKNOWN, 'Not found.\n', ''])
  for (const [name] of (await fixtureTable()).entries()) {
    said.add((await ask(app, { target: `/v1.1/${name.replace('*', 'any')}` })).body)
  }
  return said
}

/** Pieces of four characters of a question that turn up in the answer and are neither ours nor the hosted domain. */
function echoes({ body }: Answer, sent: string, own: string): string[] {
  const answer = body.toLowerCase()
  const pieces = new Set<string>()
  for (const text of [sent, decoded(sent)].map((one) => one.toLowerCase())) {
    for (let start = 0; start + 4 <= text.length; start += 1)
      pieces.add(text.slice(start, start + 4))
  }
  return [...pieces].filter((piece) => answer.includes(piece) && !own.includes(piece))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter((one) => one.isWellFormed()),
  fc.emailAddress(),
  fc.mixedCase(
    fc.constantFrom(
      'jonas@example.lt',
      'x@campus.example',
      'a@b@example.lt',
      '@',
      '%EMAILADDRESS%',
    ),
  ),
  fc
    .tuple(fc.string(), fc.constantFrom('example.lt', 'full.example', 'off.example'))
    .map(([local, domain]) => `${local}@${domain}`),
)
const parameter = fc.tuple(
  fc.oneof(fc.constantFrom('emailaddress', 'EMAILADDRESS', 'emailmd5', 'password'), text),
  fc.oneof(
    text.map(encodeURIComponent),
    fc.stringMatching(/^[!-~]*$/).map((one) => one.replaceAll(/[#"<>\\^`{|}]/g, '')),
  ),
)
const query = fc
  .array(parameter, { maxLength: 4 })
  .map((parameters) =>
    parameters.map(([key, value]) => `${encodeURIComponent(key)}=${value}`).join('&'),
  )

const TARGETS = [PATH, WELL_KNOWN, '/v1.1/example.lt']

test(
  'AC-X any query: an answer that we could also give to nobody, nothing of the question in it',
  async () => {
    const app = await startFixture()
    const said = await everythingSaid(app)
    const own = [...said].join('\n').toLowerCase()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TARGETS), query, async (path, raw) => {
        const answer = await ask(app, { host: 'autoconfig.example.lt', target: `${path}?${raw}` })
        expect([200, 302, 404]).toContain(answer.status)
        expect(said).toContain(answer.body)
        expect(echoes(answer, raw, own)).toEqual([])
      }),
      { numRuns: 300 },
    )
  },
  SLOW,
)

test(
  'AC-X below a wildcard the asked name is said, and no other part of the question',
  async () => {
    const app = await startFixture()
    const own = [...(await everythingSaid(app))].join('\n').toLowerCase()
    const local = fc.stringMatching(/^[a-z0-9!#$&'*+/=?^_`{|}~-]{1,30}$/)
    await fc.assert(
      fc.asyncProperty(local, fc.domain(), fc.string(), async (user, label, other) => {
        const domain = `${label.toLowerCase()}.campus.example`
        const raw = `emailaddress=${encodeURIComponent(user)}%40${domain}&x=${encodeURIComponent(other)}`
        const answer = await ask(app, { host: 'a.test', target: `${PATH}?${raw}` })
        expect(answer.status).toBe(200)
        expect(answer.body).toContain(`<domain>${domain}</domain>`)
        expect(echoes(answer, raw, own + domain)).toEqual([])
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)

test(
  'AC-X any host name',
  async () => {
    const app = await startFixture()
    const said = await everythingSaid(app)
    const host = fc.oneof(
      fc.stringMatching(/^[!-~]{0,40}$/),
      fc.domain(),
      fc.ipV6(),
      fc.constantFrom('autoconfig.', '.', ':80', 'autoconfig..example.lt'),
    )
    await fc.assert(
      fc.asyncProperty(host, fc.constantFrom(PATH, WELL_KNOWN), async (name, target) => {
        const { status, body } = await ask(app, { host: name, target })
        expect([200, 302, 404]).toContain(status)
        expect(said).toContain(body)
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)

test(
  'AC-X any path of the ISPDB',
  async () => {
    const app = await startFixture()
    const said = await everythingSaid(app)
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const { status, body } = await ask(app, { target: `/v1.1/${encodeURIComponent(name)}` })
        expect([200, 302, 404]).toContain(status)
        expect(said).toContain(body)
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)

test(
  'AC-X any If-None-Match',
  async () => {
    const app = await startFixture()
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ -~]{0,60}$/), async (header) => {
        const question = { host: 'example.lt', target: PATH, headers: { 'if-none-match': header } }
        const { status } = await ask(app, question)
        expect(status).toBe(header.trim() === '*' ? 304 : 200)
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)

test(
  'AC-X any octets in the request line, over a socket',
  async () => {
    const { port } = await (await startFixture()).listen()
    const octets = fc.uint8Array({ maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TARGETS), octets, async (path, raw) => {
        const request = Buffer.concat([
          Buffer.from(`GET ${path}?emailaddress=`),
          raw,
          Buffer.from(
            '@example.lt HTTP/1.1\r\nHost: autoconfig.example.lt\r\nConnection: close\r\n\r\n',
          ),
        ])
        const { answers } = await exchange(port, request, { end: true })
        for (const { status, body } of answers) {
          expect(status).toBeLessThan(500)
          expect(status === 200 ? faults(body) : []).toEqual([])
        }
        expect(answers.length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)
