// What holds for every domain: the top level of the settings file, with what follows from the rows of the database.
import type { General, Image } from '../../settings/table.js'
import type { Providers } from './providers.js'

/** The same file and providers give the same object: answers hang on it. */
export function createServedGeneral(
  images: ReadonlyMap<string, Image>,
): (general: General, providers: Providers) => General {
  let last: { general: General; providers: Providers; served: General } | undefined
  return (general, providers) => {
    if (last?.general === general && last.providers === providers) return last.served
    const { onlyProvider: _, ...rest } = general
    const [only, ...more] = [...providers.rows.values()]
    const isOnly = only !== undefined && more.length === 0
    const served = { ...rest, images, ...(isOnly && { onlyProvider: only.resolved }) }
    last = { general, providers, served }
    return served
  }
}
