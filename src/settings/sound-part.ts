// Settings with faults → the same with something sound in the place of each fault, so that checks of the rest
// go on. Keys stay where they are and items keep their numbers: what is found later is told by its path.
import type { Path } from './problems.js'
import type { SchemaProblem } from './schema-problems.js'
import { SECTIONS } from './server-types.js'

const SOUND_HOSTNAME = 'sound.invalid'
const SOUND_URL = `https://${SOUND_HOSTNAME}/`
const SOUND_SERVER = { type: 'imap', hostname: SOUND_HOSTNAME }
const SOUND_ELEMENT = { element: 'sound' }

type StandIns = Readonly<Record<string, unknown>>

// In the place of wrong values, by their keys: what must be there, and raises no question about the rest.
const STAND_INS: StandIns = {
  ...SOUND_SERVER,
  ...SOUND_ELEMENT,
  url: SOUND_URL,
  visiturl: SOUND_URL,
  contentType: 'image/png',
  name: SOUND_HOSTNAME,
  provider: SOUND_HOSTNAME,
  redirect: {},
  redirectAddr: `%EMAILLOCALPART%@${SOUND_HOSTNAME}`,
}
const STAND_INS_OF_ITEMS: StandIns = { ...STAND_INS, port: null, socketType: null }

// In the place of an item, by the list it stands in: the others keep their numbers.
const ITEMS: StandIns = {
  ...Object.fromEntries(SECTIONS.map((section) => [section, SOUND_SERVER])),
  domains: SOUND_HOSTNAME,
  domainFiles: SOUND_HOSTNAME,
  extensions: SOUND_ELEMENT,
  clientConfigExtensions: SOUND_ELEMENT,
  children: SOUND_ELEMENT,
}

// Without one of their parts these would be wrong, or say something else.
const INDIVISIBLE: readonly PropertyKey[] = [
  'apple',
  'authentication',
  'note',
  'descr',
  'instruction',
  'attributes',
]

/** Whatever the schema has against a value is gone from what comes back. */
export function soundPart(value: unknown, problems: readonly SchemaProblem[]): unknown {
  const sound = structuredClone(value)
  for (const { path, at, meant } of problems) {
    mend(sound, path, at === 'key' ? remove : standIn)
    // A misspelt key counts as the one it was likely meant for, with a wrong value.
    if (meant !== undefined) mend(sound, meant, addStandIn)
  }
  return sound
}

type Container = Record<PropertyKey, unknown>

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

/** Deals with one key of a map or list; `inside` is the key that the map or list itself stands under. */
type Mend = (container: Container, key: PropertyKey, inside: PropertyKey) => void

function mend(settings: unknown, path: Path, how: Mend): void {
  const [section, name, ...below] = path
  const named = section === 'providers' || section === 'domains'
  if (!isContainer(settings) || !named || name === undefined) {
    mendBelow(settings, path, how, '')
    return
  }
  // What people name may be called like anything below.
  const entries = settings[section]
  if (!isContainer(entries)) return
  if (below.length > 0) mendBelow(entries[name], below, how, '')
  else if (how === remove) remove(entries, name, section)
  else entries[name] = {}
}

function mendBelow(container: unknown, path: Path, how: Mend, inside: PropertyKey): void {
  const [key, ...below] = path
  if (!isContainer(container) || key === undefined) return
  const [next, ...further] = below
  const isItemOfNoMatter =
    typeof next === 'number' && further.length === 0 && !Object.hasOwn(ITEMS, key)
  if (INDIVISIBLE.includes(key) || isItemOfNoMatter) remove(container, key, inside)
  else if (next === undefined) how(container, key, inside)
  else mendBelow(container[key], below, how, key)
}

const remove: Mend = (container, key) => {
  Reflect.deleteProperty(container, key)
}

const standIn: Mend = (container, key, inside) => {
  if (Array.isArray(container)) container[key] = structuredClone(ITEMS[String(inside)])
  else {
    const standIns = typeof inside === 'number' ? STAND_INS_OF_ITEMS : STAND_INS
    if (Object.hasOwn(standIns, key)) container[key] = structuredClone(standIns[String(key)])
    else remove(container, key, inside)
  }
}

// An entry has one of these.
const FORMS: readonly PropertyKey[] = ['provider', 'redirect', 'redirectAddr']

const addStandIn: Mend = (container, key, inside) => {
  const alike = FORMS.includes(key) ? FORMS : [key]
  if (!alike.some((one) => Object.hasOwn(container, one))) standIn(container, key, inside)
}
