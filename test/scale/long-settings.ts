// Settings files with very many domains.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../helpers/settings.js'

const SETTINGS = `publicUrl: https://setup.example.net
providers:
  shared:
    displayName: Shared
    hostname: mail.example.net
    incomingServers: [imap, pop3]
    outgoingServers: [smtp]
`

export const name = (index: number) => `customer-${index}.example`

/** Writes lines for so many customers behind the settings, or into a list beside them. */
export async function file(count: number, line: (index: number) => string, into: 'map' | 'list') {
  const head = into === 'map' ? 'domains:\n' : 'domainFiles: [list.tsv]\n'
  const folder = await temporaryFolder({ 'settings.yaml': SETTINGS + head })
  const handle = await open(join(folder, into === 'map' ? 'settings.yaml' : 'list.tsv'), 'a')
  for (let start = 0; start < count; start += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - start) }, (_, n) => line(start + n))
    await handle.write(lines.join(''))
  }
  await handle.close()
  return join(folder, 'settings.yaml')
}
