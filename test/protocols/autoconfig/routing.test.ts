import { expect, test } from 'vitest'
import { all, parse } from '../../helpers/xml.js'
import { askOver, golden, startFixture } from './ask.js'
import { NO_SUCH_PATH, OTHER_DOMAINS, SAME_BYTES, UNKNOWN } from './cases.js'

test.each(SAME_BYTES)('%s: the document of example.lt, byte for byte', async (_title, question) => {
  const { port } = await (await startFixture()).listen()
  const { status, headers, body } = await askOver(port, question)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(body).toBe(golden('minimal'))
})

const DOCUMENTS = OTHER_DOMAINS.map(
  ([title, question, domains, id = domains[0]]) => [title, { question, domains, id }] as const,
)

test.each(DOCUMENTS)(
  '%s: a document for its own name',
  async (_title, { question, domains, id }) => {
    const { port } = await (await startFixture()).listen()
    const { status, body } = await askOver(port, question)
    expect(status).toBe(200)
    const root = parse(body)
    expect(all(root, 'emailProvider', 'domain').map(({ text }) => text)).toEqual(domains)
    expect(all(root, 'emailProvider')[0]?.attributes['id']).toBe(id)
  },
)

test.each([...UNKNOWN, ...NO_SUCH_PATH])('%s: 404, short plain text', async (_title, question) => {
  const { port } = await (await startFixture()).listen()
  const { status, headers, body } = await askOver(port, question)
  expect(status).toBe(404)
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  // KMail parses what it gets whatever the status, and stops where there is nothing.
  expect(body).toMatch(/^[^<]{1,80}\n$/)
})
