// Opening what an admin names as a file, and may be something else by accident.
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

export interface RegularFile {
  handle: FileHandle
  size: number
}

/**
 * Opens a file for reading. Non-blocking, so that a FIFO in its place does not hold the process up
 * for ever, and neither does a device that never ends: both are refused.
 */
export async function openRegularFile(file: string): Promise<RegularFile> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await handle.stat()
    if (stat.isDirectory()) throw new Error(REASONS['EISDIR'])
    if (!stat.isFile()) throw new Error('is not a file')
    return { handle, size: stat.size }
  } catch (error) {
    await handle.close()
    throw error
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ENXIO: 'is not a file',
  EACCES: 'may not be read; check its permissions',
  EISDIR: 'is a folder, not a file',
  ELOOP: 'is a link that leads back to itself',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text',
}

/** What kept a file from being read, as a sentence. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code === undefined ? undefined : REASONS[code]) ?? message
}
