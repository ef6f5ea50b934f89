// What every store must answer, whatever the settings are kept in.
import { describe, expect, test } from 'vitest'
import { lookUp } from '../../src/settings/lookup.js'
import { parseAddress } from '../../src/settings/address.js'
import type { Entry, Table } from '../../src/settings/table.js'

const SETTINGS = `
publicUrl: https://setup.example.net
providers:
  first:
    displayName: First
    hostname: mail.first.example
    domains: [own.example, { name: mx.own.example, purpose: mx }, zweite.example, also.own.example]
    incomingServers: [imap, { type: pop3, port: null, socketType: STARTTLS, username: null }]
    outgoingServers: [smtp]
    documentation: [{ url: "https://first.example/", descr: { zz: Z, en: E, a: A } }]
  second:
    displayName: Second
    hostname: mail.second.example
    username: '%EMAILLOCALPART%'
    incomingServers: [imap]
    outgoingServers: [smtp]
domains:
  mapped.example: first
  bücher.example: second
  none.example: none
  '*.wild.example': first
  exact.wild.example: second
  '*.deep.wild.example': none
  named.example: { provider: first, displayName: Named, note: A note }
  servers.example: { provider: first, incomingServers: [{ type: imap, hostname: other.example }] }
  same.example: { provider: second }
  away.example: { redirect: { autoconfig: 'https://elsewhere.test/c.xml' } }
  moved.example: { redirectAddr: '%EMAILLOCALPART%@mapped.example' }
  twice.example: { redirectAddr: '%EMAILLOCALPART%@moved.example' }
  to-wild.example: { redirectAddr: 'all@any.wild.example' }
  to-none.example: { redirectAddr: 'all@none.example' }
  to-away.example: { redirectAddr: '%EMAILLOCALPART%@away.example' }
  foreign.example: { redirectAddr: '%EMAILLOCALPART%@foreign.test' }
domainFiles: [list.tsv]
`
const BESIDES = { 'list.tsv': 'listed.example\tsecond\nüml.example\tfirst\nquiet.example\tnone\n' }

/** What matters of an entry, as a text that a person can compare. */
function told(entry: Entry | undefined): string {
  switch (entry?.kind) {
    case undefined:
      return 'unknown'
    case 'none':
      return 'none'
    case 'redirect':
      return `redirect ${JSON.stringify(entry.redirect)}`
    case 'moved':
      return `moved ${entry.address}`
    case 'settings': {
      const { provider, publishes, address, shared } = entry
      const [server] = provider.incomingServers
      const who = `${provider.key} "${provider.displayName ?? ''}" ${server?.hostname ?? ''} ${server?.username ?? ''}`
      return `${who}, ${publishes}, ${address}${shared ? '' : ', alone'}`
    }
  }
}

const FULL = '%EMAILADDRESS%'
const FIRST = `first "First" mail.first.example ${FULL}, asked domain, ${FULL}`
const SECOND = `second "Second" mail.second.example %EMAILLOCALPART%, asked domain, ${FULL}`
const OWN = `first "First" mail.first.example ${FULL}, own domains, ${FULL}`
const moved = (address: string) =>
  `first "First" mail.first.example ${address}, asked domain, ${address}, alone`

const ROWS: [asked: string, answer: string][] = [
  ['mapped.example', FIRST],
  ['listed.example', SECOND],
  ['xn--bcher-kva.example', SECOND],
  ['xn--ml-wka.example', FIRST],
  ['own.example', OWN],
  ['mx.own.example', OWN],
  ['also.own.example', OWN],
  ['none.example', 'none'],
  ['quiet.example', 'none'],
  ['a.wild.example', FIRST],
  ['a.b.wild.example', FIRST],
  ['exact.wild.example', SECOND],
  ['a.deep.wild.example', 'none'],
  ['deep.wild.example', FIRST],
  ['wild.example', 'unknown'],
  ['named.example', `first "Named" mail.first.example ${FULL}, asked domain, ${FULL}, alone`],
  ['servers.example', `first "First" other.example ${FULL}, asked domain, ${FULL}, alone`],
  ['same.example', SECOND],
  ['away.example', 'redirect {"autoconfig":"https://elsewhere.test/c.xml"}'],
  ['moved.example', moved('%EMAILLOCALPART%@mapped.example')],
  ['twice.example', moved('%EMAILLOCALPART%@mapped.example')],
  ['to-wild.example', moved('all@any.wild.example')],
  ['to-none.example', 'none'],
  ['to-away.example', 'moved %EMAILLOCALPART%@away.example'],
  ['foreign.example', 'moved %EMAILLOCALPART%@foreign.test'],
  ['unknown.example', 'unknown'],
  ['sub.mapped.example', 'unknown'],
  ['example', 'unknown'],
]

