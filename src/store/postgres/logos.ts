// The pictures that rows name, read from files of this machine.
import type { Problem } from '../../settings/problems.js'
import type { Settings } from '../../settings/schema.js'
import type { Image } from '../../settings/table.js'
import { readImages } from '../image-files.js'
import type { Reading } from '../read-files.js'
import type { KnownDomain } from './known-domain.js'
import type { ProviderRecord } from './provider-records.js'

export interface Logos {
  readonly images: ReadonlyMap<string, Image>
  readOfProviders(records: readonly ProviderRecord[]): Promise<void>
  readOfDomain(known: KnownDomain): Promise<void>
}

// A picture that changed is read with the next change of the rows that name it.
const unrecorded: Reading = (_file, read) => read(() => undefined)

/** `warn` hears of pictures that cannot be used. */
export function createLogos(
  resolvePath: (file: string) => string,
  warn: (message: string) => void,
): Logos {
  const images = new Map<string, Image>()
  const read = async (settings: Settings) => {
    const found = await readImages(settings, resolvePath, unrecorded, ({ message }: Problem) => {
      warn(message)
    })
    for (const [name, image] of found) images.set(name, image)
  }
  return {
    images,
    readOfProviders(records) {
      const named = records.map(({ provider }) => logoOf(provider['documents']))
      return read({ providers: Object.fromEntries(named.entries()) })
    },
    readOfDomain({ row, targets }) {
      const named = [row, ...targets].map(({ name, overrides }) => [name, logoOf(overrides)])
      return read({ providers: {}, domains: Object.fromEntries(named) as Settings['domains'] })
    },
  }
}

function logoOf(written: unknown): { logoFile?: string } {
  const { logoFile } = (written ?? {}) as { logoFile?: unknown }
  return typeof logoFile === 'string' ? { logoFile } : {}
}
