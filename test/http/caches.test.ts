// What caches may keep, and what must not tell one reader from another.
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { AUTOCONFIG, get, table } from './fixture.js'
import { ask, everyRequest, titleOf } from './requests.js'

// design: every redirect and error of autodiscover is no-store, a 302 of autoconfig lasts like its answers
const BY_STATUS: Readonly<Record<number, (string | undefined)[]>> = {
  200: [
    'public, max-age=300, stale-if-error=86400',
    'public, max-age=300, no-transform',
    'private, max-age=300',
    'no-store',
  ],
  204: [undefined],
  302: ['public, max-age=300', 'no-store'],
  304: ['public, max-age=300, stale-if-error=86400', 'public, max-age=300, no-transform'],
  400: ['no-store'],
  404: ['public, max-age=60', 'no-store'],
  405: ['no-store'],
  413: ['no-store'],
  414: ['no-store'],
  415: ['no-store'],
}
const rows = everyRequest('canary-7f3a@b.example').map((row) => [titleOf(row), row] as const)

test.each(rows)('OPS-K03 OPS-K04 %s: may be kept as long as it says', async (_title, row) => {
  const { app } = await startApp(table, { trustProxy: ['127.0.0.1'] })
  const { statusCode, headers, body } = await ask(app, row)
  expect(BY_STATUS[statusCode]).toContain(headers['cache-control'])
  if (body.includes('canary-7f3a')) expect(headers['cache-control']).toBe('no-store')
  for (const name of ['vary', 'expires', 'last-modified']) expect(headers).not.toHaveProperty(name)
})

const host = { host: 'autoconfig.b.example' }

test.each([
  { title: 'a star', tag: () => '*', status: 304 },
  { title: 'the tag', tag: (etag: string) => etag, status: 304 },
  { title: 'the tag, weak', tag: (etag: string) => `W/${etag}`, status: 304 },
  { title: 'the tag among others', tag: (etag: string) => `"x", ${etag} , "y"`, status: 304 },
  { title: 'another tag', tag: () => '"x"', status: 200 },
  { title: 'no tag', tag: () => 'x', status: 200 },
  { title: 'nothing', tag: () => '', status: 200 },
  { title: '10,000 tags', tag: () => '"x", '.repeat(10_000), status: 200 },
  { title: '10,000 commas', tag: () => ','.repeat(10_000), status: 200 },
  { title: '50,000 spaces', tag: () => `"x"${' '.repeat(50_000)}"y"`, status: 200 },
])('OPS-K05 If-None-Match, $title: $status', async ({ tag, status }) => {
  const { app } = await startApp(table)
  const { etag = '' } = (await get(app, AUTOCONFIG, host)).headers
  expect(etag).toMatch(/^"[^"]+"$/)
  const started = performance.now()
  const answer = await get(app, AUTOCONFIG, { ...host, 'if-none-match': tag(etag) })
  expect(performance.now() - started).toBeLessThan(250)
  expect([answer.statusCode, answer.headers.etag]).toEqual([status, etag])
})

test('OPS-K01 domains of one provider share no tag', async () => {
  const { app } = await startApp(table)
  const tags = ['b.example', 'abc.example', 'other.example'].map(
    async (name) => (await get(app, AUTOCONFIG, { host: name })).headers.etag,
  )
  expect(new Set(await Promise.all(tags)).size).toBe(3)
})
