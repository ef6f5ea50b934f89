// What the settings file says and where: for those who explain answers. It is read again, so that a service that only
// answers keeps neither the text nor its tree.
import { dirname, resolve } from 'node:path'
import { parseDomain } from '../settings/domain.js'
import type { ListedLine } from '../settings/origin.js'
import { parseSettings } from '../settings/parse.js'
import type { Path, Place } from '../settings/problems.js'
import type { Settings } from '../settings/schema.js'
import { readDomainList } from './domain-list.js'
import { readText } from './settings-file.js'
import { readYaml } from './yaml.js'

export interface SettingsSource {
  /** As written. */
  settings: Settings
  /** Where a path stands. */
  locate: (path: Path, at?: 'key') => Place
  /** The lines of the lists that name one of these domains. */
  findListed(domains: ReadonlySet<string>): Promise<ReadonlyMap<string, ListedLine>>
}

/** For a file that has just been loaded without errors; undefined where it is another one meanwhile. */
export async function readSettingsSource(file: string): Promise<SettingsSource | undefined> {
  const text = await readText(file).catch(() => undefined)
  if (text === undefined) return undefined
  const yaml = readYaml(text, file)
  const { settings } = parseSettings(yaml.value)
  if (settings === undefined) return undefined
  const lists = (settings.domainFiles ?? []).map((name) => resolve(dirname(file), name))
  return {
    settings,
    locate: (path, at) => yaml.locate(path, at),
    async findListed(domains) {
      const found = new Map<string, ListedLine>()
      for (const list of lists) await findInList(list, domains, found)
      return found
    },
  }
}

async function findInList(
  file: string,
  domains: ReadonlySet<string>,
  found: Map<string, ListedLine>,
): Promise<void> {
  const taker = {
    addListed(text: string, provider: string, line: number) {
      const name = parseDomain(text)
      if (name === undefined || !domains.has(name)) return undefined
      found.set(name, { provider, place: { file, line, column: 1 } })
      return undefined
    },
    size: () => 0,
  }
  const ignore = () => undefined
  await readDomainList(file, taker, ignore, ignore).catch(ignore)
}
