// A POX answer, ours or anybody's → what it says. Other makes write prefixes, other letter case and words of their own.
import { parseXml } from '../../format/read-xml-document.js'
import type { XmlElement } from '../../format/xml-document.js'
import {
  announcedPort,
  type AnnouncedServer,
  type AnnouncedSettings,
  MAIL_TYPES,
  type Unreadable,
  unreadable,
} from '../announced.js'
import { TYPES } from './names.js'

export type AutodiscoverAnswer =
  | AnnouncedSettings
  | Unreadable
  /** [MS-OXDSCLI] 2.2.4.1.1.3: a stranger's words. */
  | { kind: 'error'; code: number | undefined; message: string }
  | { kind: 'redirectAddr'; address: string }
  | { kind: 'redirectUrl'; url: string }

/**
 * Reads an answer in the Outlook schema by local names, whatever their prefixes. Protocols of other types than IMAP,
 * POP3 and SMTP, and those without a server, are passed over. Never throws.
 */
export function parseAutodiscover(bytes: Uint8Array): AutodiscoverAnswer {
  const parsed = parseXml(bytes)
  if (!parsed.ok) return unreadable(parsed.message)
  if (localName(parsed.root) !== 'Autodiscover') return unreadable('its root is not Autodiscover')
  const [response] = inside(parsed.root, 'Response')
  if (response === undefined) return unreadable('there is no Response')
  const [error] = inside(response, 'Error')
  if (error !== undefined) {
    const code = Number(textOf(error, 'ErrorCode') ?? NaN)
    return {
      kind: 'error',
      code: Number.isInteger(code) ? code : undefined,
      message: textOf(error, 'Message') ?? '',
    }
  }
  const [account] = inside(response, 'Account')
  if (account === undefined) return unreadable('there is neither an Account nor an Error')
  return accountIn(account)
}

function accountIn(account: XmlElement): AutodiscoverAnswer {
  const action = textOf(account, 'Action')?.toLowerCase()
  const [address, url] = [textOf(account, 'RedirectAddr'), textOf(account, 'RedirectUrl')]
  if (action === 'redirectaddr' && address !== undefined) return { kind: 'redirectAddr', address }
  if (action === 'redirecturl' && url !== undefined) return { kind: 'redirectUrl', url }
  if (action !== 'settings') return unreadable('its Action is neither settings nor a redirect')
  return { kind: 'settings', servers: inside(account, 'Protocol').flatMap(serverIn) }
}

function serverIn(protocol: XmlElement): AnnouncedServer[] {
  const written = textOf(protocol, 'Type')?.toUpperCase()
  const type = MAIL_TYPES.find((one) => TYPES[one] === written)
  const hostname = textOf(protocol, 'Server')
  if (type === undefined || hostname === undefined) return []
  return [
    {
      type,
      hostname,
      port: announcedPort(textOf(protocol, 'Port')),
      socketType: socketTypeIn(protocol),
      username: textOf(protocol, 'LoginName'),
      authentication: [methodIn(protocol)],
    },
  ]
}

const ENCRYPTIONS = { ssl: 'SSL', tls: 'STARTTLS', none: 'plain' } as const

/** As Outlook reads it: Encryption overrides SSL (2.2.4.1.1.2.6.22), which is on where it is not said (…6.44). */
function socketTypeIn(protocol: XmlElement): AnnouncedServer['socketType'] {
  const encryption = textOf(protocol, 'Encryption')?.toLowerCase() ?? ''
  if (Object.hasOwn(ENCRYPTIONS, encryption)) {
    return ENCRYPTIONS[encryption as keyof typeof ENCRYPTIONS]
  }
  return isOn(protocol, 'SSL') ? 'SSL' : 'plain'
}

/** There are words for a password, for NTLM and for nothing at all. SPA, not said, is on for Outlook. */
function methodIn(protocol: XmlElement): string {
  if (!isOn(protocol, 'AuthRequired')) return 'none'
  return isOn(protocol, 'SPA') ? 'NTLM' : 'password-cleartext'
}

const OFF = ['off', 'false', 'no', '0']

/** Every switch that is read here is on by default. */
function isOn(protocol: XmlElement, name: string): boolean {
  return !OFF.includes(textOf(protocol, name)?.toLowerCase() ?? '')
}

function localName({ element }: XmlElement): string {
  return element.slice(element.indexOf(':') + 1)
}

function inside(element: XmlElement, name: string): XmlElement[] {
  return (element.children ?? []).filter((child) => localName(child) === name)
}

function textOf(element: XmlElement, name: string): string | undefined {
  return inside(element, name)[0]?.text
}
