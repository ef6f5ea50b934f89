// An announced mail server against what it showed: why a client could not log in there, or had better not.
import { causeOfCertificate, causeOfFailure, type Cause } from './cause.js'
import type { AnnouncedServer } from '../protocols/announced.js'
import type { Offer } from '../probe/dialogue.js'
import type { FailureReason } from '../probe/failure.js'
import type { MailOutcome } from '../probe/mail-server.js'

/** `imap mail.example.com:993 SSL` */
export function serverName({ type, hostname, port, socketType }: AnnouncedServer): string {
  return `${type} ${hostname}:${port ?? '?'} ${socketType ?? '?'}`
}

/** Why nobody could log in; undefined: nothing that can be seen from here stands against it. */
export function faultOfServer(server: AnnouncedServer, outcome: MailOutcome): Cause | undefined {
  const name = serverName(server)
  const publish = `Publish the addresses of ${server.hostname}, or announce the right name.`
  if (!outcome.ok) {
    const { problem, fix } = causeOfFailure(server.hostname, outcome, publish)
    return {
      problem: `${name}: ${problem.replace(`${server.hostname}: `, '')}`,
      fix: FIXES[outcome.reason] ?? fix,
    }
  }
  if (outcome.startTlsFault !== undefined) {
    return {
      problem: `${name}: STARTTLS is ${outcome.startTlsFault} there.`,
      fix: 'Switch STARTTLS on at that port (it needs a certificate), or announce the port with SSL.',
    }
  }
  const certificate = causeOfCertificate(server.hostname, outcome.tls, true)
  if (certificate !== undefined) {
    return { problem: `${name}: ${certificate.problem}`, fix: certificate.fix }
  }
  return faultOfMethods(server, outcome.offer)
}

const FIXES: Partial<Record<FailureReason, string>> = {
  'no tls': 'Announce STARTTLS for that port, if it has that, or the port that has SSL.',
  // postscreen, greet_pause and their like.
  silent: 'Read its log: it is busy, or holds its greeting back, which is meant for port 25 alone.',
}

const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN']
const MECHANISMS: Readonly<Record<string, readonly string[]>> = {
  'password-encrypted': ['CRAM-MD5', 'DIGEST-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'APOP'],
  OAuth2: ['XOAUTH2', 'OAUTHBEARER'],
  NTLM: ['NTLM'],
  GSSAPI: ['GSSAPI', 'GSS-SPNEGO'],
  'TLS-client-cert': ['EXTERNAL'],
}

/** Whether a server offers an announced method; a method that nobody could check counts as offered. */
function offers(method: string, { mechanisms, hasLogin }: Offer): boolean {
  if (method === 'password-cleartext') {
    return hasLogin || mechanisms.some((one) => PASSWORD_MECHANISMS.includes(one))
  }
  const needed = MECHANISMS[method]
  // Nothing to log in with, or what clients negotiate by themselves.
  if (needed === undefined) return true
  return mechanisms.some((one) => needed.some((name) => one === name || one === `${name}-PLUS`))
}

function faultOfMethods(server: AnnouncedServer, offer: Offer): Cause | undefined {
  const { authentication } = server
  // A format that states no methods leaves it to the client, which has a password.
  const methods = authentication.length === 0 ? ['password-cleartext'] : authentication
  if (methods.some((method) => offers(method, offer))) return undefined
  const offered = [...new Set([...offer.mechanisms, ...(offer.hasLogin ? ['LOGIN'] : [])])]
  const list = offered.length === 0 ? 'no log-in at all' : `only ${offered.join(', ')}`
  return {
    problem: `${serverName(server)}: ${methods.join(' and ')} is announced, and it offers ${list}.`,
    fix:
      server.socketType === 'plain' && offer.hasStartTls
        ? 'It offers STARTTLS, and the log-in perhaps only after it: announce that, or SSL.'
        : offered.length === 0
          ? 'Switch authentication on at that port of the server.'
          : 'Switch that method on at the server, or announce one that it offers.',
  }
}
