// %EMAILADDRESS%, %EMAILLOCALPART% and %EMAILDOMAIN% in settings
// (draft-ietf-mailmaint-autoconfig, "Placeholders").

export interface PlaceholderValues {
  EMAILADDRESS: string
  EMAILLOCALPART: string
  EMAILDOMAIN: string
}

/** The user name that nearly every server wants, and the default. */
export const FULL_ADDRESS = '%EMAILADDRESS%'

/** Whether a user name is the address that the person types, however it is written. */
export function isFullAddress(username: string): boolean {
  return username === FULL_ADDRESS || username === '%EMAILLOCALPART%@%EMAILDOMAIN%'
}

/** Whether a text depends on more than the domain, so that an answer without an address cannot state it. */
export function namesMailbox(text: string): boolean {
  return text.includes('%EMAILADDRESS%') || text.includes('%EMAILLOCALPART%')
}

const PLACEHOLDER = /%(EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%/g
const SLIP = /%[\w-]*%?/g
const SLIP_IN_URL = /%(?![0-9a-f]{2})[\w-]*%?/gi

/** Replaces each placeholder once; what a value contains is never looked at again. */
export function replacePlaceholders(text: string, values: PlaceholderValues): string {
  if (!text.includes('%')) return text
  return text.replace(PLACEHOLDER, (_, name: keyof PlaceholderValues) => values[name])
}

/** The same where only the domain is known: for texts that name no mailbox. */
export function fillDomain(text: string, domain: string): string {
  return replacePlaceholders(text, { EMAILADDRESS: '', EMAILLOCALPART: '', EMAILDOMAIN: domain })
}

/** Whether a text wants the person's name, as older documents do. Only the client could know it. */
export function namesPerson(text: string): boolean {
  return text.includes('%REALNAME%')
}

const URL_START = /^[a-z]+:\/\//i
const PLACEHOLDERS_APART = /(%(?:EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN)%)/

/** The same in every text of a value, however deep. Inside URLs, what comes in is percent-encoded. */
export function replacePlaceholdersInside<Value>(value: Value, values: PlaceholderValues): Value {
  const inUrl: PlaceholderValues = {
    EMAILADDRESS: encodeForUrl(values.EMAILADDRESS),
    EMAILLOCALPART: encodeForUrl(values.EMAILLOCALPART),
    EMAILDOMAIN: values.EMAILDOMAIN,
  }
  const inside = (one: unknown): unknown => {
    if (typeof one === 'string')
      return replacePlaceholders(one, URL_START.test(one) ? inUrl : values)
    if (Array.isArray(one)) return one.map(inside)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, below]) => [key, inside(below)]))
  }
  return inside(value) as Value
}

/** Placeholders stay: they are filled and encoded later. */
function encodeForUrl(text: string): string {
  const parts = text.split(PLACEHOLDERS_APART)
  return parts.map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part))).join('')
}

const MAY_BE_PERCENT_ENCODED = /^(?:[a-z]+:\/\/|mailto:|tel:)/i

/** `%`-signs that start no placeholder: `%REALNAME%`, `%EMAILADDRESS` without its end. URLs may percent-encode. */
export function placeholderSlips(text: string): string[] {
  if (!text.includes('%')) return []
  const slip = MAY_BE_PERCENT_ENCODED.test(text) ? SLIP_IN_URL : SLIP
  return text.replace(PLACEHOLDER, '').match(slip) ?? []
}
