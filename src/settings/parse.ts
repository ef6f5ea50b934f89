// An unknown value, from YAML, JSON or a database → settings, and everything the schema has against it.
import type { Path, Problem } from './problems.js'
import { problemsOfSchema, type SchemaProblem } from './schema-problems.js'
import { type Settings, settingsSchema } from './schema.js'
import { SECTIONS, type Section } from './server-types.js'
import { soundPart } from './sound-part.js'

export interface ParsedSettings {
  problems: Problem[]
  /** What is sound of the settings; absent when not even their outline is. */
  settings?: Settings
  /** Whether a later finding may only be an echo of these problems. */
  isEcho: (problem: Problem) => boolean
}

/**
 * Checks single values. What is wrong is taken out of the settings, so that the checks which follow
 * find their own problems in the rest during the same run.
 */
export function parseSettings(value: unknown): ParsedSettings {
  const result = settingsSchema.safeParse(value, { reportInput: true })
  if (result.success) return { problems: [], settings: result.data, isEcho: () => false }
  const problems = problemsOfSchema(settingsSchema, result.error.issues)
  const retry = settingsSchema.safeParse(soundPart(value, problems))
  return {
    problems,
    isEcho: echoes(problems),
    ...(retry.success ? { settings: retry.data } : {}),
  }
}

function echoes(problems: readonly SchemaProblem[]): (problem: Problem) => boolean {
  const text = (path: Path) => JSON.stringify(path)
  const paths = problems.flatMap(({ path, meant }) =>
    meant === undefined ? [path] : [path, meant],
  )
  const wrong = new Set(paths.map(text))
  // What a provider or a list of it lacks it may lack only because it was wrong.
  const owners = new Set(
    paths.flatMap((path) => [
      ...(path[0] === 'providers' ? [text(path.slice(0, 2))] : []),
      text(path.slice(0, 3)),
    ]),
  )
  return ({ path, at }) => {
    // A name can be wrong whatever stands behind it.
    if (at === 'key') return false
    const [section, key, field] = path
    return (
      owners.has(text(path)) ||
      path.some((_, index) => wrong.has(text(path.slice(0, index + 1)))) ||
      // Ports follow from this one.
      (SECTIONS.includes(field as Section) && wrong.has(text([section, key, 'socketType'] as Path)))
    )
  }
}
