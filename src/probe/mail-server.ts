// A mail server as a client meets it before it logs in: whether it answers, how it encrypts, what it offers.
// Never a log-in: no user name and no password is ever sent.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, openConnection } from './connection.js'
import type { TlsSession } from './certificate.js'
import type { Endpoint } from './connect-to.js'
import { type MailDialogue, type Offer, Unwelcome } from './dialogue.js'
import { type Failure, failureOf, muteness, silence } from './failure.js'
import { imap } from './imap.js'
import type { Network } from './network.js'
import { pop3 } from './pop3.js'
import { smtp } from './smtp.js'

type MailProtocol = 'imap' | 'pop3' | 'smtp'

export interface MailServer {
  type: MailProtocol
  host: string
  port: number
  socketType: 'SSL' | 'STARTTLS' | 'plain'
}

interface MailAnswer {
  ok: true
  /** Undefined where nothing was encrypted: a plain server, or one that does not upgrade. */
  tls: TlsSession | undefined
  /** As it is when a client logs in: after the upgrade, where there is one. */
  offer: Offer
  /** Why it was not upgraded although it is to be. */
  startTlsFault?: 'not offered' | 'refused'
}

export type MailOutcome = MailAnswer | Failure

const DIALOGUES: Readonly<Record<MailProtocol, MailDialogue>> = { imap, pop3, smtp }

/** Never throws. */
export async function askMailServer(server: MailServer, network: Network): Promise<MailOutcome> {
  const { host, port, socketType } = server
  const signal = AbortSignal.any([network.signal, AbortSignal.timeout(network.exchangeMs)])
  let connection: Connection | undefined
  try {
    const opened = await openConnection({ host, port }, network, signal)
    if ('ok' in opened) return opened
    connection = opened
    if (socketType === 'SSL') await connection.upgrade()
    const beginsWithTls = () => speaksTls({ host, port }, network, signal)
    return await converse(server, connection, beginsWithTls)
  } catch (error) {
    if (signal.aborted) return connection === undefined ? silence(port) : muteness(port)
    return error instanceof Unwelcome
      ? { ok: false, reason: error.reason, message: error.message }
      : failureOf(error, port)
  } finally {
    connection?.close()
  }
}

async function converse(
  { type, port, socketType }: MailServer,
  connection: Connection,
  beginsWithTls: () => Promise<boolean>,
): Promise<MailAnswer> {
  const dialogue = DIALOGUES[type]
  const greeted = dialogue.greet(connection)
  const isQuiet = await Promise.race([greeted.then(() => false), sleep(QUIET_MS, true, UNNOTICED)])
  if (isQuiet && socketType !== 'SSL' && (await beginsWithTls())) {
    throw new Unwelcome('tls first', `port ${port} speaks TLS from the first byte`)
  }
  const greeting = await greeted
  const first = await dialogue.offer(connection, greeting)
  const done = async (answer: Omit<MailAnswer, 'ok' | 'tls'>): Promise<MailAnswer> => {
    connection.send(dialogue.quit)
    await Promise.race([connection.line().catch(() => undefined), sleep(FAREWELL_MS)])
    return { ok: true, tls: connection.tls, ...answer }
  }
  if (socketType !== 'STARTTLS') return done({ offer: first })
  if (!first.hasStartTls) return done({ offer: first, startTlsFault: 'not offered' })
  if (!(await dialogue.startTls(connection))) {
    return done({ offer: first, startTlsFault: 'refused' })
  }
  await connection.upgrade()
  return done({ offer: await dialogue.offer(connection, greeting) })
}

/** Where TLS comes first, the server waits for the client, which waits for its greeting. */
async function speaksTls(asked: Endpoint, network: Network, signal: AbortSignal): Promise<boolean> {
  let connection: Connection | undefined
  try {
    const opened = await openConnection(asked, network, signal)
    if ('ok' in opened) return false
    connection = opened
    await connection.upgrade()
    return true
  } catch {
    return false
  } finally {
    connection?.close()
  }
}

// Later than any greeting that is not held back, and early enough to ask again.
const QUIET_MS = 1500
const UNNOTICED = { ref: false } as const

// Long enough for a server to count the session as ended in good order.
const FAREWELL_MS = 200
