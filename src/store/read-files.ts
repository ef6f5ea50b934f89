// What a load has read, so that a later look tells whether anything of it changed.
import { createHash, type Hash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { openRegularFile } from './regular-file.js'

export interface ReadFile {
  file: string
  /** Which file it was, of when: taken before it was read, so that a change while reading shows. */
  stamp: string
  /** Of what was read; for a file that could not be read, of the reason. */
  digest: string
}

/** Takes the octets of a file as they are read. */
export type TakeBytes = (bytes: Uint8Array) => void

export type Reading = <Result>(
  file: string,
  read: (take: TakeBytes) => Promise<Result>,
) => Promise<Result>

export interface FileRecord {
  files: ReadFile[]
  /** Reads one file and records it, whether or not that goes well. */
  reading: Reading
}

export function recordFiles(): FileRecord {
  const files: ReadFile[] = []
  return {
    files,
    async reading(file, read) {
      const stamp = await stampOf(file)
      const hash = createHash('sha256')
      try {
        return await read((bytes) => hash.update(bytes))
      } catch (error) {
        addReason(hash, error)
        throw error
      } finally {
        files.push({ file, stamp, digest: hash.digest('hex') })
      }
    },
  }
}

function addReason(hash: Hash, error: unknown): void {
  hash.update(`\0${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`)
}

/** Differs whenever a file was written, replaced, or made readable; links are followed. Never throws. */
async function stampOf(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}

/** How files stand now: two equal texts mean that nothing was written in between. */
export async function stampsOf(files: readonly string[]): Promise<string> {
  return (await Promise.all(files.map(stampOf))).join('\n')
}

/** Whether a file was written since it was read. */
export async function wereWritten(files: readonly ReadFile[]): Promise<boolean> {
  const now = await stampsOf(files.map(({ file }) => file))
  return now !== files.map(({ stamp }) => stamp).join('\n')
}

/** Of the contents of all files, whatever they are called: equal on every machine that reads the same. */
export function versionOf(files: readonly ReadFile[]): string {
  const hash = createHash('sha256')
  for (const { digest } of files) hash.update(digest)
  return hash.digest('hex').slice(0, 16)
}

const CHUNK = 1024 * 1024

/** Reads the same files again: how they are now. */
export async function readAgain(known: readonly ReadFile[]): Promise<readonly ReadFile[]> {
  const { files, reading } = recordFiles()
  for (const { file } of known) {
    // A file that cannot be read is recorded as such.
    await reading(file, (take) => readWhole(file, take)).catch(() => undefined)
  }
  return files
}

async function readWhole(file: string, take: TakeBytes): Promise<void> {
  const { handle } = await openRegularFile(file)
  try {
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK)
      if (bytesRead === 0) return
      take(chunk.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}
