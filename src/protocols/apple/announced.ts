// A configuration profile, ours or anybody's, signed or not → the mail servers that it announces.
import type { Validity } from '../../format/cms.js'
import { type PlistValue, readPlist } from '../../format/read-plist.js'
import { RELAY_PORT, socketTypeOfPort } from '../../settings/server-types.js'
import { type Announced, type AnnouncedServer, unreadable } from '../announced.js'
import type { EmailAuth } from './servers.js'

// Longer than any profile; what decodes signatures is not made for strangers.
const LONGEST_PROFILE = 1024 * 1024

/**
 * Every com.apple.mail.managed payload, in order. A signature is taken off and not verified.
 * Unreadable: what is neither CMS in DER nor a property list in XML.
 */
export async function announcedInProfile(bytes: Uint8Array): Promise<Announced> {
  if (bytes.length > LONGEST_PROFILE) return unreadable('too long')
  const content = await unsigned(bytes)
  if (content === undefined) return unreadable('no signed content')
  const profile = readPlist(content)
  if (profile === undefined) return unreadable('no property list in XML')
  const payloads = member(profile, 'PayloadContent')
  if (!isList(payloads)) return unreadable('there is no PayloadContent')
  return { kind: 'settings', servers: payloads.flatMap(serversIn) }
}

const DER_SEQUENCE = 0x30

async function unsigned(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (bytes[0] !== DER_SEQUENCE) return bytes
  const { contentOfCms } = await import('../../format/cms.js')
  return contentOfCms(bytes)
}

/** How long the certificate behind a signature is valid; undefined where there is no signature, or it does not show. */
export async function signerOfProfile(bytes: Uint8Array): Promise<Validity | undefined> {
  if (bytes[0] !== DER_SEQUENCE || bytes.length > LONGEST_PROFILE) return undefined
  const { signerValidity } = await import('../../format/cms.js')
  return signerValidity(bytes)
}

const INCOMING_TYPES = { EmailTypeIMAP: 'imap', EmailTypePOP: 'pop3' } as const

const METHODS: Readonly<Record<EmailAuth, string>> = {
  EmailAuthPassword: 'password-cleartext',
  EmailAuthCRAMMD5: 'password-encrypted',
  EmailAuthNTLM: 'NTLM',
  EmailAuthNone: 'none',
}

function serversIn(payload: PlistValue): AnnouncedServer[] {
  if (member(payload, 'PayloadType') !== 'com.apple.mail.managed') return []
  const kind = textIn(payload, 'EmailAccountType') ?? ''
  const incoming = Object.hasOwn(INCOMING_TYPES, kind)
    ? serverIn(payload, 'IncomingMailServer', INCOMING_TYPES[kind as keyof typeof INCOMING_TYPES])
    : []
  return [...incoming, ...serverIn(payload, 'OutgoingMailServer', 'smtp')]
}

function serverIn(
  payload: PlistValue,
  prefix: string,
  type: AnnouncedServer['type'],
): AnnouncedServer[] {
  const hostname = textIn(payload, `${prefix}HostName`)
  if (hostname === undefined) return []
  const port = portIn(payload, `${prefix}PortNumber`)
  const method = textIn(payload, `${prefix}Authentication`)
  return [
    {
      type,
      hostname,
      port,
      socketType: member(payload, `${prefix}UseSSL`) === true ? tlsAt(port) : 'plain',
      username: textIn(payload, `${prefix}Username`),
      authentication: method === undefined ? [] : [methodOf(method)],
    },
  ]
}

/** A profile has one word for both ways to TLS: devices go by the port. */
function tlsAt(port: number | undefined): AnnouncedServer['socketType'] {
  if (port === undefined) return undefined
  return port === RELAY_PORT ? 'STARTTLS' : socketTypeOfPort(port)
}

function methodOf(word: string): string {
  return Object.hasOwn(METHODS, word) ? METHODS[word as EmailAuth] : word
}

function portIn(payload: PlistValue, key: string): number | undefined {
  const port = member(payload, key)
  const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535
  return isPort ? port : undefined
}

function textIn(payload: PlistValue, key: string): string | undefined {
  const text = member(payload, key)
  return typeof text === 'string' && text !== '' ? text : undefined
}

function member(value: PlistValue, key: string): PlistValue | undefined {
  return value instanceof Map ? (value as ReadonlyMap<string, PlistValue>).get(key) : undefined
}

function isList(value: PlistValue | undefined): value is readonly PlistValue[] {
  return Array.isArray(value)
}
