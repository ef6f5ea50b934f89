// Settings files with very many domains.
import { join } from 'node:path'
import { appendLines } from '../helpers/long-file.js'
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
  await appendLines(join(folder, into === 'map' ? 'settings.yaml' : 'list.tsv'), [0, count], line)
  return join(folder, 'settings.yaml')
}
