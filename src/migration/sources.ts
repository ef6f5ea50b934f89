// Files and folders that an admin names → octets, one file after the other. Whatever is none is named and passed over.
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openRegularFile, type RegularFile, whyUnreadable } from '../store/regular-file.js'

export type SourceFile = { name: string } & (
  | { bytes: Uint8Array; fault?: undefined }
  /** Why it could not be read, as a clause. */
  | { fault: string }
)

const LONGEST_XML = 1024 * 1024
// A seed may list a million domains.
const LONGEST_JSON = 50 * 1024 * 1024
const BLANKS = [0x20, 0x09, 0x0a, 0x0d]
const OPENING_BRACE = 0x7b

/**
 * A file, or every file below a folder in the order of their names; those that begin with a dot are left out.
 * Links are followed, but no folder is read twice.
 */
export async function* readFiles(path: string): AsyncGenerator<SourceFile> {
  yield* readPath(path, new Set())
}

async function* readPath(path: string, seen: Set<string>): AsyncGenerator<SourceFile> {
  let names: string[]
  try {
    if (!(await stat(path)).isDirectory()) {
      yield await readFile(path)
      return
    }
    const real = await realpath(path)
    if (seen.has(real)) {
      yield { name: path, fault: 'leads back to a folder that is read already' }
      return
    }
    seen.add(real)
    names = await readdir(path)
  } catch (error) {
    yield { name: path, fault: whyUnreadable(error) }
    return
  }
  for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
    yield* readPath(join(path, name), seen)
  }
}

async function readFile(name: string): Promise<SourceFile> {
  try {
    const file = await openRegularFile(name)
    try {
      return { name, bytes: await readWithin(file) }
    } finally {
      await file.handle.close()
    }
  } catch (error) {
    return { name, fault: whyUnreadable(error) }
  }
}

async function readWithin({ handle, size }: RegularFile): Promise<Uint8Array> {
  if (size > LONGEST_XML) {
    const start = Buffer.alloc(4096)
    await handle.read(start, 0, start.length, 0)
    if (!isJson(start)) throw new Error('is longer than 1 MB')
    if (size > LONGEST_JSON) throw new Error('is longer than 50 MB')
  }
  return handle.readFile()
}

/** Whether a text can only be JSON: XML begins with "<". */
export function isJson(bytes: Uint8Array): boolean {
  return bytes.find((octet) => !BLANKS.includes(octet)) === OPENING_BRACE
}
