// One table, every format: what any of them states of a server is what the table says, and where all of them can
// state a server, all of them state the same one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Provider, Server } from '../../src/settings/provider.js'
import type { MemoryTable } from '../../src/settings/table.js'
import { tableOf } from '../helpers/settings.js'
import { oddTable, plainSailing } from './arbitrary-tables.js'
import { type Answers, startFormats } from './every-format.js'
import { agrees, said, serversOf } from './statements.js'

// Thousands of questions, on a machine that may be busy with something else.
const SLOW = 120_000

const MAIL = ['imap', 'pop3', 'smtp']

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.|$))+(?<!\.)$/i

function isHost(text: string): boolean {
  return text.length <= 253 && HOST.test(text)
}

/** By format: statements that are none of the table's, and hosts that nobody can have. */
function bent({ statements }: Answers, servers: readonly Server[], known: string): object {
  const table = servers.map((server) => said(server, known))
  return Object.fromEntries(
    Object.entries(statements).flatMap(([format, stated]) => {
      const wrong = stated.filter(
        (one) =>
          !table.some((server) => agrees(one, server)) ||
          // Autoconfig leaves all of this to the client, which knows the person.
          (format !== 'autoconfig' &&
            !(isHost(one.host) && one.user?.includes('%REALNAME%') !== true)),
      )
      return wrong.length === 0 ? [] : [[format, wrong]]
    }),
  )
}

function providerFor(table: MemoryTable, email: string): Provider {
  const entry = table.find(email.slice(email.lastIndexOf('@') + 1))
  if (entry?.kind !== 'settings') throw new Error(email)
  return entry.provider
}

test(
  'whatever is written, every format states servers of the table as the table says',
  async () => {
    const formats = await startFormats()
    const counts = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(oddTable, async ({ settings, email, known }) => {
        const table = await tableOf(JSON.stringify(settings))
        const answers = await formats.ask(table, email)
        const { page, profile, code, statements, vouched } = answers
        const provider = providerFor(table, known)
        expect(bent(answers, serversOf(provider), known)).toEqual({})

        expect(page.offersProfile).toBe(profile)
        expect(page.codes).toEqual(code === undefined ? [] : [code])
        const unencrypted = page.stated.filter(({ tls }) => tls.includes('plain'))
        for (const { block } of unencrypted) expect(block).toMatch(/, not recommended$/)
        const [inZone, deserved] = vouched
        expect(inZone).toBe(deserved)
        for (const [format, stated] of Object.entries(statements)) {
          counts.set(format, (counts.get(format) ?? 0) + stated.length)
        }
      }),
      { numRuns: 100 },
    )
    // A format that states nothing would agree with any table.
    for (const [format, count] of counts) expect([format, count > 5]).toEqual([format, true])
  },
  SLOW,
)

test(
  'what every format can state, every format states: the same first server of each kind',
  async () => {
    const formats = await startFormats()
    await fc.assert(
      fc.asyncProperty(plainSailing, async (settings) => {
        const table = await tableOf(JSON.stringify(settings))
        const email = 'ana@customer.example'
        const { statements } = await formats.ask(table, email)
        const servers = serversOf(providerFor(table, email))
        const first = (type: string) => servers.find((one) => one.type === type)
        for (const [format, stated] of Object.entries(statements)) {
          const stateable = MAIL.filter((type) =>
            format === 'code' ? stated.some((one) => one.type === type) : true,
          )
          for (const type of stateable) {
            const server = first(type)
            const wanted = server && said(server, email)
            const got = stated.find((one) => one.type === type)
            expect([format, type, got?.host, got?.port]).toEqual([
              format,
              type,
              wanted?.host,
              wanted?.port,
            ])
            expect(got?.tls.includes('SSL')).toBe(wanted && true)
            expect(got?.user ?? email).toBe(email)
          }
        }
        // One account: the preferred way to receive.
        expect(statements.code.map(({ type }) => type)).toEqual([servers[0]?.type, 'smtp'])
      }),
      { numRuns: 60 },
    )
  },
  SLOW,
)
