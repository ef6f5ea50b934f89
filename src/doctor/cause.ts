// What is wrong, and the one thing to do about it: sentences for people, from what the probes met.
import { STATUS_CODES } from 'node:http'
import type { TlsSession } from '../probe/certificate.js'
import type { Failure } from '../probe/failure.js'

export interface Cause {
  /** A sentence; two clients that fail for the same reason have the same. */
  problem: string
  /** What to do, a sentence in the imperative. */
  fix: string
}

/** `fix` for a host without an address differs from client to client: whoever asks knows what should stand there. */
export function causeOfFailure(host: string, { reason, message }: Failure, publish: string): Cause {
  switch (reason) {
    case 'no address':
      return { problem: `${host} has no address in DNS.`, fix: publish }
    case 'resolver':
      return {
        problem: `${host} cannot be resolved: ${message}.`,
        fix: 'Mend the name servers of its zone, or what stands between you and them.',
      }
    case 'refused':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Start what should listen there, or open the port in the firewall.',
      }
    case 'unreachable':
    case 'timeout':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Check its address records (IPv6 as well) and the firewall: refuse rather than drop.',
      }
    case 'silent':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Read the log of the server there, and of what stands behind it: it is busy, or waits.',
      }
    case 'tls first':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Announce SSL for that port, or the port that has STARTTLS.',
      }
    case 'no tls':
    case 'tls':
      return {
        problem: `${host}: ${message}.`,
        fix: `Let it speak TLS 1.2 or newer there, with a certificate for ${host}.`,
      }
    case 'closed':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Read the log of the server there; a proxy without a server behind it does this too.',
      }
    case 'no http':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Lead the name and port to a web server, or mend the headers and chunks that it sends.',
      }
    case 'turned away':
      return {
        problem: `${host}: ${message}.`,
        fix: 'Read the log of the server there: it is busy, or does not like where it is asked from.',
      }
    case 'too long':
    case 'no service':
      return { problem: `${host}: ${message}.`, fix: 'Lead the name and port to the right server.' }
  }
}

/** Why a client refuses the certificate; undefined: it does not. FairEmail does not check the name. */
export function causeOfCertificate(
  host: string,
  tls: TlsSession | undefined,
  checksName: boolean,
): Cause | undefined {
  if (tls?.chainFault !== undefined) {
    return {
      problem: `The certificate of ${host} is refused: ${tls.chainFault}.`,
      fix: /intermediate/.test(tls.chainFault)
        ? 'Let the server send the whole chain (fullchain.pem).'
        : `Get a certificate for ${host} from a public authority, and renew it automatically.`,
    }
  }
  if (tls?.nameFault !== undefined && checksName) {
    return {
      problem: `The certificate of ${host} is refused: ${tls.nameFault}.`,
      fix: `Get a certificate that names ${host}, or lead that name to where one is.`,
    }
  }
  return undefined
}

const STATUS_CAUSES: Readonly<Record<number, readonly [what: string, fix: string]>> = {
  403: ['forbids the answer', 'Let everybody read it: the settings are no secret.'],
  404: ['has nothing for this domain', ''],
  429: ['has had enough of questions', 'Try again later.'],
}

/** An answer that holds no settings. `missing`: what to do where the service does not know the domain. */
export function causeOfStatus(url: string, status: number, missing: string): Cause {
  const place = withoutQuery(url)
  if (status >= 500) {
    return {
      problem: `${place} fails with status ${status}.`,
      fix: 'Read the log of the service there, and of the proxy in front of it.',
    }
  }
  if (asksForPassword(status)) {
    return {
      problem: `${place} wants a password before it answers (${status}).`,
      fix: 'Let everybody read it: a client would send its password to whoever asks.',
    }
  }
  const [what, fix] = STATUS_CAUSES[status] ?? ['has no settings', '']
  return {
    problem: `${place} ${what} (${status}).`,
    fix: fix === '' ? missing : fix,
  }
}

// Only met, never sent: the numbers stand nowhere here.
const ASKING = ['Unauthorized', 'Proxy Authentication Required']

function asksForPassword(status: number): boolean {
  return ASKING.includes(STATUS_CODES[status] ?? '')
}

/** Addresses stay out of sentences, and out of whatever keeps them. */
export function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url
}
