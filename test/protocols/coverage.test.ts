// The view across formats: it says yes of a server exactly where the answer of that format states it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageOf } from '../../src/protocols/registry.js'
import { type Address, parseAddress } from '../../src/settings/address.js'
import type { Server } from '../../src/settings/provider.js'
import type { MemoryTable, SettingsEntry } from '../../src/settings/table.js'
import { tableOf } from '../helpers/settings.js'
import { oddTable, plainSailing } from './arbitrary-tables.js'
import { type Answers, startFormats } from './every-format.js'
import { agrees, fill, said, serversOf } from './statements.js'

const SLOW = 120_000

const COLUMNS = {
  autoconfig: 'autoconfig',
  autodiscover: 'pox',
  mobileconfig: 'profile',
  pacc: 'pacc',
  DNS: 'dns',
} as const satisfies Record<string, keyof Answers['statements']>

// What the readers of every format read: SRV records of JMAP they leave alone.
const READ = ['imap', 'pop3', 'smtp', 'caldav', 'carddav']

function entryOf(table: MemoryTable, { domain }: Address): SettingsEntry {
  const entry = table.find(domain)
  if (entry?.kind !== 'settings') throw new Error(domain)
  return entry
}

/** A moved mailbox has its new address in the texts, and the asked one in what is left to fill. */
function asTheTableSays(server: Server, email: string, known: string) {
  const written = said(server, email)
  return server.username === undefined ? { ...written, user: fill(known, email) } : written
}

test(
  'a cell says yes exactly where the format states the server',
  async () => {
    const formats = await startFormats()
    const counts = new Map<string, { yes: number; no: number }>()
    const tables = fc.oneof(
      { weight: 5, arbitrary: oddTable },
      {
        weight: 1,
        arbitrary: plainSailing.map((settings) => ({
          settings,
          email: 'ana@customer.example',
          known: 'ana@customer.example',
        })),
      },
    )
    await fc.assert(
      fc.asyncProperty(tables, async ({ settings, email, known }) => {
        const table = await tableOf(JSON.stringify(settings))
        const address = parseAddress(email)
        if (address === undefined) throw new Error(email)
        const entry = entryOf(table, address)
        const { statements } = await formats.ask(table, email)
        const servers = serversOf(entry.provider).filter(({ type }) => READ.includes(type))
        for (const { format, whyNot } of coverageOf({ entry, address }, table.general)) {
          const answered = statements[COLUMNS[format as keyof typeof COLUMNS]].filter(({ type }) =>
            READ.includes(type),
          )
          const yes = servers.filter((server) => whyNot(server) === undefined)
          const texts = yes.map((server) => asTheTableSays(server, email, known))
          // Everything stated has a yes, and every yes is stated.
          const unexplained = answered.filter((one) => !texts.some((text) => agrees(one, text)))
          const untrue = texts.filter((text) => !answered.some((one) => agrees(one, text)))
          expect({ format, unexplained, untrue }).toEqual({ format, unexplained: [], untrue: [] })
          const count = counts.get(format) ?? { yes: 0, no: 0 }
          counts.set(format, {
            yes: count.yes + yes.length,
            no: count.no + servers.length - yes.length,
          })
        }
      }),
      { numRuns: 150 },
    )
    expect([...counts.keys()].sort()).toEqual(Object.keys(COLUMNS).sort())
    for (const [format, { yes, no }] of counts) {
      expect([format, yes > 5, format === 'autoconfig' || no > 5]).toEqual([format, true, true])
    }
  },
  SLOW,
)
