// What strangers send as XML, through the whole application. A refusal is always the protocol's own.
import { execFileSync } from 'node:child_process'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { named } from '../helpers/rows.js'
import { temporaryFolder } from '../helpers/settings.js'
import { parse, textOf } from '../helpers/xml.js'
import { post, poxBody, table } from './fixture.js'
import { accepted, contentTypes, refused, survived } from './xml-bodies.cases.js'

// Twenty milliseconds on a quiet machine; this one may be busy.
const SOON_MS = 250

function mailbox(answer: LightMyRequestResponse): string | undefined {
  return textOf(parse(answer.body), 'Response', 'User', 'AutoDiscoverSMTPAddress')
}

function errorCode(answer: LightMyRequestResponse): string | undefined {
  return textOf(parse(answer.body), 'Response', 'Error', 'ErrorCode')
}

test.each(named(accepted))('%s: accepted', async (_name, { body }) => {
  const { app } = await startApp(table)
  const answer = await post(app, body)
  expect(answer.statusCode).toBe(200)
  expect(mailbox(answer)).toBe('a@b.example')
  expect({}).not.toHaveProperty('polluted')
})

test.each(named(refused))('%s: refused', async (_name, { body }) => {
  const { app } = await startApp(table)
  await post(app, 'warm')
  const started = performance.now()
  const answer = await post(app, body)
  expect(performance.now() - started).toBeLessThan(SOON_MS)
  expect(answer.statusCode).toBe(400)
  expect(errorCode(answer)).toBe('600')
  expect(answer.headers).not.toHaveProperty('x-evil')
  expect(answer.body).not.toContain('b.example')
  expect(mailbox(await post(app, poxBody('a@b.example')))).toBe('a@b.example')
})

test.each(named(survived))('%s: answered', async (_name, { body }) => {
  const { app } = await startApp(table)
  const started = performance.now()
  const answer = await post(app, body)
  expect(performance.now() - started).toBeLessThan(SOON_MS)
  expect(answer.statusCode).toBeOneOf([200, 400])
  expect(parse(answer.body).name).toBe('Autodiscover')
})

test('OPS-X02 an external entity: no file is opened', async () => {
  const { app } = await startApp(table)
  const pipe = join(await temporaryFolder({}), 'pipe')
  execFileSync('mkfifo', [pipe])
  const doctype = `<!DOCTYPE A [<!ENTITY x SYSTEM "file://${pipe}">]>`
  const answer = await post(app, poxBody('&x;@b.example', doctype))
  expect([answer.statusCode, errorCode(answer)]).toEqual([400, '600'])
  // A writer that does not wait is turned away unless somebody reads.
  const writer = open(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
  await expect(writer).rejects.toMatchObject({ code: 'ENXIO' })
})

test.each([
  {
    title: 'a parameter entity',
    declaration: (url: string) => `<!ENTITY % p SYSTEM "${url}"> %p;`,
  },
  { title: 'a general entity', declaration: (url: string) => `<!ENTITY x SYSTEM "${url}">` },
  { title: 'an external DTD', declaration: undefined },
])('OPS-X03 $title: nothing is fetched', async ({ declaration }) => {
  const { app } = await startApp(table)
  let connections = 0
  const canary = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void canary.close())
  const { port } = canary.address() as { port: number }
  const url = `http://127.0.0.1:${port}/x`
  const doctype =
    declaration === undefined
      ? `<!DOCTYPE Autodiscover SYSTEM "${url}">`
      : `<!DOCTYPE Autodiscover [${declaration(url)}]>`
  const answer = await post(app, poxBody('&x;@b.example', doctype))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([answer.statusCode, errorCode(answer)]).toEqual([400, '600'])
  expect(connections).toBe(0)
})

test('OPS-X18 a comment does not cut an address: what is echoed is what was looked up', async () => {
  const { app } = await startApp(table)
  const answer = await post(app, poxBody('a@good.example<!-- -->.evil.example'))
  expect(mailbox(answer)).toBe('a@good.example.evil.example')
  expect(answer.body).toContain('imap.house.example')
  expect(answer.body).not.toContain('imap.other.example')
})

const limits = [
  { id: 'X25', title: '16,385 octets', body: poxBody('a@b.example').padEnd(16_385), status: 413 },
  {
    id: 'X25',
    title: 'a compressed body',
    body: poxBody('a@b.example'),
    headers: { 'content-encoding': 'gzip' },
    status: 415,
  },
  {
    id: 'X25',
    title: 'a compressed body, in other letters',
    body: poxBody('a@b.example'),
    headers: { 'Content-Encoding': 'DEFLATE' },
    status: 415,
  },
]

test.each(named(limits))('%s: not even read', async (_name, { body, headers, status }) => {
  const { app } = await startApp(table)
  const answer = await post(app, body, headers)
  expect([answer.statusCode, errorCode(answer)]).toEqual([status, '600'])
})

test.each(contentTypes)('OPS-X27 Content-Type %j (design: it never matters)', async (type) => {
  const { app } = await startApp(table)
  const answer = await app.inject({
    method: 'POST',
    url: '/autodiscover/autodiscover.xml',
    headers: { host: 'nobody.invalid', ...(type === undefined ? {} : { 'content-type': type }) },
    payload: Buffer.from(poxBody('a@b.example')),
  })
  expect(answer.statusCode).toBe(200)
  expect(mailbox(answer)).toBe('a@b.example')
})

test('OPS-X17 a GET with nothing is no question: 405', async () => {
  const { app } = await startApp(table)
  const answer = await app.inject({ url: '/autodiscover/autodiscover.xml', headers: { host: 'x' } })
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST, OPTIONS'])
})
