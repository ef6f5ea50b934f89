// Differences of many mailboxes → each once, with those who have it.
import { type Address, formatAddress } from '../settings/address.js'
import type { ComparedFormat } from './answers.js'
import type { AnswerDifference } from './compare.js'
import type { ListedMailbox } from './domain-list-argument.js'

interface FormatDifference extends AnswerDifference {
  format: ComparedFormat
}

export interface ComparedMailbox {
  mailbox: ListedMailbox
  differences: readonly FormatDifference[]
}

export interface SharedDifference extends FormatDifference {
  names: readonly string[]
}

/**
 * What most mailboxes have comes first. Where a text is another one for each domain, what is the mailbox's own in it
 * becomes the placeholder that it could have come from, so that equal differences are equal.
 */
export function sharedDifferences(compared: readonly ComparedMailbox[]): SharedDifference[] {
  const groups = new Map<string, SharedDifference & { names: string[] }>()
  const isCommon = textsOfSeveralDomains(compared)
  for (const { mailbox, differences } of compared) {
    for (const one of differences) {
      const text = (side: Side) =>
        isCommon(side, one) ? one[side] : generalised(one[side], mailbox.address)
      const shown = { ...one, there: text('there'), here: text('here') }
      const key = JSON.stringify([shown.format, shown.what, shown.there, shown.here])
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { ...shown, names: [mailbox.name] })
      else group.names.push(mailbox.name)
    }
  }
  return [...groups.values()].sort((a, b) => b.names.length - a.names.length)
}

type Side = 'there' | 'here'

function textsOfSeveralDomains(
  compared: readonly ComparedMailbox[],
): (side: Side, difference: FormatDifference) => boolean {
  const firstDomain = new Map<string, string>()
  const several = new Set<string>()
  const keyOf = (side: Side, { format, what, ...texts }: FormatDifference) =>
    JSON.stringify([side, format, what, texts[side]])
  for (const { mailbox, differences } of compared) {
    const { domain } = mailbox.address
    for (const one of differences) {
      for (const key of [keyOf('there', one), keyOf('here', one)]) {
        const first = firstDomain.get(key)
        if (first === undefined) firstDomain.set(key, domain)
        else if (first !== domain) several.add(key)
      }
    }
  }
  return (side, one) => several.has(keyOf(side, one))
}

function generalised(text: string, address: Address): string {
  const { localPart, domain } = address
  const email = formatAddress(address)
  if (text === localPart) return '%EMAILLOCALPART%'
  return text
    .replaceAll(email, () => '%EMAILADDRESS%')
    .replaceAll(encodeURIComponent(email), () => '%EMAILADDRESS%')
    .replaceAll(domain, () => '%EMAILDOMAIN%')
    .replaceAll(`${localPart}@`, () => '%EMAILLOCALPART%@')
    .replaceAll(`${localPart}.%EMAILDOMAIN%`, () => '%EMAILLOCALPART%.%EMAILDOMAIN%')
}
