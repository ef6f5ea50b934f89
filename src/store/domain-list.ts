// Long lists of domains: one `domain<TAB>provider` a line, blank lines and lines that start with # allowed.
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { ListedFaults } from '../settings/build-table.js'
import type { Report } from '../settings/problems.js'
import type { TakeBytes } from './read-files.js'
import { openRegularFile } from './regular-file.js'

const CHUNK = 1024 * 1024
// A line of a megabyte is no line: this is another kind of file.
const LONGEST_LINE = 1024 * 1024
const BYTE_ORDER_MARK = Buffer.from('\ufeff')
const LINE_FEED = 0x0a
const TAB = 0x09
const BLANK = 0x20
const HASH = 0x23
const CARRIAGE_RETURN = 0x0d

/** Whoever takes the lines; `line` counts from 1. */
export interface LineTaker {
  addListed(domain: string, providerKey: string, line: number): ListedFaults | undefined
  /** How many names there are so far. */
  size(): number
}

/** Adds every line of a list to the table, in slices, so that a long list does not stop the process. */
export async function readDomainList(
  file: string,
  table: LineTaker,
  report: Report,
  progress: (domains: number) => void,
  take: TakeBytes = () => undefined,
): Promise<void> {
  const { handle } = await openRegularFile(file)
  try {
    const lines = lineReader(file, table, report)
    let carried: Buffer = Buffer.alloc(0)
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (let isFirst = true; ; isFirst = false) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK)
      if (bytesRead === 0) break
      const read = chunk.subarray(0, bytesRead)
      take(read)
      const bytes = Buffer.concat([carried, isFirst ? withoutMark(read) : read])
      const end = bytes.lastIndexOf(LINE_FEED) + 1
      lines(bytes.subarray(0, end))
      carried = bytes.subarray(end)
      if (carried.length > LONGEST_LINE) throw new Error('is no list: one of its lines never ends')
      progress(table.size())
      await yieldToOthers()
    }
    if (carried.length > 0) lines(Buffer.concat([carried, Buffer.from('\n')]))
  } finally {
    await handle.close()
  }
}

function withoutMark(bytes: Buffer): Buffer {
  const isMarked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
  return isMarked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes
}

/** Takes whole lines, each with its line feed. */
function lineReader(file: string, table: LineTaker, report: Report): (bytes: Buffer) => void {
  let line = 0
  return (bytes) => {
    for (let start = 0, end; start < bytes.length; start = end + 1) {
      end = bytes.indexOf(LINE_FEED, start)
      line += 1
      const last = bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end
      if (last === start || bytes[start] === HASH) continue
      for (const { message, column } of readLine(bytes, start, last, line, table)) {
        report({ severity: 'error', path: [], message, place: { file, line, column } })
      }
    }
  }
}

interface Fault {
  message: string
  column: number
}

const NO_FAULTS: readonly Fault[] = []

function readLine(
  bytes: Buffer,
  start: number,
  end: number,
  line: number,
  table: LineTaker,
): readonly Fault[] {
  const tab = bytes.indexOf(TAB, start)
  const isSplit = tab > start && tab < end
  if (!isSplit || bytes[start] === BLANK) {
    if (bytes.toString('utf8', start, end).trim() === '') return NO_FAULTS
    if (!isSplit) return [{ message: 'a line must be: domain, a tab, provider', column: 1 }]
  }
  // latin1 makes one flat string of each name; a slice of the whole text would keep all of it in memory.
  const ascii = bytes.toString('latin1', start, tab)
  const domain = isAscii(bytes, start, tab) ? ascii : bytes.toString('utf8', start, tab)
  const faults = table.addListed(domain, bytes.toString('utf8', tab + 1, end).trimEnd(), line)
  if (faults === undefined) return NO_FAULTS
  return [
    { message: faults.domain, column: 1 },
    { message: faults.provider, column: domain.length + 2 },
  ].filter((fault): fault is Fault => fault.message !== undefined)
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if ((bytes[index] ?? 0) > 0x7f) return false
  }
  return true
}
