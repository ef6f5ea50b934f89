// What came of a client's search for settings.
import type { AnnouncedServer } from '../../protocols/announced.js'
import type { Cause } from '../cause.js'

/** One place that a client looked at. */
export interface Step {
  /** `GET https://…`, without a query; `SRV _imaps._tcp.example.com`. */
  at: string
  /** A clause or sentence. */
  result: string
}

export interface FoundSettings {
  /** Where they were found. */
  at: string
  /** Undefined where there is more behind it than mail servers can say: ActiveSync, another domain. */
  servers: readonly AnnouncedServer[] | undefined
  /** Those that the client chooses among, where it passes over some. */
  usable?: readonly AnnouncedServer[]
  /** What the account lacks, or what frightens the person on the way to it. */
  lacks: readonly string[]
  /** What else there is to know. */
  remarks: readonly string[]
}

export interface Search {
  client: string
  steps: readonly Step[]
  /** Undefined: it found nothing that it could use. */
  found?: FoundSettings
  /** Why it found nothing, or did not find it where it should be in the first place. */
  cause?: Cause
  /** What stops nobody, and had better be mended. */
  notes?: readonly Cause[]
  /** Nothing on a server could change it; what people do instead. */
  byHand?: string
}
