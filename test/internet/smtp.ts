// SMTP for submission (RFC 6409): a real server where it will do, and a dialect for what that never does.
import { SMTPServer } from 'smtp-server'
import { connect, createServer, type Server } from 'node:net'
import { pipeline } from 'node:stream'
import type { Certificate } from './authority.js'
import { type Keeper, LOOPBACK } from './keeper.js'
import {
  capabilitiesIn,
  type Dialect,
  greetingOf,
  type MailServer,
  type Reply,
  startTlsNow,
} from './mail-server.js'
import { tlsOptions } from './tls.js'

const USUAL = {
  before: ['PIPELINING', '8BITMIME'],
  last: ['PIPELINING', '8BITMIME', 'AUTH PLAIN LOGIN'],
}

/** Whether the server of the package behaves as it is told to. */
export function isUsual(server: MailServer): boolean {
  const { greeting, delayMs, capabilities, capabilitiesBeforeTls, startTls, fault, inOctets } =
    server
  const unusual = [greeting, delayMs, capabilities, capabilitiesBeforeTls, fault, inOctets]
  const isPlain = startTls === undefined || startTls === 'offered' || startTls === 'hidden'
  return isPlain && unusual.every((one) => one === undefined)
}

/**
 * `heard` is told the word of each command. The server stands behind a relay, since nobody else can cut
 * its connections in the middle of a handshake: what it sees is a client that hangs up.
 */
export async function startRealSmtpServer(
  { host, socketType, startTls, only }: MailServer,
  certificate: Certificate,
  keeper: Keeper,
  heard: (command: string) => void,
): Promise<Server> {
  const quiet = () => undefined
  const server = new SMTPServer({
    ...tlsOptions(certificate, only),
    name: host,
    secure: socketType === 'SSL',
    hideSTARTTLS: socketType !== 'STARTTLS' || startTls === 'hidden',
    disabledCommands: socketType === 'STARTTLS' && startTls !== 'hidden' ? [] : ['STARTTLS'],
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: socketType === 'plain',
    disableReverseLookup: true,
    logger: {
      ...{ info: quiet, warn: quiet, error: quiet, trace: quiet, fatal: quiet, level: quiet },
      debug(entry: { tnx?: string; command?: string }) {
        if (entry.tnx === 'command') heard(entry.command?.toUpperCase() ?? '')
      },
    },
    onAuth(_auth, _session, callback) {
      callback(new Error('nobody lives here'))
    },
  })
  // A handshake that fails is the client's to tell.
  server.on('error', quiet)
  const port = await keeper.listenBehind(server.server)
  return createServer((socket) => {
    const behind = connect(port, LOOPBACK)
    pipeline(socket, behind, socket, quiet)
  })
}

export function smtp(server: MailServer): Dialect {
  const ehlo = (isSecure: boolean): Reply => {
    const words = capabilitiesIn(server, isSecure, 'STARTTLS', USUAL)
    const lines =
      words === 'refused' ? ['502 unknown command'] : several('250', [server.host, ...words])
    return { lines, stage: 'capabilities' }
  }
  const startTls = (isSecure: boolean): Reply => {
    const stage = 'starttls'
    switch (startTlsNow(server, isSecure)) {
      case 'unknown':
        return { lines: ['502 unknown command'], stage }
      case 'refused':
        return { lines: ['454 TLS not available'], stage }
      case 'begins':
        return { lines: ['220 begin TLS'], stage, then: 'tls' }
      case 'injects':
        return {
          lines: ['220 begin TLS', ...several('250', [server.host, 'AUTH INJECTED'])],
          stage,
          then: 'tls',
        }
    }
  }
  return {
    greeting: greetingOf(server, `220 ${server.host} ESMTP`),
    answer(line, isSecure) {
      switch (commandOf(line)) {
        case 'EHLO':
          return ehlo(isSecure)
        case 'STARTTLS':
          return startTls(isSecure)
        case 'HELO':
        case 'NOOP':
        case 'RSET':
          return { lines: [`250 ${server.host}`] }
        case 'QUIT':
          return { lines: ['221 goodbye'], then: 'close' }
        case 'AUTH':
          return { lines: ['535 nobody lives here'] }
        case 'MAIL':
          return { lines: ['530 authentication required'] }
        default:
          return { lines: ['502 unknown command'] }
      }
    },
    unfinished: (stage) => (stage === 'capabilities' ? '250-MORE' : '220-more to come'),
    logins: ['AUTH'],
    command: commandOf,
  }
}

/** A reply of several lines (RFC 5321, section 4.2.1). */
function several(code: string, texts: readonly string[]): string[] {
  return texts.map((text, index) => `${code}${index < texts.length - 1 ? '-' : ' '}${text}`)
}

function commandOf(line: string): string {
  return line.split(' ')[0]?.toUpperCase() ?? ''
}
