// Which language the page speaks: the link's, the browser's, the provider's, English.
import Negotiator from 'negotiator'
import { en, type Texts } from './texts/en.js'
import { lt } from './texts/lt.js'

export type Language = 'en' | 'lt'

export const TEXTS: Readonly<Record<Language, Texts>> = { en, lt }
export const LANGUAGES = Object.keys(TEXTS) as readonly Language[]
const LAST_RESORT: Language = 'en'

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(TEXTS, tag)
}

/**
 * `asked`: the link's `lang`. `acceptLanguage`: the header, RFC 9110 section 12.5.4. `ofProvider`: a tag from
 * the settings, whatever its region.
 */
export function chooseLanguage(
  asked: Language | undefined,
  acceptLanguage: string | undefined,
  ofProvider: string | undefined,
): Language {
  if (asked !== undefined) return asked
  const header = acceptLanguage?.trim() ?? ''
  // Without a header every language would do, and the list's first is nobody's wish; nor is that of "*".
  const headers = { 'accept-language': header.replaceAll('*', 'x-any') }
  const [accepted] = header === '' ? [] : new Negotiator({ headers }).languages([...LANGUAGES])
  if (accepted !== undefined && isLanguage(accepted)) return accepted
  const base = ofProvider?.split('-')[0]?.toLowerCase() ?? ''
  return isLanguage(base) ? base : LAST_RESORT
}
