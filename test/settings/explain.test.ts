// An explanation agrees with the table that it explains, whatever is written.
import fc from 'fast-check'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { valuesOfAddress } from '../../src/protocols/slots.js'
import { parseAddress } from '../../src/settings/address.js'
import { explain } from '../../src/settings/explain.js'
import { domainsToFind, originsOf } from '../../src/settings/origin.js'
import { replacePlaceholdersInside } from '../../src/settings/placeholders.js'
import type { Path } from '../../src/settings/problems.js'
import { loadSettings } from '../../src/store/settings-file.js'
import { readSettingsSource } from '../../src/store/settings-source.js'
import { PUBLIC_URL, temporaryFolder } from '../helpers/settings.js'
import { oddTable } from '../protocols/arbitrary-tables.js'

const SLOW = 120_000

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((below, step) => (below as Record<PropertyKey, unknown>)[step], value)
}

/** How many placeholders are left in the texts of a value. */
function placeholdersIn(value: unknown): number {
  return JSON.stringify(value).match(/%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/g)?.length ?? 0
}

test(
  'the last name is the one that answers, and defaults and filled texts are those of the answer',
  async () => {
    const counts = { wildcards: 0, moved: 0, replaced: 0, defaults: 0, filled: 0 }
    await fc.assert(
      fc.asyncProperty(oddTable, async ({ settings: written, email }) => {
        const folder = await temporaryFolder({
          'settings.yaml': JSON.stringify(written, undefined, 1),
        })
        const file = join(folder, 'settings.yaml')
        const { table } = await loadSettings(file, PUBLIC_URL)
        const source = await readSettingsSource(file)
        const address = parseAddress(email)
        const entry = address && table?.find(address.domain)
        if (address === undefined || source === undefined || entry?.kind !== 'settings')
          throw new Error(email)
        const { settings } = source
        const { domain } = address
        const values = valuesOfAddress(address)
        const listed = await source.findListed(domainsToFind(settings, domain))
        const findOrigin = originsOf(settings, listed)
        const { lookUps, provider } = explain({ settings, findOrigin, domain, entry, values })
        const answering = replacePlaceholdersInside(entry.provider, values)

        expect(lookUps[0]?.domain).toBe(domain)
        expect(lookUps.at(-1)?.names.at(-1)?.origin).toBeDefined()
        expect(
          lookUps.flatMap(({ names }) => names.slice(0, -1).flatMap((one) => one.origin ?? [])),
        ).toEqual([])
        expect(provider?.key).toBe(entry.provider.key)
        for (const { section, index, fields } of provider?.defaults ?? []) {
          const server = table?.providers.get(entry.provider.key)?.[section][index]
          const overridden = (provider?.overrides.length ?? 0) > 0
          if (!overridden) expect(server).toMatchObject(fields)
          counts.defaults += 1
        }
        for (const { from, to, paths } of provider?.filled ?? []) {
          expect(placeholdersIn(from)).toBeGreaterThan(0)
          for (const path of paths) expect(at(answering, path)).toBe(to)
          counts.filled += paths.length
        }
        counts.wildcards += lookUps.filter(({ names }) => names.length > 1).length
        counts.moved += lookUps.length - 1
        counts.replaced += provider?.overrides.length ?? 0
      }),
      { numRuns: 60 },
    )
    for (const [what, count] of Object.entries(counts)) {
      expect([what, count > 0]).toEqual([what, true])
    }
  },
  SLOW,
)
