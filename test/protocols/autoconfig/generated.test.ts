// Settings made by chance, through the real loader, served by the real application.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Beside, buildTable } from '../../../src/settings/build-table.js'
import { parseSettings } from '../../../src/settings/parse.js'
import type { Problem } from '../../../src/settings/problems.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { PUBLIC_URL } from '../../helpers/settings.js'
import { all, parse, textOf } from '../../helpers/xml.js'
import { provider } from './arbitrary-providers.js'
import { ask } from './ask.js'

// Hundreds of questions, on a machine that may be busy with something else.
const SLOW = 30_000

const BESIDE: Beside = {
  publicUrl: PUBLIC_URL,
  images: new Map(),
  resolvePath: (file) => file,
}

const CUSTOMER = 'customer.test'

function loaded(providers: object, domains: object): MemoryTable {
  const problems: Problem[] = []
  const { settings, problems: wrongValues } = parseSettings({ providers, domains })
  if (settings === undefined) throw new Error(JSON.stringify(wrongValues))
  const table = buildTable(settings, BESIDE, (problem) => problems.push(problem)).finish()
  const errors = [...wrongValues, ...problems].filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return table
}

/** One application, whose table the property puts in place. */
async function startChanging(): Promise<{ app: TestApp; use: (table: MemoryTable) => void }> {
  let current = loaded({}, {})
  const app = await startApp(current, { table: () => current })
  return { app, use: (table) => (current = table) }
}

test(
  'AC-T34 whatever is written, the document holds nothing but words of the format',
  async () => {
    const { app, use } = await startChanging()
    await fc.assert(
      fc.asyncProperty(provider, async (one) => {
        use(loaded({ one }, { [CUSTOMER]: 'one' }))
        for (const domain of [CUSTOMER, ...(one.domains ?? []).map(({ name }) => name)]) {
          // The question itself checks the document against the vocabulary.
          const { status } = await ask(app, { target: `/v1.1/${domain}` })
          expect(status).toBe(200)
        }
      }),
      { numRuns: 200 },
    )
  },
  SLOW,
)

test(
  'AC-T37 whatever is written, servers come in its order, and every one of them',
  async () => {
    const { app, use } = await startChanging()
    await fc.assert(
      fc.asyncProperty(provider, async (one) => {
        use(loaded({ one }, { [CUSTOMER]: 'one' }))
        const root = parse((await ask(app, { target: `/v1.1/${CUSTOMER}` })).body)
        const typesOf = (servers: readonly (string | object)[] = []) =>
          servers.map((server) =>
            typeof server === 'string' ? server : (server as { type: string }).type,
          )
        const typesIn = (...path: string[]) =>
          all(root, ...path).map(({ attributes }) => attributes['type'])
        expect(typesIn('emailProvider', 'incomingServer')).toEqual(typesOf(one.incomingServers))
        expect(typesIn('emailProvider', 'outgoingServer')).toEqual(typesOf(one.outgoingServers))
        expect(typesIn('calendar')).toEqual(typesOf(one.calendars))
        expect(typesIn('chatServer')).toEqual(typesOf(one.chatServers))
        expect(textOf(root, 'emailProvider', 'displayName')).toBe(one.displayName)
      }),
      { numRuns: 150 },
    )
  },
  SLOW,
)

test(
  'AC-P whatever is written, a customer’s document is the provider’s with its name in it',
  async () => {
    const { app, use } = await startChanging()
    await fc.assert(
      fc.asyncProperty(
        provider,
        fc.uniqueArray(fc.domain(), { minLength: 2, maxLength: 2 }),
        async (one, names) => {
          const { domains: _, ...fields } = one
          const [first = '', second = ''] = names.map((name) => `${name.toLowerCase()}.test`)
          use(loaded({ one: fields }, { [first]: 'one', [second]: 'one' }))
          const ofFirst = await ask(app, { target: `/v1.1/${first}` })
          const ofSecond = await ask(app, { target: `/v1.1/${second}` })
          expect(
            ofFirst.body.replaceAll(`>${first}<`, '><').replace(`id="${first}"`, 'id=""'),
          ).toBe(ofSecond.body.replaceAll(`>${second}<`, '><').replace(`id="${second}"`, 'id=""'))
          expect(ofFirst.headers.etag).not.toBe(ofSecond.headers.etag)
        },
      ),
      { numRuns: 100 },
    )
  },
  SLOW,
)
