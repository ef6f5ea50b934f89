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

/** The same in every text of a value, however deep. */
export function replacePlaceholdersInside<Value>(value: Value, values: PlaceholderValues): Value {
  const inside = (one: unknown) => replacePlaceholdersInside(one, values)
  if (typeof value === 'string') return replacePlaceholders(value, values) as Value
  if (Array.isArray(value)) return value.map(inside) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one)])) as Value
}

/** `%`-signs that start no placeholder: `%REALNAME%`, `%EMAILADDRESS` without its end. URLs may percent-encode. */
export function placeholderSlips(text: string, kind?: 'url'): string[] {
  if (!text.includes('%')) return []
  return text.replace(PLACEHOLDER, '').match(kind === 'url' ? SLIP_IN_URL : SLIP) ?? []
}
