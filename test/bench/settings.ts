// A settings file with a list of so many domains, as long as it is needed.
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
const LINES_AT_ONCE = 10_000

/** Gives the path of the file to `use`, and removes everything afterwards. */
export async function withDomains<Result>(
  count: number,
  use: (settings: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'mailconf-bench-'))
  try {
    await writeFile(join(folder, 'settings.yaml'), SETTINGS)
    await writeList(join(folder, 'list.tsv'), count)
    return await use(join(folder, 'settings.yaml'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** One line for each domain. */
async function writeList(path: string, count: number): Promise<void> {
  const handle = await open(path, 'w')
  for (let start = 0; start < count; start += LINES_AT_ONCE) {
    const length = Math.min(LINES_AT_ONCE, count - start)
    const lines = Array.from({ length }, (_, index) => `${domainName(start + index)}\tshared\n`)
    await handle.write(lines.join(''))
  }
  await handle.close()
}
