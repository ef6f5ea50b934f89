// What Apple's device-management schema allows in our payloads, key by key: an unknown key, a wrong type,
// a missing required key or a value outside its range makes a device refuse the profile, or worse, guess.
import type { PlistValue } from 'plist'

type Check = (value: PlistValue) => boolean

interface Key {
  check: Check
  required?: true
}

const text: Check = (value) => typeof value === 'string' && value !== ''
const username: Check = (value) =>
  text(value) && !/%(?:EMAILADDRESS|EMAILLOCALPART|EMAILDOMAIN|REALNAME)%/.test(value as string)
const flag: Check = (value) => typeof value === 'boolean'
const port: Check = (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536
const oneOf =
  (...values: PlistValue[]): Check =>
  (value) =>
    values.includes(value)
const host: Check = (value) => typeof value === 'string' && /^[\w.-]+$/.test(value)
const uuid: Check = (value) =>
  typeof value === 'string' &&
  /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/.test(value)
const identifier: Check = (value) => typeof value === 'string' && /^[A-Za-z0-9.-]+$/.test(value)
const list: Check = (value) => Array.isArray(value) && value.length >= 1 && value.length <= 3

const must = (check: Check): Key => ({ check, required: true })
const may = (check: Check): Key => ({ check })

const COMMON = {
  PayloadVersion: must(oneOf(1)),
  PayloadIdentifier: must(identifier),
  PayloadUUID: must(uuid),
  PayloadDisplayName: may(text),
  PayloadDescription: may(text),
  PayloadOrganization: may(text),
}

const AUTHENTICATION = oneOf(
  'EmailAuthPassword',
  'EmailAuthCRAMMD5',
  'EmailAuthNTLM',
  'EmailAuthNone',
)

function dav(prefix: string): Record<string, Key> {
  return {
    [`${prefix}HostName`]: must(host),
    [`${prefix}Port`]: may(port),
    [`${prefix}UseSSL`]: must(oneOf(true)),
    [`${prefix}Username`]: may(username),
    [`${prefix}AccountDescription`]: may(text),
  }
}

const PAYLOADS: Readonly<Record<string, Readonly<Record<string, Key>>>> = {
  Configuration: {
    ...COMMON,
    PayloadContent: must(list),
    PayloadScope: may(oneOf('User')),
    TargetDeviceType: may(oneOf(1, 5)),
  },
  'com.apple.mail.managed': {
    ...COMMON,
    EmailAccountType: must(oneOf('EmailTypeIMAP', 'EmailTypePOP')),
    EmailAddress: may(text),
    EmailAccountDescription: may(text),
    EmailAccountName: may(text),
    IncomingMailServerAuthentication: must(AUTHENTICATION),
    IncomingMailServerHostName: must(host),
    // Optional for Apple; without it devices try several, 25 among them.
    IncomingMailServerPortNumber: must(port),
    // Its default is false, which would allow clear text.
    IncomingMailServerUseSSL: must(oneOf(true)),
    IncomingMailServerUsername: may(username),
    OutgoingMailServerAuthentication: must(AUTHENTICATION),
    OutgoingMailServerHostName: must(host),
    OutgoingMailServerPortNumber: must(port),
    OutgoingMailServerUseSSL: must(oneOf(true)),
    OutgoingMailServerUsername: may(username),
    OutgoingPasswordSameAsIncomingPassword: may(flag),
  },
  'com.apple.caldav.account': { ...COMMON, ...dav('CalDAV') },
  'com.apple.carddav.account': { ...COMMON, ...dav('CardDAV') },
}

export type Dict = Record<string, PlistValue>

export function isDict(value: PlistValue | undefined): value is Dict {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  )
}

/** What a dictionary has against it, the ones inside included. */
export function violations(dict: Dict): string[] {
  const type = textIn(dict, 'PayloadType')
  const keys = PAYLOADS[type]
  if (keys === undefined) return [`PayloadType ${type} is unknown`]
  const wrong = Object.entries(dict).flatMap(([key, value]) => {
    if (key === 'PayloadType') return []
    if (!Object.hasOwn(keys, key)) return [`${type}: ${key} is unknown`]
    return keys[key]?.check(value) === true ? [] : [`${type}: ${key} is ${JSON.stringify(value)}`]
  })
  const missing = Object.entries(keys)
    .filter(([key, { required }]) => required === true && !(key in dict))
    .map(([key]) => `${type}: ${key} is missing`)
  return [...wrong, ...missing, ...payloadsOf(dict).flatMap(violations)]
}

export function textIn(dict: Dict, key: string): string {
  const { [key]: value } = dict
  return typeof value === 'string' ? value : ''
}

export function payloadsOf(dict: Dict): Dict[] {
  const { PayloadContent: content } = dict
  return Array.isArray(content) ? content.filter(isDict) : []
}

/** What no text of a profile may hold, whatever the parser makes of it. */
export function textViolations(xml: string): string[] {
  const forbidden = [
    /<real>/,
    /<(?:string|integer|key)\s*\/>|<(string|integer|key)><\/\1>/,
    /<key>\w*Password<\/key>(?<!<key>OutgoingPasswordSameAsIncomingPassword<\/key>)/,
    /<key>SMIME/i,
    /^\ufeff/,
    /\r/,
  ]
  return forbidden.filter((pattern) => pattern.test(xml)).map(String)
}
