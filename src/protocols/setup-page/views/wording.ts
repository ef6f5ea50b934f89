// How single values are shown: ports and names as they must be typed, everything else in words.
import { domainToUnicode } from 'node:url'
import { html, type Html, rich } from '../../../format/html.js'
import type { StatedServer, Username } from '../servers.js'
import type { Texts } from '../texts/en.js'

export const PROTOCOL_NAMES = { imap: 'IMAP', pop3: 'POP3', smtp: 'SMTP' } as const
/** What mail programs call an account by how it receives. */
export const ACCOUNT_NAMES = { imap: 'IMAP', pop3: 'POP', smtp: 'SMTP' } as const

/** An address or a domain as people write it. What is typed into a mail program has A-labels. */
export function shownAddress(text: string): string {
  const at = text.lastIndexOf('@') + 1
  return text.slice(0, at) + domainToUnicode(text.slice(at))
}

/** What clients call the TLS kinds; `plain` is said in words. */
export function securityName({ socketType }: StatedServer, texts: Texts): string {
  switch (socketType) {
    case 'SSL':
      return 'SSL/TLS'
    case 'STARTTLS':
      return 'STARTTLS'
    case 'plain':
      return texts.settings.plain
  }
}

/** A value as it must be typed: never translated by a browser, broken where it is too long. */
export function valueHtml(value: string | number): Html {
  return html`<code translate="no">${value}</code>`
}

export function usernameHtml(username: Username, domain: string, texts: Texts): Html {
  const words = texts.username
  switch (username.kind) {
    case 'exactly':
      return valueHtml(username.value)
    case 'whole address':
      return html`${words.whole}`
    case 'local part':
      return html`${words.local}`
    case 'like':
      return rich(words.like, {
        domain: shownAddress(domain),
        example: valueHtml(username.example),
      })
    case 'own name':
      return html`${words.person}`
  }
}
