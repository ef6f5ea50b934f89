// Which language people are spoken to in: the link's, the browser's, the provider's, English.
import Negotiator from 'negotiator'

export const LANGUAGES = ['en', 'lt'] as const
export type Language = (typeof LANGUAGES)[number]
const LAST_RESORT: Language = 'en'

export function isLanguage(tag: string): tag is Language {
  return LANGUAGES.some((language) => language === tag)
}

/**
 * `asked`: the link's `lang`. `ofProvider`: a tag from the settings, whatever its region. `acceptLanguage`: the
 * header, RFC 9110 section 12.5.4; undefined too for what must be the same in every browser.
 */
export function chooseLanguage(
  asked: Language | undefined,
  ofProvider: string | undefined,
  acceptLanguage?: string,
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
