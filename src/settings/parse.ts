// An unknown value, from YAML, JSON or a database → settings, and everything the schema has against it.
import { type Path, type Problem, problemsOfSchema } from './problems.js'
import { type Settings, settingsSchema } from './schema.js'
import { SECTIONS, type Section } from './server-types.js'

export interface ParsedSettings {
  problems: Problem[]
  /** What is sound of the settings; absent when not even their outline is. */
  settings?: Settings
  /** Whether a later finding may only be an echo of these problems. */
  isEcho: (path: Path) => boolean
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

type JsonMap = Record<PropertyKey, unknown>

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Stands in for a server whose own values are wrong, so that its neighbours keep their places.
const SOUND_SERVER = { type: 'imap', hostname: 'sound.invalid' }

function soundPart(value: unknown, problems: readonly Problem[]): unknown {
  if (!isMap(value)) return value
  const sound = structuredClone(value)
  for (const { path, at } of problems) {
    const [section, key, field, index] = path
    const map = section === undefined ? undefined : sound[section]
    const entry = isMap(map) && key !== undefined ? map[key] : undefined
    const servers = isMap(entry) && field !== undefined ? entry[field] : undefined
    if (section === undefined) continue
    if (!isMap(map) || key === undefined) Reflect.deleteProperty(sound, section)
    else if (section === 'domains' || (at === 'key' && path.length === 2)) {
      Reflect.deleteProperty(map, key)
    } else if (section !== 'providers' || !isMap(entry)) map[key] = {}
    else if (Array.isArray(servers) && SECTIONS.includes(field as Section) && index !== undefined) {
      servers[Number(index)] = SOUND_SERVER
    } else if (field !== undefined) Reflect.deleteProperty(entry, field)
  }
  return sound
}

const DEFAULTS_OF_SERVERS: readonly unknown[] = [
  'hostname',
  'socketType',
  'authentication',
  'username',
]

function echoes(problems: readonly Problem[]): (path: Path) => boolean {
  const items = new Set<string>()
  for (const { path } of problems) {
    for (let depth = 1; depth <= Math.min(path.length, 4); depth += 1) {
      items.add(JSON.stringify(path.slice(0, depth)))
    }
  }
  return (path) => {
    if (items.has(JSON.stringify(path.slice(0, 4)))) return true
    // Without a sound default, the servers of that provider are incomplete through no fault of theirs.
    const [section, key, field] = path
    return (
      SECTIONS.includes(field as Section) &&
      DEFAULTS_OF_SERVERS.some((name) => items.has(JSON.stringify([section, key, name])))
    )
  }
}
