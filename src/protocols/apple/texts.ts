// What people read while they install a profile.

import type { Language } from '../languages.js'

interface Texts {
  mail: string
  calendars: string
  contacts: string
  and: string
  /** One sentence on what is installed, and that no password is in it. */
  description: (what: string, mailbox: string) => string
}

const TEXTS = {
  en: {
    mail: 'mail',
    calendars: 'calendars',
    contacts: 'contacts',
    and: 'and',
    description: (what, mailbox) =>
      `Sets up ${what} for ${mailbox}. It holds no password: you are asked for it during installation.`,
  },
  // What is installed and for whom stands behind colons: nothing needs a case ending there.
  lt: {
    mail: 'paštas',
    calendars: 'kalendoriai',
    contacts: 'kontaktai',
    and: 'ir',
    description: (what, mailbox) =>
      `Bus nustatyta: ${what}. Paskyra: ${mailbox}. Slaptažodžio profilyje nėra: jo bus paprašyta diegiant.`,
  },
} as const satisfies Record<Language, Texts>

/** `PayloadDescription`: what a profile installs beside mail, for whom, without a password. */
export function describeProfile(
  language: Language,
  mailbox: string,
  besides: readonly ('calendars' | 'contacts')[],
): string {
  const texts: Texts = TEXTS[language]
  const kinds = ['mail' as const, ...besides].map((kind) => texts[kind])
  const last = kinds.pop() ?? ''
  const what = kinds.length === 0 ? last : `${kinds.join(', ')} ${texts.and} ${last}`
  return texts.description(what, mailbox)
}
