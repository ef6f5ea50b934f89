// What a mail server of the private internet can be told to be.
import type { Certificate } from './authority.js'
import type { OldTls } from './tls.js'

export type MailType = 'imap' | 'pop3' | 'smtp'

/** Where a dialogue can go wrong. `handshake`: that of TLS, at once or after STARTTLS. */
export type Stage = 'greeting' | 'capabilities' | 'starttls' | 'handshake'

export interface MailServer {
  type: MailType
  host: string
  port: number
  socketType: 'SSL' | 'STARTTLS' | 'plain'
  /** Without one, a good one for the host. */
  certificate?: Certificate
  only?: OldTls
  /** Lines as they go over the wire, right or wrong. */
  greeting?: string | readonly string[]
  /** Before the greeting. */
  delayMs?: number
  /**
   * As a client sees them who has the encryption that this server offers: words of IMAP (`AUTH=PLAIN`),
   * lines of CAPA (`SASL PLAIN`) or EHLO (`AUTH PLAIN LOGIN`), without STARTTLS. `refused`: the question is an error.
   */
  capabilities?: readonly string[] | 'refused'
  /** The same before STARTTLS; that word is added unless it is hidden. */
  capabilitiesBeforeTls?: readonly string[] | 'refused'
  /**
   * `hidden`: neither offered nor done. `refused`: offered, not done. `injects`: the answer to it
   * brings more lines before the encryption, which no client may believe.
   */
  startTls?: 'offered' | 'hidden' | 'refused' | 'injects'
  /** What it does in the place of an answer (by default, of the greeting). */
  fault?: { at?: Stage; how: 'silent' | 'closes' | 'endless line' | 'endless lines' }
  /** Everything is sent octet by octet. */
  inOctets?: boolean
}

export interface Reply {
  lines: readonly string[]
  /** What the question was about, where things can go wrong. */
  stage?: Stage
  then?: 'tls' | 'close'
}

/** One protocol, as one server speaks it. */
export interface Dialect {
  greeting: readonly string[]
  answer: (line: string, isSecure: boolean) => Reply
  /** A line that leaves an answer unfinished. */
  unfinished: (stage: Stage) => string
  /** Commands by which a client logs in. */
  logins: readonly string[]
  /** The word of a line that says what it wants, in capitals. */
  command: (line: string) => string
}

/** The words for one state of the connection, with the one for STARTTLS where it is offered there. */
export function capabilitiesIn(
  { socketType, capabilities, capabilitiesBeforeTls, startTls = 'offered' }: MailServer,
  isSecure: boolean,
  startTlsWord: string,
  usual: { before: readonly string[]; last: readonly string[] },
): readonly string[] | 'refused' {
  const comesTls = socketType === 'STARTTLS' && !isSecure
  if (!comesTls) return capabilities ?? usual.last
  const words = capabilitiesBeforeTls ?? usual.before
  return words === 'refused' || startTls === 'hidden' ? words : [...words, startTlsWord]
}

export type StartTlsOutcome = 'unknown' | 'refused' | 'begins' | 'injects'

/** What comes of STARTTLS now. */
export function startTlsNow(
  { socketType, startTls = 'offered' }: MailServer,
  isSecure: boolean,
): StartTlsOutcome {
  if (socketType !== 'STARTTLS' || isSecure || startTls === 'hidden') return 'unknown'
  return startTls === 'offered' ? 'begins' : startTls
}

export function greetingOf({ greeting }: MailServer, usual: string): readonly string[] {
  if (greeting === undefined) return [usual]
  return typeof greeting === 'string' ? [greeting] : greeting
}
