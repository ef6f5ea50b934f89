// Fixed words of the POX protocol ([MS-OXDSCLI], [MS-ASCMD]). The URIs are names, never fetched.

import { RELAY_PORT } from '../../settings/server-types.js'

const SCHEMAS = 'http://schemas.microsoft.com/exchange/autodiscover'

export const NAMESPACES = {
  response: `${SCHEMAS}/responseschema/2006`,
  outlookRequest: `${SCHEMAS}/outlook/requestschema/2006`,
  outlookResponse: `${SCHEMAS}/outlook/responseschema/2006a`,
  mobilesyncRequest: `${SCHEMAS}/mobilesync/requestschema/2006`,
  mobilesyncResponse: `${SCHEMAS}/mobilesync/responseschema/2006`,
} as const

/** Any year of the Outlook response schema; answers are always in the one above. */
export const OUTLOOK_RESPONSE_SCHEMAS = `${SCHEMAS}/outlook/responseschema/`

/** [MS-OXDSCLI] 2.2.4.1.1.3.2, with the texts we send: fixed, nothing of the request is in them. */
export const ERRORS = {
  addressNotFound: { code: 500, message: 'There are no settings for this address.' },
  noSettings: { code: 501, message: 'This domain has no mail settings.' },
  invalidRequest: { code: 600, message: 'The request could not be understood.' },
  schemaNotProvided: { code: 601, message: 'Settings of this kind are not provided.' },
  serverError: { code: 603, message: 'The service cannot answer now. Try again later.' },
} as const

/** Ports that every client takes for STARTTLS, whatever the answer says of the encryption. */
export const STARTTLS_PORTS: readonly number[] = [143, 587]
/** The same for POP3: FairEmail, which takes 110 for TLS from the first byte, does not read it. */
export const STARTTLS_PORTS_OF_POP3: readonly number[] = [110, ...STARTTLS_PORTS]
/** Ports that some client takes for STARTTLS. */
export const NEVER_TLS_FROM_THE_START: readonly number[] = [RELAY_PORT, ...STARTTLS_PORTS_OF_POP3]

/** `Type` of a Protocol element for each of our server types. */
export const TYPES = { imap: 'IMAP', pop3: 'POP3', smtp: 'SMTP' } as const
export type MailType = keyof typeof TYPES
