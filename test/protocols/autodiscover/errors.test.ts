import { createServer, type AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { expect, onTestFinished, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { outlook } from './bodies.js'
import { doctypeRows } from './doctype-cases.js'
import { refusedRows, withinLimits } from './error-cases.js'
import { errorIn, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const XML = { 'content-type': 'text/xml' }

test.each(titled(refusedRows))('%s', async (_title, { body, headers, expect: expected }) => {
  const pox = await startPox(table)
  const answer = await pox.ask({ body, headers: { ...XML, ...headers } })
  expect(errorIn(answer)).toBe(expected)
  expect(answer.body).not.toMatch(/marker|nohost|example\.(?:org|com)/)
  expect(answer.headers).not.toHaveProperty('x-evil')
})

test.each(titled(withinLimits))('AD-T36 %s is within the limits', async (_title, { body }) => {
  const pox = await startPox(table)
  expect((await pox.ask({ body, headers: XML })).status).toBe(200)
})

/** A listener on loopback that counts who comes. */
async function canary(): Promise<{ port: number; calls: () => number }> {
  let calls = 0
  const server = createServer((socket) => {
    calls += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve()
        }),
      ),
  )
  return { port: (server.address() as AddressInfo).port, calls: () => calls }
}

test.each(titled(doctypeRows))(
  'AD-T33 a DOCTYPE %s: refused, nothing fetched',
  async (_title, row) => {
    const { port, calls } = await canary()
    const pox = await startPox(table)
    // The quickest of three: the machine may be busy, an expansion would be slow each time.
    const durations: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const started = performance.now()
      const answer = await pox.ask({ body: row.body(port), headers: XML })
      durations.push(performance.now() - started)
      expect(errorIn(answer)).toBe('600/400')
      expect(answer.body).not.toMatch(/marker|root:|<img/)
    }
    expect(Math.min(...durations)).toBeLessThan(50)
    expect(calls()).toBe(0)
  },
)

const failing: { title: string; find: () => never; expect: string; retryAfter?: string }[] = [
  {
    title: 'the table throws: 603/500',
    find: () => {
      throw new Error('marker: connect to db.internal failed')
    },
    expect: '603/500',
  },
  {
    title: 'the table says later: 603/503',
    find: () => {
      throw Object.assign(new Error('marker: db.internal timed out'), { statusCode: 503 })
    },
    expect: '603/503',
    retryAfter: '5',
  },
]

test.each(titled(failing))('AD-T37 %s', async (_title, row) => {
  for (const find of [row.find, async () => row.find()]) {
    const pox = await startPox(table, { table: () => ({ ...table, find }) })
    const answer = await pox.ask({ body: outlook('ana@example.org') })
    expect(errorIn(answer)).toBe(row.expect)
    expect(answer.headers['retry-after']).toBe(row.retryAfter)
    expect(answer.body + pox.log()).not.toMatch(/marker|db\.internal/)
  }
})

test('AD-T37 overload: 603/503 with Retry-After, and the body is not read', async () => {
  const pox = await startPox(table, { state: { draining: false, overloaded: true } })
  const answer = await pox.ask({ body: 'x'.repeat(20_000) })
  expect(errorIn(answer)).toBe('603/503')
  expect(answer.headers['retry-after']).toBe('5')
})

test('AD-T37 a table that answers later answers the same', async () => {
  const now = await startPox(table)
  const later = await startPox(table, {
    table: () => ({ ...table, find: async (domain) => table.find(domain) }),
  })
  for (const address of ['ana@example.org', 'a@nohost.example.com', 'a@moved.example.com']) {
    const [one, other] = await Promise.all(
      [now, later].map((pox) => pox.ask({ body: outlook(address) })),
    )
    const masked = [one, other].map((seen) => seen?.body.replace(/Time="[^"]*"/, ''))
    expect(masked[0]).toBe(masked[1])
    expect(one?.status).toBe(other?.status)
  }
})

test('AD-T22 one look-up of the domain is all, whatever the mailbox', async () => {
  const asked: string[] = []
  const find = (domain: string) => {
    asked.push(domain)
    return table.find(domain)
  }
  const pox = await startPox(table, { table: () => ({ ...table, find }) })
  const known = await pox.ask({ body: outlook('ana@example.org') })
  const unknown = await pox.ask({ body: outlook('nobody@example.org') })
  expect(asked).toEqual(['example.org', 'example.org'])
  expect(unknown.body.replaceAll('nobody', 'ana')).toBe(known.body)
})

test('AD-T24 two hundred at once: each gets its own address', async () => {
  const pox = await startPox(table)
  const domains = ['example.org', 'starttls.example.com', 'dav.example.com', 'alias.example.com']
  const asked = Array.from({ length: 200 }, (_, index) => ({
    localPart: `user${index}`,
    domain: domains[index % domains.length] ?? '',
  }))
  const answers = await Promise.all(
    asked.map(({ localPart, domain }) => pox.ask({ body: outlook(`${localPart}@${domain}`) })),
  )
  answers.forEach(({ body }, index) => {
    const named = new Set(body.match(/user\d+/g))
    expect([...named]).toEqual([asked[index]?.localPart])
  })
})
