// Aliases as a name server tells them that resolves nothing for others: the one of a zone that is to be published.
import * as packet from 'dns-packet'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createNames } from '../../src/probe/names.js'

const ALIASES: Readonly<Record<string, string>> = {
  'autoconfig.example.lt': 'setup.example.lt',
  'setup.example.lt': 'host.example.lt',
  'foreign.example.lt': 'setup.example.net',
  'round.example.lt': 'about.example.lt',
  'about.example.lt': 'round.example.lt',
}
const ADDRESSES: Readonly<Record<string, string>> = { 'host.example.lt': '192.0.2.7' }
const REFUSED = 5

function answerTo(query: packet.DecodedPacket): Buffer {
  const [question] = query.questions ?? []
  const { name = '', type = 'A' } = question ?? {}
  const alias = ALIASES[name]
  const address = type === 'A' ? ADDRESSES[name] : undefined
  return packet.encode({
    type: 'response',
    ...(query.id !== undefined && { id: query.id }),
    flags: packet.AUTHORITATIVE_ANSWER | (name.endsWith('.example.lt') ? 0 : REFUSED),
    questions: query.questions ?? [],
    answers: [
      ...(alias === undefined ? [] : [{ type: 'CNAME', name, data: alias } as const]),
      ...(address === undefined ? [] : [{ type: 'A', name, data: address } as const]),
    ],
  })
}

test.each([
  ['autoconfig.example.lt', { kind: 'found', records: ['192.0.2.7'] }],
  [
    'foreign.example.lt',
    {
      kind: 'failed',
      message:
        'it is an alias of setup.example.net, and the resolver refuses to answer for that name (REFUSED)',
    },
  ],
  ['round.example.lt', { kind: 'none', nameExists: true }],
  ['%REALNAME%.example.lt', { kind: 'none' }],
])('%s', async (name, addresses) => {
  const server = createSocket('udp4')
  onTestFinished(() => void server.close())
  server.on('message', (bytes, { port, address }) => {
    server.send(answerTo(packet.decode(bytes)), port, address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  const names = createNames(`127.0.0.1:${server.address().port}`, AbortSignal.timeout(10_000))
  expect(await names.addresses(name)).toMatchObject(addresses)
})
