// %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% in settings
// (draft-ietf-mailmaint-autoconfig, "Placeholders").

export interface PlaceholderValues {
  EMAILADDRESS: string
  EMAILLOCALPART: string
  EMAILDOMAIN: string
}

const PLACEHOLDER = /%(EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%/g
const SLIP = /%(?![0-9a-f]{2})[\w-]*%?/gi

/** Replaces each placeholder once; what a value contains is never looked at again. */
export function replacePlaceholders(text: string, values: PlaceholderValues): string {
  if (!text.includes('%')) return text
  return text.replace(PLACEHOLDER, (_, name: keyof PlaceholderValues) => values[name])
}

/** `%`-signs that start no placeholder and no percent-encoded octet: `%REALNAME%`, `%EMAILADDRESS` without its end. */
export function placeholderSlips(text: string): string[] {
  if (!text.includes('%')) return []
  return text.replace(PLACEHOLDER, '').match(SLIP) ?? []
}
