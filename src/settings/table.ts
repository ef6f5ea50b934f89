// The table that every answer comes from: a domain → what is to be said about it.
import type { Provider } from './provider.js'
import type { Redirect } from './schema.js'
import type { SigningFiles } from './signing.js'

export interface SettingsEntry {
  kind: 'settings'
  provider: Provider
  /** Which names an autoconfig document lists: all of the provider's own, or the one that was asked for. */
  publishes: 'own domains' | 'asked domain'
  /** The mailbox that the asked address stands for: itself, unless it moved to another domain of ours. */
  address: string
  /** Whether many domains point here, so that its answers are worth keeping ready. */
  shared: boolean
}

export type Entry =
  | SettingsEntry
  /** The domain is ours and has no mail. */
  | { kind: 'none' }
  | { kind: 'redirect'; redirect: Redirect }
  /** The mailbox moved to a domain that somebody else answers for. */
  | { kind: 'moved'; address: string }

/** What holds for every domain. */
export interface General {
  /** Without a final slash. */
  publicUrl: string
  autodiscoverUrl: string
  /** Where people get help whose provider names no place of its own. */
  support?: string
  /** How the name of every Apple profile begins, and where their UUIDs come from: it must stay as it is. */
  applePrefix: string
  /** Pictures for the set-up page, by the `logoFile` that names them. */
  images: ReadonlyMap<string, Image>
  signing?: SigningFiles
  /** Where there is only one provider: whose the service is, before any domain is named. */
  onlyProvider?: Provider
}

export interface Image {
  contentType: string
  bytes: Uint8Array
  /** Of the bytes, in hexadecimal digits. */
  digest: string
}

export type MaybePromise<Value> = Value | Promise<Value>

export interface Table {
  readonly general: General
  /** How many names stand in the table, wildcards included. */
  readonly size: number
  /** The entry of a domain in A-labels, or of the nearest wildcard above it. A database answers later. */
  find(domain: string): MaybePromise<Entry | undefined>
  /** The entry of exactly this name. */
  at(name: string): MaybePromise<Entry | undefined>
}

export interface MemoryTable extends Table {
  readonly providers: ReadonlyMap<string, Provider>
  find(domain: string): Entry | undefined
  at(name: string): Entry | undefined
  entries(): IterableIterator<[string, Entry]>
}
