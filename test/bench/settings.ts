// A settings file with a list of so many domains, as long as it is needed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendLines } from '../helpers/long-file.js'
import { domainName } from './requests.js'

const SETTINGS = `publicUrl: https://setup.example.net
providers:
  shared:
    displayName: Shared
    hostname: mail.example.net
    incomingServers: [imap, pop3]
    outgoingServers: [smtp]
domainFiles: [list.tsv]
`

/** Gives the path of the file to `use`, and removes everything afterwards. */
export async function withDomains<Result>(
  count: number,
  use: (settings: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-bench-'))
  try {
    await writeFile(join(folder, 'settings.yaml'), SETTINGS)
    const line = (index: number) => `${domainName(index)}\tshared\n`
    await appendLines(join(folder, 'list.tsv'), [0, count], line)
    return await use(join(folder, 'settings.yaml'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
