// %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% in settings
// (draft-ietf-mailmaint-autoconfig, "Placeholders").

export interface PlaceholderValues {
  EMAILADDRESS: string
  EMAILLOCALPART: string
  EMAILDOMAIN: string
}

const PLACEHOLDER = /%(EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%/g
const SLIP = /%[\w-]*%?/g
const SLIP_IN_URL = /%(?![0-9a-f]{2})[\w-]*%?/gi

/** Replaces each placeholder once; what a value contains is never looked at again. */
export function replacePlaceholders(text: string, values: PlaceholderValues): string {
  if (!text.includes('%')) return text
  return text.replace(PLACEHOLDER, (_, name: keyof PlaceholderValues) => values[name])
}

/** `%`-signs that start no placeholder: `%REALNAME%`, `%EMAILADDRESS` without its end. URLs may percent-encode. */
export function placeholderSlips(text: string, kind?: 'url'): string[] {
  if (!text.includes('%')) return []
  return text.replace(PLACEHOLDER, '').match(kind === 'url' ? SLIP_IN_URL : SLIP) ?? []
}
