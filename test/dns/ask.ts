// The records of a domain, as `mailconf dns` puts them together.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { RecordGroup } from '../../src/dns/record.js'
import { recordsFor } from '../../src/dns/records.js'
import { zoneText } from '../../src/dns/zone.js'
import { autodiscoverUrlFor } from '../../src/protocols/autodiscover-url.js'
import { paccDigest } from '../../src/protocols/pacc/answer.js'
import type { General, MemoryTable } from '../../src/settings/table.js'
import { tableOf } from '../helpers/settings.js'

export const FIXTURE = await readFile(
  fileURLToPath(new URL('fixture.yaml', import.meta.url)),
  'utf8',
)

export function groupsOf(
  table: MemoryTable,
  domain: string,
  changed: Partial<General> = {},
): RecordGroup[] {
  const entry = table.find(domain)
  if (entry === undefined) throw new Error(`${domain} is not in the table`)
  const general = { ...table.general, ...changed }
  return recordsFor({
    domain,
    entry,
    general,
    digest: paccDigest({ domain, entry }),
    autodiscoverUrl: autodiscoverUrlFor(general, domain),
  })
}

export interface Zone {
  /** `_imaps._tcp SRV 0 1 993 ssl0.ovh.net.`: owners without the domain, `@` for the domain itself. */
  lines: string[]
  leftOut: string[]
}

/** Reads a printed zone again: every line that is no comment must be a whole record. */
export function readZone(domain: string, text: string): string[] {
  const records = text.split('\n').filter((line) => line !== '' && !line.startsWith(';'))
  return records.map((line) => {
    const [, owner = '', data = ''] = /^(\S+\.) +3600 +IN +(\w+ +\S.*)$/.exec(line) ?? []
    if (owner !== `${domain}.` && !owner.endsWith(`.${domain}.`)) throw new Error(line)
    const name = owner === `${domain}.` ? '@' : owner.slice(0, -domain.length - 2)
    return `${name} ${data.replace(/^(\w+) +/, (_, type: string) => `${type} `)}`
  })
}

export async function zoneOf(domain: string, changed: Partial<General> = {}): Promise<Zone> {
  const groups = groupsOf(await tableOf(FIXTURE), domain, changed)
  return {
    lines: readZone(domain, zoneText(domain, groups)),
    leftOut: groups.flatMap(({ leftOut }) => leftOut),
  }
}
