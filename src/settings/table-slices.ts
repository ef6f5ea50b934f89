// A table in slices, none of which takes long to make, to send or to add: for one that is read in another thread.
// What entries share in the one table they share in the other.
import { createTable } from './memory-table.js'
import type { Provider } from './provider.js'
import { createShardedMap } from './sharded-map.js'
import type { Entry, General, Image, MemoryTable, SettingsEntry } from './table.js'
import { type ChangeTracker, type TableChange, trackChange } from './table-change.js'

/** What holds for every domain and neither is large nor follows from the providers. */
export type SlicedGeneral = Omit<General, 'images' | 'onlyProvider'>

interface SlicedSettingsEntry extends Omit<SettingsEntry, 'provider'> {
  /** The key of the provider that this one shares fields with. */
  base: string
  /** The fields that differ from it; absent where it is the same provider. */
  own?: Partial<Provider>
}

type SlicedEntry = Exclude<Entry, SettingsEntry> | SlicedSettingsEntry

export interface TableSlice {
  providers: readonly Provider[]
  images: readonly (readonly [string, Image])[]
  /** Entries that no slice before had. */
  entries: readonly SlicedEntry[]
  names: readonly string[]
  /** For each name, which entry it has: counted over all slices. */
  entryOf: Uint32Array
}

const NOTHING: TableSlice = {
  providers: [],
  images: [],
  entries: [],
  names: [],
  entryOf: new Uint32Array(),
}
const PROVIDERS_IN_SLICE = 50
// In names: an entry with fields of its own takes as long as so many.
const SLICE = 2000
const WEIGHT_OF_ENTRY = 20

/** Everything of a table but `generalToSlice`. */
export function* slicesOf(table: MemoryTable): Generator<TableSlice> {
  const { providers, general } = table
  const all = [...providers.values()]
  for (let start = 0; start < all.length; start += PROVIDERS_IN_SLICE) {
    yield { ...NOTHING, providers: all.slice(start, start + PROVIDERS_IN_SLICE) }
  }
  for (const image of general.images) yield { ...NOTHING, images: [image] }

  const numbers = new Map<Entry, number>()
  let entries: SlicedEntry[] = []
  let names: string[] = []
  let entryOf: number[] = []
  const slice = () => ({ ...NOTHING, entries, names, entryOf: Uint32Array.from(entryOf) })
  for (const [name, entry] of table.entries()) {
    let number = numbers.get(entry)
    if (number === undefined) {
      number = numbers.size
      numbers.set(entry, number)
      entries.push(toSlice(entry, providers))
    }
    names.push(name)
    entryOf.push(number)
    if (names.length + entries.length * WEIGHT_OF_ENTRY >= SLICE) {
      yield slice()
      ;[entries, names, entryOf] = [[], [], []]
    }
  }
  yield slice()
}

export function generalToSlice({ general }: MemoryTable): SlicedGeneral {
  const { images: _i, onlyProvider: _o, ...rest } = general
  return rest
}

function toSlice(entry: Entry, providers: ReadonlyMap<string, Provider>): SlicedEntry {
  if (entry.kind !== 'settings') return entry
  const { provider, ...rest } = entry
  const base = providers.get(provider.key)
  if (provider === base) return { ...rest, base: provider.key }
  return { ...rest, base: provider.key, own: ownFields(provider, base) }
}

/** What has to be laid over the base. A provider of customers keeps all fields of its base, if only as undefined. */
function ownFields(provider: Provider, base: Provider | undefined): Partial<Provider> {
  if (base === undefined) return provider
  const fields = Object.entries(provider) as [keyof Provider, unknown][]
  return Object.fromEntries(fields.filter(([field, value]) => base[field] !== value))
}

export interface Assembly {
  add(slice: TableSlice): void
  finish(general: SlicedGeneral): { table: MemoryTable; change: TableChange }
}

/** Makes a table of the slices of another, and tells what it says differently from `previous`. */
export function assembleTable(previous: MemoryTable): Assembly {
  const names = createShardedMap<Entry>()
  const providers = new Map<string, Provider>()
  const images = new Map<string, Image>()
  const entries: Entry[] = []
  const change: ChangeTracker = trackChange(previous)
  return {
    add(slice) {
      for (const provider of slice.providers) {
        providers.set(provider.key, provider)
        change.provider(provider)
      }
      for (const [name, image] of slice.images) images.set(name, withBuffer(image))
      for (const entry of slice.entries) entries.push(fromSlice(entry, providers))
      for (const [index, name] of slice.names.entries()) {
        const entry = entries[slice.entryOf[index] ?? -1]
        if (entry === undefined) throw new Error('a name without an entry')
        names.set(name, entry)
        change.domain(name, entry)
      }
    },
    finish(general) {
      const table = createTable(names, providers, { ...general, images })
      return { table, change: change.finish(table.general) }
    },
  }
}

function fromSlice(entry: SlicedEntry, providers: ReadonlyMap<string, Provider>): Entry {
  if (entry.kind !== 'settings') return entry
  const { base: key, own, ...rest } = entry
  const base = providers.get(key)
  if (own === undefined && base === undefined) throw new Error('an entry without a provider')
  const provider = own === undefined ? base : { ...base, ...own }
  return { ...rest, provider: provider as Provider }
}

/** What comes from another thread is a plain array of octets, and who sends it wants a buffer. */
function withBuffer({ bytes, ...image }: Image): Image {
  return { ...image, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}
