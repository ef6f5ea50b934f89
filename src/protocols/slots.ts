// How an asked address fills the slots of a compiled answer.
import { mark, type SlotValues } from '../format/template.js'
import { type Address, formatAddress } from '../settings/address.js'
import type { PlaceholderValues } from '../settings/placeholders.js'

/** Stand-ins for placeholders while a document is compiled. */
export const SLOT_MARKS: PlaceholderValues = {
  EMAILADDRESS: mark('address'),
  EMAILLOCALPART: mark('localPart'),
  EMAILDOMAIN: mark('domain'),
}

/** The same inside a URL: percent-encoded when they are filled. */
export const URL_SLOT_MARKS: PlaceholderValues = {
  EMAILADDRESS: mark('urlAddress'),
  EMAILLOCALPART: mark('urlLocalPart'),
  EMAILDOMAIN: mark('domain'),
}

/** The values themselves, where nothing is compiled. */
export function valuesOfAddress(address: Address): PlaceholderValues {
  return {
    EMAILADDRESS: formatAddress(address),
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: address.domain,
  }
}

export function slotsOfAddress(address: Address): SlotValues {
  const { localPart, domain } = address
  const whole = formatAddress(address)
  return {
    domain,
    address: whole,
    localPart,
    urlAddress: encodeURIComponent(whole),
    urlLocalPart: encodeURIComponent(localPart),
  }
}
