// Document → settings → document: nothing may differ, whatever the importer makes shorter.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderXml } from '../../src/format/xml-document.js'
import { factor } from '../../src/migration/factor.js'
import { clientConfig } from '../../src/protocols/autoconfig/document.js'
import { differences } from '../../src/protocols/autoconfig/equality.js'
import { resolveProvider } from '../../src/settings/provider.js'
import type { WrittenProvider } from '../../src/settings/schema.js'
import { load, tableOf } from '../helpers/settings.js'
import { provider } from '../protocols/autoconfig/arbitrary-providers.js'
import { mutants } from '../protocols/autoconfig/mutants.js'
import { ALL_DOCUMENTS, importTexts } from './imported.js'
import { domainsIn, read, served } from './served.js'

test.each(ALL_DOCUMENTS)(
  'IMPORT %s is served again by every domain of it',
  async (_name, bytes) => {
    const original = read(bytes)
    const { text, collected } = importTexts([['it', bytes]])
    const [{ provider: written } = { provider: undefined }] = collected.providers
    const hosted = (written?.domains ?? []).map((one) => (typeof one === 'string' ? one : one.name))
    expect(hosted.length).toBeGreaterThan(0)
    expect(domainsIn(original)).toEqual(expect.arrayContaining(hosted))
    for (const domain of hosted) {
      expect(differences(original, await served(text, domain))).toEqual([])
    }
  },
)

test.each(ALL_DOCUMENTS)(
  'IMPORT what is served for %s is told from everything that differs from it in one node',
  async (_name, bytes) => {
    const original = read(bytes)
    const answer = await served(importTexts([['it', bytes]]).text, domainsIn(original)[0] ?? '')
    // A domain that stands twice says no more than once, and neither does what makes it one of two.
    const repeated = new Set(domainsIn(original)).size < domainsIn(original).length
    const unnoticed = [...mutants(original)]
      .filter(([, mutant]) => differences(mutant, answer).length === 0)
      .map(([what]) => what)
    expect(new Set(unnoticed)).toEqual(new Set(repeated ? ['domain dropped'] : []))
  },
)

test.each(ALL_DOCUMENTS)(
  'IMPORT every document that differs from %s in one node is served as it is',
  async (_name, bytes) => {
    for (const [what, mutant] of mutants(read(bytes))) {
      const { text, collected } = importTexts([['it', Buffer.from(renderXml(mutant))]])
      const [first] = collected.providers
      if (first?.document === undefined) continue
      const table = await tableOf(text)
      const resolved = table.providers.get(first.key)
      const answer =
        resolved &&
        clientConfig(resolved, {
          defaultId: resolved.domains[0]?.name ?? '',
          domains: resolved.domains,
        })
      if (answer === undefined) throw new Error(`${what}: nothing is served`)
      expect(differences(first.document.expected, answer), what).toEqual([])
    }
  },
)

test('IMPORT all documents at once: the settings are those that were read in review', () => {
  const { text, said } = importTexts(ALL_DOCUMENTS)
  const golden = readFileSync(new URL('golden/documents.yaml', import.meta.url), 'utf8')
  expect(text).toBe(golden)
  expect(said.filter((one) => one.startsWith('problem'))).toEqual([])
})

test('IMPORT any provider, stated as documents state it, survives', async () => {
  await fc.assert(
    fc.asyncProperty(provider, async (one) => {
      const resolved = resolveProvider(
        'one',
        one as unknown as WrittenProvider,
        () => [],
        () => undefined,
      )
      const root = clientConfig(
        { ...resolved, id: resolved.id ?? 'a.example' },
        { defaultId: '', domains: [...resolved.domains, { name: 'a.example' }] },
      )
      if (root === undefined) throw new Error('a generated provider always has a server')
      const original = read(renderXml(root))
      const { text } = importTexts([['it', Buffer.from(renderXml(root))]])
      const { table, problems } = await load(text)
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
      const [[, again] = []] = [...(table?.providers ?? [])]
      const answer =
        again && clientConfig(again, { defaultId: 'a.example', domains: again.domains })
      expect(answer && differences(original, answer)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('IMPORT what is factored out is taken from no server that differs', () => {
  fc.assert(
    fc.property(provider, (one) => {
      const written = one as unknown as WrittenProvider
      const resolve = (value: WrittenProvider) =>
        resolveProvider(
          '',
          value,
          () => [],
          () => undefined,
        )
      const { incomingServers, outgoingServers } = resolve(factor(written))
      expect({ incomingServers, outgoingServers }).toEqual({
        incomingServers: resolve(written).incomingServers,
        outgoingServers: resolve(written).outgoingServers,
      })
    }),
    { numRuns: 200 },
  )
})
