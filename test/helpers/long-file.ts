// Files with millions of lines, without holding them all.
import { open } from 'node:fs/promises'

const LINES_AT_ONCE = 10_000

/** Writes the lines from one number up to another, behind what the file holds; makes it where there is none. */
export async function appendLines(
  path: string,
  [from, to]: readonly [from: number, to: number],
  line: (index: number) => string,
): Promise<void> {
  const handle = await open(path, 'a')
  for (let start = from; start < to; start += LINES_AT_ONCE) {
    const length = Math.min(LINES_AT_ONCE, to - start)
    const lines = Array.from({ length }, (_, index) => line(start + index))
    await handle.write(lines.join(''))
  }
  await handle.close()
}
