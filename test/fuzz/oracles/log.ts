// The log of one connection: a line for each request, JSON, in words of ours alone.
import { HOSTED } from '../customers.js'

interface LogLine {
  msg: string
  method?: string
  status?: number
}

export interface ReadLine {
  line: LogLine | undefined
  faults: string[]
}

const LONGEST = 500
// What a person or a client might have sent; all generated requests hold some of it.
const PERSONAL = /canary|203\.0\.113\.77|[^\u0020-\u007e]/i

/** By key, what a value may be. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  level: (value) => value === 'info' || value === 'trace',
  time: (value) => Number.isInteger(value),
  msg: (value) => ['request', 'not HTTP', 'not a URL', 'no proxy'].includes(String(value)),
  reqId: (value) => typeof value === 'string' && /^req-[0-9a-z]+$/.test(value),
  method: (value) => typeof value === 'string' && /^[A-Z-]{2,15}$/.test(value),
  route: (value) => typeof value === 'string' && /^(?:-|\/[a-z0-9./:*-]*)$/.test(value),
  status: (value) => Number(value) >= 200 && Number(value) < 500,
  ms: (value) => typeof value === 'number' && value >= 0,
  domain: (value) => typeof value === 'string' && HOSTED.test(value),
  code: (value) => typeof value === 'string' && /^[A-Z0-9_]+$/.test(value),
}

export function readLine(text: string): ReadLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { line: undefined, faults: ['a log line that is no JSON'] }
  }
  if (typeof value !== 'object' || value === null) {
    return { line: undefined, faults: ['a log line that is no object'] }
  }
  const wrong = Object.entries(value).filter(
    ([key, one]) => !Object.hasOwn(FIELDS, key) || FIELDS[key]?.(one) !== true,
  )
  return {
    line: value as LogLine,
    faults: [
      ...(PERSONAL.test(text) ? ['a log line with something of the request'] : []),
      ...(text.length > LONGEST ? ['a log line that is too long'] : []),
      ...wrong.map(([key, one]) => `a log line with ${key} ${JSON.stringify(one)}`),
    ],
  }
}

// What was no URL, or too long for a head, is told without a method.
const WITHOUT_METHOD = / (?:400|414|431)$/

export interface Logged {
  lines: readonly string[]
  /** Statuses in the order of the answers. */
  statuses: readonly number[]
  /** In the order of the requests; undefined where nobody can count them. */
  methods: readonly string[] | undefined
  /** The most that a server may have taken for requests, or for none. */
  most: number
}

const MISCOUNT = ' log lines for '

/** Whether all that is wrong is how many lines there are. */
export function isMiscount(fault: string): boolean {
  return fault.includes(MISCOUNT)
}

/**
 * Each request has its line, with the same status. Where the framing is hostile, an answer can be lost with its
 * connection, and a line not.
 */
export function faultsOfLog({ lines, statuses, methods, most }: Logged): string[] {
  const read = lines.map(readLine)
  const faults = read.flatMap((one) => one.faults)
  const told = `${lines.length}${MISCOUNT}${statuses.length} answers`
  if (methods === undefined) {
    const isRight = lines.length >= statuses.length && lines.length <= most
    return isRight ? faults : [...faults, `${told}, of at most ${most} requests`]
  }
  const requests = read.flatMap(({ line }) => (line?.msg === 'request' ? [line] : []))
  const expected = methods.map((method, index) => `${method} ${statuses[index] ?? 0}`)
  const logged = requests.map(({ method = '', status = 0 }) => `${method} ${status}`)
  const missing = expected.filter((one) => !logged.includes(one) && !WITHOUT_METHOD.test(one))
  if (lines.length !== methods.length) faults.push(`${told}, and ${methods.length} requests`)
  return [...faults, ...missing.map((one) => `no log line ${one}, but ${logged.join()}`)]
}
