// Names of profiles and payloads. A device replaces a profile of the same PayloadIdentifier, and updates an account
// in place, keeping its password and its mail, if identifier and UUID of the payload are the same too. So they follow
// from the deployment's prefix and the mailbox alone: not from servers, texts, language, device or signature.
import { createHash } from 'node:crypto'

/** RFC 9562, appendix A: the namespace of DNS names. */
const DNS_NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'

type PayloadKind = 'imap' | 'pop3' | 'caldav' | 'carddav'

interface Identity {
  PayloadIdentifier: string
  PayloadUUID: string
}

export interface Identifiers {
  profile: Identity
  payload(kind: PayloadKind): Identity
}

/** A name-based UUID, RFC 9562 section 5.5, in capitals as Apple writes them. */
export function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex').toUpperCase()
  return [0, 8, 12, 16, 20].map((from, index, all) => hex.slice(from, all[index + 1])).join('-')
}

/**
 * Those of one mailbox. `prefix` is the deployment's, in reverse-DNS style. Letter case never makes two accounts:
 * a device would ask for the password of the second one. UUIDs come from the prefix and not from publicUrl, which
 * the default prefix is made of: where the prefix is written, the service can move and accounts stay.
 */
export function identifiersFor(prefix: string, mailbox: string): Identifiers {
  const address = mailbox.toLowerCase()
  const namespace = uuid5(DNS_NAMESPACE, prefix.split('.').reverse().join('.'))
  const uuid = (kind: PayloadKind | 'profile') => uuid5(namespace, `${kind}|${address}`)
  // Whatever a local part holds, and however long it is: [0-9a-f], and no two addresses alike.
  const digest = createHash('sha256').update(address).digest('hex').slice(0, 16)
  const identifier = `${prefix}.mailprofile.${digest}`
  return {
    profile: { PayloadIdentifier: identifier, PayloadUUID: uuid('profile') },
    payload: (kind) => ({ PayloadIdentifier: `${identifier}.${kind}`, PayloadUUID: uuid(kind) }),
  }
}