export type OpenStore = (text: string, besides: Readonly<Record<string, string>>) => Promise<Table>

export function testStore(name: string, open: OpenStore): void {
  describe(`${name} store`, () => {
    test('answers for every kind of entry', async () => {
      const table = await open(SETTINGS, BESIDES)
      const answers: [string, string][] = []
      for (const [asked] of ROWS) answers.push([asked, told(await table.find(asked))])
      expect(answers).toEqual(ROWS)
    })

    test('gives the same entry for the same row, so that answers are compiled once', async () => {
      const table = await open(SETTINGS, BESIDES)
      for (const [one, other] of [
        ['mapped.example', 'a.wild.example'],
        ['own.example', 'mx.own.example'],
        ['listed.example', 'same.example'],
        ['named.example', 'named.example'],
        ['twice.example', 'twice.example'],
        ['servers.example', 'servers.example'],
      ] as const) {
        const entry = await table.find(one)
        expect(entry).toBeDefined()
        expect(await table.find(other)).toBe(entry)
      }
    })

    test('keeps every value, in its order', async () => {
      const table = await open(SETTINGS, BESIDES)
      const entry = await table.find('own.example')
      if (entry?.kind !== 'settings') throw new Error('no settings')
      const { domains, incomingServers, documentation } = entry.provider
      expect(domains).toEqual([
        { name: 'own.example' },
        { name: 'mx.own.example', purpose: 'mx' },
        { name: 'zweite.example' },
        { name: 'also.own.example' },
      ])
      expect(incomingServers[1]).toEqual({
        type: 'pop3',
        hostname: 'mail.first.example',
        socketType: 'STARTTLS',
        authentication: ['password-cleartext'],
      })
      expect(JSON.stringify(documentation)).toBe(
        '[{"url":"https://first.example/","descr":{"zz":"Z","en":"E","a":"A"}}]',
      )
    })

    test('is asked by address, by domain and by host', async () => {
      const table = await open(SETTINGS, BESIDES)
      const address = parseAddress('Jonas@MAPPED.example')
      expect(await lookUp(table, { address, host: 'autoconfig.unknown.example' })).toMatchObject({
        domain: 'mapped.example',
        address,
      })
      expect(await lookUp(table, { host: 'autoconfig.bücher.example:8080' })).toMatchObject({
        domain: 'xn--bcher-kva.example',
      })
      expect(await lookUp(table, { domain: 'unknown.example' })).toBeUndefined()
    })

    test('knows its size, and what stands at the top level', async () => {
      const table = await open(SETTINGS, BESIDES)
      expect(table.size).toBe(23)
      expect(table.general).toMatchObject({
        publicUrl: 'https://setup.example.net',
        applePrefix: 'net.example.setup',
      })
      expect(table.general.onlyProvider).toBeUndefined()
    })

    test('with an entry for every other name', async () => {
      const text = `${SETTINGS.split('domains:\n  mapped')[0] ?? ''}domains: { '*': second }\n`
      const table = await open(text, {})
      expect(told(await table.find('whatever.test'))).toBe(SECOND)
      expect(told(await table.find('own.example'))).toBe(OWN)
    })

    test('with one provider, the service is that one', async () => {
      const table = await open(
        'providers: { only: { displayName: Only, hostname: mail.example, incomingServers: [imap], outgoingServers: [smtp] } }',
        {},
      )
      expect(table.general.onlyProvider?.displayName).toBe('Only')
    })
  })
}
