// An unknown value, from YAML, JSON or a database → settings, and everything the schema has against it.
import type { Path, Problem } from './problems.js'
import { problemsOfSchema } from './schema-problems.js'
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

const SOUND_HOSTNAME = 'sound.invalid'

// In the place of a server's wrong values: what raises no question about the others.
const STAND_INS: Readonly<Record<string, unknown>> = {
  type: 'imap',
  hostname: SOUND_HOSTNAME,
  url: `https://${SOUND_HOSTNAME}/`,
  port: null,
  socketType: null,
}

function soundPart(value: unknown, problems: readonly Problem[]): unknown {
  if (!isMap(value)) return value
  const sound = structuredClone(value)
  const { providers, domains } = sound
  for (const { path, at } of problems) {
    const [section, key, ...below] = path
    if (section === undefined) continue
    if (section === 'domains' && key !== undefined && isMap(domains)) {
      Reflect.deleteProperty(domains, key)
    } else if (section === 'providers' && key !== undefined && isMap(providers)) {
      const isWrongKey = at === 'key' && below.length === 0
      if (isWrongKey) Reflect.deleteProperty(providers, key)
      else providers[key] = soundProvider(providers[key], below)
    } else Reflect.deleteProperty(sound, section)
  }
  return sound
}

function soundProvider(provider: unknown, [field, index, ofServer]: Path): JsonMap {
  if (!isMap(provider)) return {}
  if (field === undefined) return provider
  const servers = SECTIONS.includes(field as Section) ? provider[field] : undefined
  if (Array.isArray(servers) && typeof index === 'number') {
    servers[index] = soundServer(servers[index], ofServer)
  } else if (field === 'hostname') provider[field] = SOUND_HOSTNAME
  else Reflect.deleteProperty(provider, field)
  return provider
}

function soundServer(server: unknown, field: PropertyKey | undefined): unknown {
  if (!isMap(server) || field === undefined) return { type: 'imap', hostname: SOUND_HOSTNAME }
  if (Object.hasOwn(STAND_INS, field)) server[field] = STAND_INS[String(field)]
  else Reflect.deleteProperty(server, field)
  return server
}

function echoes(problems: readonly Problem[]): (path: Path) => boolean {
  const text = (path: Path) => JSON.stringify(path)
  const wrong = new Set(problems.map(({ path }) => text(path)))
  // What a provider lacks it may lack only because it was wrong.
  const owners = new Set(problems.map(({ path }) => text(path.slice(0, 2))))
  return (path) => {
    const [section, key, field] = path
    return (
      owners.has(text(path)) ||
      path.some((_, index) => wrong.has(text(path.slice(0, index + 1)))) ||
      // Ports follow from this one.
      (SECTIONS.includes(field as Section) && wrong.has(text([section, key, 'socketType'] as Path)))
    )
  }
}
