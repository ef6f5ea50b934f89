// Documents over https: only from whom the certificate names, and never by plain http on the way.
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fetchDocument, type Fetched, inParallel } from '../../src/migration/web-document.js'
import { type ConnectTo, parseConnectTo } from '../../src/probe/connect-to.js'
import { createNetwork } from '../../src/probe/network.js'
import { type Internet, startInternet } from '../internet/internet.js'

async function fetchFrom(internet: Internet, url: string): Promise<Fetched> {
  const connectTo = internet.connectTo
    .map(parseConnectTo)
    .filter((one): one is ConnectTo => one !== undefined)
  const { authority: authorities, resolver } = internet
  return fetchDocument(url, createNetwork({ connectTo, authorities, resolver, withinMs: 20_000 }))
}

async function internetWith(host: string): Promise<Internet> {
  const internet = await startInternet()
  internet.zone.replace({ type: 'A', name: host, address: internet.address })
  return internet
}

const said = (fetched: Fetched) =>
  fetched.ok ? `${fetched.status} ${Buffer.from(fetched.bytes).toString()}` : fetched.fault

test('a document from a server with a good certificate', async () => {
  const internet = await internetWith('old.example')
  await internet.web({
    host: 'old.example',
    https: { answer: ({ path }) => ({ status: 200, body: path }) },
  })
  expect(said(await fetchFrom(internet, 'https://old.example/a?b=c'))).toBe('200 /a?b=c')
})

test.each([
  ['nobody knows', { names: ['old.example'], from: 'stranger' }],
  ['signs itself', { names: ['old.example'], from: 'itself' }],
  ['has expired', { names: ['old.example'], days: -1 }],
  ['is for another name', { names: ['other.example'] }],
] as const)('a certificate that %s: nothing is taken', async (_title, order) => {
  const internet = await internetWith('old.example')
  const certificate = await internet.certificate(order)
  await internet.web({
    host: 'old.example',
    https: { certificate, answer: () => ({ status: 200, body: 'x' }) },
  })
  expect(said(await fetchFrom(internet, 'https://old.example/'))).toMatch(/^its certificate: ./)
})

test('a redirect from https to http is not followed; from http to https it is', async () => {
  const internet = await internetWith('old.example')
  const requests: string[] = []
  await internet.web({
    host: 'old.example',
    https: {
      answer: ({ path }) =>
        path === '/down'
          ? { status: 302, headers: { location: 'http://old.example/plain' } }
          : { status: 200, body: 'safe' },
    },
    http: {
      answer: ({ path }) => {
        requests.push(path)
        return { status: 301, headers: { location: 'https://old.example/up' } }
      },
    },
  })
  expect(said(await fetchFrom(internet, 'https://old.example/down'))).toBe(
    'it redirects from https to http',
  )
  expect(requests).toEqual([])
  expect(said(await fetchFrom(internet, 'http://old.example/'))).toBe('200 safe')
})

test('a name without an address', async () => {
  const internet = await startInternet()
  expect(said(await fetchFrom(internet, 'https://nowhere.example/'))).toBe(
    'the name has no address',
  )
})

test('no more than so many at once, and results in the order of the questions', async () => {
  let running = 0
  let most = 0
  const results: number[] = []
  const items = Array.from({ length: 20 }, (_, index) => index)
  const answers = inParallel(items, 8, async (item) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn <= (item * 7) % 5; turn += 1) await yieldToOthers()
    running -= 1
    return item
  })
  for await (const one of answers) results.push(one)
  expect(results).toEqual(items)
  expect(most).toBe(8)
})
