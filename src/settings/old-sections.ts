// Sections that documents before the draft spelled otherwise (addressBook, serverURL, http-basic), kept as elements:
// autoconfig hands them on, and no other format knows what they are.
import type { Path } from './problems.js'
import type { Extension } from './schema.js'
import type { Section } from './server-types.js'

const SECTION_OF: ReadonlyMap<string, readonly [section: Section, type: string]> = new Map([
  ['calendar', ['calendars', 'caldav']],
  ['addressbook', ['addressbooks', 'carddav']],
  ['addressBook', ['addressbooks', 'carddav']],
  ['fileShare', ['fileShares', 'webdav']],
])

const METHODS_OVER_HTTP: ReadonlyMap<string, string> = new Map([
  ['http-basic', 'Basic'],
  ['http-digest', 'Digest'],
])

/** A method as it stands in an element → as settings have it; undefined: no word of old for one over HTTP. */
export function methodOverHttpToday(text: string): string | undefined {
  const scheme = METHODS_OVER_HTTP.get(text)
  return scheme && `{ http: ${scheme} }`
}

/** `warn` hears of each element of clientConfig that a section of the settings could say, and what to write there. */
export function warnAboutOldSections(
  extensions: readonly Extension[] | undefined,
  path: Path,
  warn: (path: Path, message: string) => void,
): void {
  extensions?.forEach(({ element, children = [] }, index) => {
    const [section, type] = SECTION_OF.get(element) ?? []
    if (section === undefined || type === undefined) return
    const textsOf = (name: string) =>
      children.filter((child) => child.element === name).map(({ text = '' }) => text)
    const from = textsOf('serverURL').length > 0 ? ', with serverURL as url' : ''
    const [method] = textsOf('authentication').flatMap((text) => methodOverHttpToday(text) ?? [])
    const written = [`type: ${type}`, 'url: …', ...(method ? [`authentication: ${method}`] : [])]
    warn(
      [...path, index],
      `${element} is kept as it is, for autoconfig alone; write ${section}: [{ ${written.join(', ')} }] instead${from}, and other formats can state it`,
    )
  })
}
