// What settings state as absent is absent: documents found in the wild come back as they were, and are judged, not bent.
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { startApp } from '../../helpers/app.js'
import { tableOf } from '../../helpers/settings.js'
import { faults } from './vocabulary.js'

const IMAP = 'clientConfig/emailProvider/incomingServer'

const ABSENT: readonly [title: string, server: object, left: readonly string[]][] = [
  ['a port', { port: null }, [`${IMAP} lacks port`]],
  ['a socketType', { port: 993, socketType: null }, [`${IMAP} lacks socketType`]],
  ['both', { port: null, socketType: null }, [`${IMAP} lacks port`, `${IMAP} lacks socketType`]],
  ['a user name', { username: null }, [`${IMAP} has no username`]],
  ['a method', { authentication: [] }, [`${IMAP} lacks authentication`]],
  ['nothing', {}, []],
]

test.each(ABSENT)(
  'AC-T34 without %s: nothing is made up, nothing else is missing',
  async (_title, server, left) => {
    const incomingServers = [{ type: 'imap', ...server }]
    const one = { hostname: 'mail.example.org', incomingServers, outgoingServers: ['smtp'] }
    const table = await tableOf(
      stringify({ providers: { one }, domains: { 'example.org': 'one' } }),
    )
    const { app } = await startApp(table, { oddSettings: true })
    const { body } = await app.inject({ url: '/v1.1/example.org' })
    expect(faults(body)).toEqual(left)
  },
)

test.each(['none', 'client-IP-address', 'smtp-after-pop'])(
  'AC-T34 %s for sending needs no user name, and gets none unless it is written',
  async (authentication) => {
    const outgoingServers = [
      { type: 'smtp', authentication },
      { type: 'smtp', authentication, username: '%EMAILADDRESS%' },
    ]
    const one = { hostname: 'mail.example.org', incomingServers: ['imap'], outgoingServers }
    const table = await tableOf(
      stringify({ providers: { one }, domains: { 'example.org': 'one' } }),
    )
    const { app } = await startApp(table, { oddSettings: true })
    const { body } = await app.inject({ url: '/v1.1/example.org' })
    expect(faults(body)).toEqual([])
    expect(
      body
        .match(/<outgoingServer[^]*?<\/outgoingServer>/g)
        ?.map((one) => one.includes('<username>')),
    ).toEqual([false, true])
  },
)
