// What an answer, ours or anybody's, says of mail servers: one neutral form for every format, so that answers can be
// compared and the servers be asked whether it is true.

export interface AnnouncedServer {
  type: 'imap' | 'pop3' | 'smtp'
  /** As it was sent, with placeholders filled: a stranger's text. */
  hostname: string
  /** Undefined where the format lets the client choose. */
  port: number | undefined
  /** Undefined where the answer does not tell. */
  socketType: 'SSL' | 'STARTTLS' | 'plain' | undefined
  /** Undefined where none is said, or none is needed. */
  username: string | undefined
  /** In autoconfig's words, the preferred one first; `sasl:NAME` and `http:NAME` for other systems. */
  authentication: readonly string[]
}

export interface AnnouncedSettings {
  kind: 'settings'
  /** In the order of the answer. */
  servers: readonly AnnouncedServer[]
}

/** `message` goes on after the name of the document: “not JSON”. */
export interface Unreadable {
  kind: 'unreadable'
  message: string
}

export type Announced = AnnouncedSettings | Unreadable

export const MAIL_TYPES = ['imap', 'pop3', 'smtp'] as const satisfies AnnouncedServer['type'][]

export function unreadable(message: string): Unreadable {
  return { kind: 'unreadable', message }
}

/** Digits that are a port; anything else a client has to guess. */
export function announcedPort(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? ''
  const port = /^\d{1,6}$/.test(digits) ? Number(digits) : 0
  return port >= 1 && port <= 65535 ? port : undefined
}
