// Where the settings of a database go: to stdout as one file, or into a file with a list of the plain domains beside it,
// for a list of a million is read in seconds, and a map is not.
import { type FileHandle, open, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { domainLines, providerLines } from '../migration/settings-yaml.js'
import { yamlScalar } from '../migration/yaml-scalar.js'
import type { WrittenProvider } from '../settings/schema.js'
import type { Exported } from '../store/postgres/export.js'
import { type DomainRow, entryOfRow } from '../store/postgres/rows.js'

/** `write` hears the parts of one settings file, `list` (if there is one) lines of the list that lies beside it. */
export function exportedTo(
  write: (text: string) => Promise<void> | void,
  list?: { name: string; write: (text: string) => Promise<void> },
): Exported {
  let isFirst = true
  const asText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  return {
    async providers(providers) {
      const lines = providers.flatMap(([key, provider]) =>
        providerLines(key, provider as WrittenProvider, [], '  '),
      )
      const lists = list === undefined ? [] : [`domainFiles: [${yamlScalar(list.name, true)}]`]
      await write(asText([`providers:${providers.length === 0 ? ' {}' : ''}`, ...lines, ...lists]))
    },
    async domains(rows) {
      const isListed = (row: DomainRow) => list !== undefined && isPlain(row)
      const others = rows.filter((row) => !isListed(row))
      const lines = others.flatMap((row) => domainLines(row.name, entryOfRow(row), '  '))
      if (lines.length > 0) await write(asText([...(isFirst ? ['domains:'] : []), ...lines]))
      isFirst &&= lines.length === 0
      await list?.write(
        asText(rows.filter(isListed).map((row) => `${row.name}\t${row.provider_key ?? 'none'}`)),
      )
    },
  }
}

/** Whether a line of a list can say it. */
function isPlain({ name, overrides, redirect, redirect_addr: moved }: DomainRow): boolean {
  return overrides === null && redirect === null && moved === null && !name.startsWith('*')
}

/** Makes both files anew and hands them over; takes them away again where that fails. Throws for one that is there. */
export async function intoFiles(file: string, act: (to: Exported) => Promise<void>): Promise<void> {
  const listFile = `${file}.domains.tsv`
  const made: { name: string; handle: FileHandle }[] = []
  const make = async (name: string) => {
    const handle = await open(name, 'wx', 0o644)
    made.push({ name, handle })
    return (text: string) => handle.writeFile(text)
  }
  const closeAll = () => Promise.all(made.map(({ handle }) => handle.close()))
  try {
    const write = await make(file)
    await act(exportedTo(write, { name: basename(listFile), write: await make(listFile) }))
    await closeAll()
  } catch (error) {
    await closeAll().catch(() => undefined)
    for (const { name } of made) await rm(name, { force: true })
    throw error
  }
}
