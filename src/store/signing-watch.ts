// Keeps what signs profiles up to date while the service runs: files are replaced, certificates end.
import type { SigningCredentials, SigningFiles } from '../settings/signing.js'
import {
  LEAST_VALIDITY_MS,
  readSigningFiles,
  type SigningPair,
  type SigningProblem,
} from './signing-files.js'
import { watchFiles } from './watch-files.js'

export interface Signing {
  /** Undefined while there is nothing usable: profiles go out unsigned. */
  credentials(): SigningCredentials | undefined
  /** When the certificate in use ends, in milliseconds; undefined as above. */
  validUntil: () => number | undefined
  /**
   * From now on, `tell` hears of each problem once, those found so far included; `signed`: whether profiles are
   * signed all the same, with what was read before.
   */
  watch(tell: (problem: SigningProblem, signed: boolean) => void): void
  close: () => void
}

interface Timing {
  /** How often the files are looked at. */
  everyMs?: number
  /** How often they are read although nothing changed: time passes as well. */
  rereadMs?: number
  now?: () => number
}

function nameOf({ file, message }: SigningProblem): string {
  return `${file} ${message}`
}

/** Reads the files; a pair that is not sound never takes the place of one that is. */
export async function openSigning(
  files: SigningFiles,
  { everyMs = 2_000, rereadMs = 60_000, now = Date.now }: Timing = {},
): Promise<Signing> {
  let pair: SigningPair | undefined
  let problems: readonly SigningProblem[] = []
  let told = new Set<string>()
  let doubted = false
  let tell: Parameters<Signing['watch']>[0] | undefined
  let again: NodeJS.Timeout | undefined
  let reread: NodeJS.Timeout | undefined
  let reading = Promise.resolve()
  let unwatch: () => void = () => undefined

  const usable = () =>
    pair !== undefined && pair.validUntil - now() >= LEAST_VALIDITY_MS ? pair : undefined
  const tellNew = () => {
    if (tell === undefined) return
    const before = told
    told = new Set(problems.map(nameOf))
    for (const problem of problems) {
      if (!before.has(nameOf(problem))) tell(problem, usable() !== undefined)
    }
  }
  const read = async () => {
    const found = await readSigningFiles(files, now())
    // Two files are never replaced at one moment: what does not fit may fit at the next look.
    if (found.pair === undefined && usable() !== undefined && !doubted) {
      doubted = true
      clearTimeout(again)
      again = tell && setTimeout(look, everyMs).unref()
      return
    }
    doubted = false
    pair = found.pair ?? pair
    problems = found.problems
    tellNew()
  }
  const look = () => {
    reading = reading.then(read)
  }

  await read()
  return {
    credentials: () => usable()?.credentials,
    validUntil: () => usable()?.validUntil,
    watch(listener) {
      tell = listener
      tellNew()
      reread = setInterval(look, rereadMs).unref()
      unwatch = watchFiles([files.certificateFile, files.keyFile], everyMs, look)
    },
    close() {
      tell = undefined
      clearInterval(reread)
      clearTimeout(again)
      unwatch()
    },
  }
}
