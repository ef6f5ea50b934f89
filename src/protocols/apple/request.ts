// `?email=…` and what may stand beside it, from a link of the page or typed by hand. Names in any letter case.
import { type Address, parseAddress } from '../../settings/address.js'
import { line } from '../../settings/values.js'
import { type Refusal, sendsPassword } from '../people.js'
import { isProfileKind, type ProfileKind } from './servers.js'
import { type RawQuery, queryNames, queryValues } from '../query.js'
import { isLanguage, type Language } from '../languages.js'

export type Device = 'ios' | 'mac'

/** What somebody may want of his profile, beside the account itself. */
export interface Wishes {
  /** The sender's name, for outgoing mail. */
  name: string | undefined
  device: Device | undefined
  /** Calendars and contacts too: each asks for the password once more. */
  dav: boolean
  kind: ProfileKind | undefined
  language: Language | undefined
}

export const NO_WISHES: Wishes = {
  name: undefined,
  device: undefined,
  dav: false,
  kind: undefined,
  language: undefined,
}

export type ProfileRequest =
  | { ok: true; address: Address; wishes: Wishes }
  /** With an address, if that is not what was wrong: the page shows whose settings it could have been. */
  | { ok: false; refusal: Refusal; address?: Address }

const LONGEST_NAME = 64
// What turns the writing around to the end of the line would reach into the address behind the name. Marks for a
// single place (U+200E, U+200F) and joiners belong to the names of many.
const TURNS_AROUND = /[\u202a-\u202e\u2066-\u2069]/
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * An address is needed: nothing enables profiles for a whole domain, so `domain=` is ignored like anything
 * unknown. What is only a wish and makes no sense is ignored too, but for a name, which people would see in their mail.
 */
export function parseProfileRequest(query: RawQuery): ProfileRequest {
  if (sendsPassword(queryNames(query))) return { ok: false, refusal: 'password' }
  const [text, ...more] = [...queryValues(query, 'email'), ...queryValues(query, 'emailaddress')]
  const address = text === undefined || more.length > 0 ? undefined : parseAddress(text)
  if (address === undefined) return { ok: false, refusal: 'address' }
  const name = parseName(query)
  if (!name.ok) return { ok: false, refusal: 'name', address }
  const wish = (parameter: string) => queryValues(query, parameter)[0]?.toLowerCase() ?? ''
  const [device, kind, language] = [wish('for'), wish('protocol'), wish('lang')]
  return {
    ok: true,
    address,
    wishes: {
      name: name.value,
      device: device === 'ios' || device === 'mac' ? device : undefined,
      dav: wish('dav') === '1',
      kind: isProfileKind(kind) ? kind : undefined,
      language: isLanguage(language) ? language : undefined,
    },
  }
}

function parseName({ raw }: RawQuery): { ok: true; value: string | undefined } | { ok: false } {
  // Forms send a blank as a plus, and a plus as %2B.
  const values = queryValues({ raw: raw.replaceAll('+', '%20') }, 'name')
  if (values.length === 0) return { ok: true, value: undefined }
  const [text, ...more] = values
  if (text === undefined || more.length > 0) return { ok: false }
  // Not by trim(): it would take control characters away before anybody has seen them.
  const value = text.replace(/^ +| +$/g, '')
  if (value === '') return { ok: true, value: undefined }
  const isSound = line.safeParse(value).success && VISIBLE.test(value) && !TURNS_AROUND.test(value)
  const fits = isSound && Array.from(value).length <= LONGEST_NAME
  return fits ? { ok: true, value } : { ok: false }
}
