// What was known of the database when it was last seen, in a file: to start with while it is away.
import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { openRegularFile } from '../regular-file.js'
import type { KnownDomain } from './known-domain.js'
import type { ProviderRecord } from './provider-records.js'

export interface Snapshot {
  /** When the database was last seen like this, in milliseconds since 1970. */
  at: number
  size: number
  providers: readonly ProviderRecord[]
  domains: readonly (readonly [string, KnownDomain])[]
}

const FORMAT = 'mailconf snapshot 1'
const LINES_AT_ONCE = 2000

/** A line with its kind and digest, then the head, then a line for each domain. Readers see the old file or the new one. */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<void> {
  const { domains, ...head } = snapshot
  // Of a process that was killed while it wrote, there may be one: the next takes its place.
  const temporary = `${file}.new`
  await rm(temporary, { force: true })
  const hash = createHash('sha256')
  const handle = await open(temporary, 'wx', 0o600)
  try {
    const first = (digest: string) => `${FORMAT} ${digest}\n`
    await handle.writeFile(first('0'.repeat(64)))
    const add = async (text: string) => {
      hash.update(text)
      await handle.writeFile(text)
    }
    await add(`${JSON.stringify(head)}\n`)
    for (let start = 0; start < domains.length; start += LINES_AT_ONCE) {
      const slice = domains.slice(start, start + LINES_AT_ONCE)
      await add(slice.map((domain) => `${JSON.stringify(domain)}\n`).join(''))
      await yieldToOthers()
    }
    await handle.write(first(hash.digest('hex')), 0)
    await handle.sync()
    await handle.close()
    await rename(temporary, file)
  } finally {
    await handle.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
}

/** Throws where the file is not there, is another kind of file, or is not whole. */
export async function readSnapshot(file: string): Promise<Snapshot> {
  const { handle } = await openRegularFile(file)
  try {
    // Line by line: a text of millions of domains would be longer than any may be.
    const hash = createHash('sha256')
    let first: string | undefined
    let head: string | undefined
    const domains: Snapshot['domains'][number][] = []
    for await (const line of handle.readLines()) {
      if (first === undefined) {
        first = line
        continue
      }
      hash.update(`${line}\n`)
      if (head === undefined) head = line
      else domains.push(JSON.parse(line) as [string, KnownDomain])
    }
    if (head === undefined || first !== `${FORMAT} ${hash.digest('hex')}`) throw notWhole()
    return { ...(JSON.parse(head) as Omit<Snapshot, 'domains'>), domains }
  } catch (error) {
    throw error instanceof SyntaxError ? notWhole() : error
  } finally {
    await handle.close()
  }
}

function notWhole(): Error {
  return new Error('is no snapshot, or not a whole one')
}
