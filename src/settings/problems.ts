// What is wrong with a settings file, in sentences a person can act on.
import { closestMatch } from 'leven'

export type Path = readonly PropertyKey[]

/** `place` is filled in where the file is known; `path` leads there from the root of the settings. */
export interface Problem {
  severity: 'error' | 'warning'
  path: Path
  /** Whether the key or its value is at fault, so that the right column is shown. */
  at?: 'key'
  message: string
  place?: Place
}

/** Line and column count from 1. */
export interface Place {
  file: string
  line: number
  column: number
}

export type LocatedProblem = Problem & { place: Place }

export const NO_PASSWORDS = 'passwords are never kept here; remove it'

export type Report = (problem: Problem) => void

/** Reports an error of one entry, or of what lies below it. */
export type ReportBelow = (message: string, ...below: readonly string[]) => void

/** The nearest of the known words, if it is near enough to be a slip of the finger. */
export function nearest(
  word: string,
  known: readonly string[],
  maxDistance = slipsIn(word),
): string | undefined {
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]))
  const match = closestMatch(word.toLowerCase(), [...lower.keys()], { maxDistance })
  return match === undefined ? undefined : lower.get(match)
}

/** How many changes a slip makes: as many as it has letters turn a word into any other. */
function slipsIn({ length }: string): number {
  return length < 4 ? Math.min(length - 1, 1) : Math.max(2, Math.floor(length / 3))
}

/** “did you mean …?”, or the whole list where it is short and nothing is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  if (near !== undefined) return `did you mean "${near}"?`
  return known.length <= 12 ? `write one of: ${known.join(', ')}` : 'see the settings reference'
}
