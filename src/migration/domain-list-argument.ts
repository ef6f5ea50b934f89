// `--domains LIST`: a domain or an address a line, which another service is asked about.
import { type Address, ANYBODY, formatAddress, parseAddress } from '../settings/address.js'
import { parseDomain } from '../settings/domain.js'

export interface ListedMailbox {
  /** The domain or the address, in A-labels. */
  name: string
  address: Address
}

export interface DomainList {
  /** Each once, in the order of the list. */
  mailboxes: readonly ListedMailbox[]
  /** Numbers of the lines that hold neither a domain nor an address. */
  unusableLines: readonly number[]
}

/**
 * Blank lines and lines that start with # are passed over, and so is what stands behind a tab: lists of `domainFiles`
 * will do.
 */
export function parseDomainList(text: string): DomainList {
  const mailboxes = new Map<string, ListedMailbox>()
  const unusableLines: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const written = (line.split('\t')[0] ?? '').trim()
    if (written === '' || written.startsWith('#')) continue
    const mailbox = written.includes('@') ? mailboxOf(written) : anybodyAt(written)
    if (mailbox === undefined) unusableLines.push(index + 1)
    else mailboxes.set(mailbox.name, mailbox)
  }
  return { mailboxes: [...mailboxes.values()], unusableLines }
}

function mailboxOf(text: string): ListedMailbox | undefined {
  const address = parseAddress(text)
  return address && { name: formatAddress(address), address }
}

function anybodyAt(text: string): ListedMailbox | undefined {
  const domain = parseDomain(text.toLowerCase())
  return domain === undefined
    ? undefined
    : { name: domain, address: { localPart: ANYBODY, domain } }
}
