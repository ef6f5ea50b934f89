// What every mail protocol can be asked before anybody logs in.
import type { FailureReason } from './failure.js'
import type { Connection } from './connection.js'

/** What a server says of itself. */
export interface Offer {
  /** SASL mechanisms in capitals; `APOP` where POP3 has it. */
  mechanisms: readonly string[]
  /** Whether the protocol's own log-in (IMAP LOGIN, POP3 USER) is open: a password in clear text. */
  hasLogin: boolean
  hasStartTls: boolean
}

/** A protocol's words. Each throws `Unwelcome` for what no server of its kind would say. */
export interface MailDialogue {
  greet(connection: Connection): Promise<Greeting>
  offer(connection: Connection, greeting: Greeting): Promise<Offer>
  /** Whether the server is ready for the handshake. */
  startTls(connection: Connection): Promise<boolean>
  quit: string
}

/** The line that a server begins with. */
type Greeting = string

/** What answers is not the server that was looked for, or turns clients away. */
export class Unwelcome extends Error {
  readonly reason: UnwelcomeReason

  constructor(reason: UnwelcomeReason, message: string) {
    super(message)
    this.reason = reason
  }
}

type UnwelcomeReason = Extract<FailureReason, 'no service' | 'turned away' | 'tls first'>
