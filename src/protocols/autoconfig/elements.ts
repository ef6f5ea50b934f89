// Element names of the autoconfig format, spelled as in draft-ietf-mailmaint-autoconfig.
import type { Section } from '../../settings/server-types.js'

/** The version that every published file states; clients read no other out of it. */
export const VERSION = '1.1'

/** The language key of a text without a lang attribute. */
export const NO_LANGUAGE = 'x-default'

type MailSection = 'incomingServers' | 'outgoingServers'

/** Children of emailProvider. */
export const MAIL_SECTIONS: Readonly<Record<MailSection, string>> = {
  incomingServers: 'incomingServer',
  outgoingServers: 'outgoingServer',
}

/** Children of clientConfig. */
export const OTHER_SECTIONS: Readonly<Record<Exclude<Section, MailSection>, string>> = {
  calendars: 'calendar',
  addressbooks: 'addressbook',
  fileShares: 'fileShare',
  chatServers: 'chatServer',
  videoConferences: 'videoConference',
  setupServers: 'setupServer',
}

/** Server children that hold one text as it is, in the order they are written. */
export const SERVER_TEXTS = ['owaURL', 'ewsURL', 'easURL', 'restriction'] as const
export const SERVER_SWITCHES = ['addThisServer', 'useGlobalPreferredServer'] as const
export const POP3_SWITCHES = ['leaveMessagesOnServer', 'downloadOnBiff'] as const
export const OAUTH2_TEXTS = [
  'issuer',
  'scope',
  'authURL',
  'tokenURL',
  'clientID',
  'clientSecret',
] as const
export const LOGIN_FIELDS = ['usernameField', 'passwordField', 'loginButton'] as const
