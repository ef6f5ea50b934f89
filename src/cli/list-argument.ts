// `--domains LIST`: the text of a list, from a file or from stdin.
import process from 'node:process'
import { buffer } from 'node:stream/consumers'
import { openRegularFile, whyUnreadable } from '../store/regular-file.js'

export type ListText = { ok: true; name: string; text: string } | { ok: false; fault: string }

/** `-` is stdin. Refused: what is no file, and what is no UTF-8. */
export async function readListText(file: string): Promise<ListText> {
  const name = file === '-' ? 'stdin' : file
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : await readWhole(file)
    return { ok: true, name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (error) {
    return { ok: false, fault: `${name}: ${whyUnreadable(error)}` }
  }
}

async function readWhole(file: string): Promise<Buffer> {
  const { handle } = await openRegularFile(file)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
