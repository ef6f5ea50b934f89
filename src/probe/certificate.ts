// What a TLS server shows of itself, and what a client would say to it. The chain and the name are judged apart,
// because clients differ in what they check.
import {
  checkServerIdentity,
  type ConnectionOptions,
  type DetailedPeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls'

export interface TlsSession {
  /** `TLSv1.3` */
  protocol: string
  /** Why the chain is not to be trusted; undefined: it is. */
  chainFault: string | undefined
  /** Why it is not for the name that was asked for. */
  nameFault: string | undefined
  /** The names that it is for. */
  names: readonly string[]
  validFrom: Date
  validTo: Date
}

/** Both checks are made afterwards, by `inspectTls`: no fault ends the connection. */
export function tlsOptions(host: string, trust: SecureContext | undefined): ConnectionOptions {
  return {
    ...(isName(host) && { servername: host }),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...(trust !== undefined && { secureContext: trust }),
  }
}

function isName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host)
}

/** `host`: the name that was asked for. */
export function inspectTls(socket: TLSSocket, host: string): TlsSession {
  // Nothing where the connection has gone again, and where the server showed none.
  const certificate = (socket.getPeerCertificate(true) as DetailedPeerCertificate | null) ?? NONE
  const names = alternativeNames(certificate.subjectaltname)
  const validTo = new Date(certificate.valid_to)
  const isOther = checkServerIdentity(host, certificate) !== undefined
  return {
    protocol: socket.getProtocol() ?? '',
    chainFault: socket.authorized ? undefined : chainFault(socket, certificate, validTo),
    nameFault: isOther ? `it is for ${listNames(names)}, not for ${host}` : undefined,
    names,
    validFrom: new Date(certificate.valid_from),
    validTo,
  }
}

const NONE = {} as DetailedPeerCertificate

function alternativeNames(text = ''): string[] {
  return [...text.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].flatMap(([, name]) => name ?? [])
}

const NAMES_SHOWN = 3

function listNames(names: readonly string[]): string {
  if (names.length === 0) return 'no name'
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more}`
}

function chainFault(
  { authorizationError }: TLSSocket,
  certificate: DetailedPeerCertificate,
  validTo: Date,
): string {
  // Node's types say Error; it is the code.
  const code = String(authorizationError)
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `it has expired on ${validTo.toISOString().slice(0, 10)}`
    case 'CERT_NOT_YET_VALID':
      return 'it is not valid yet'
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'it is signed by itself, and no client trusts that'
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'it comes from an authority that no client knows'
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_GET_ISSUER_CERT':
      return sendsChain(certificate)
        ? 'it comes from an authority that no client knows'
        : 'the server sends it without the intermediate certificate, so clients cannot trace it back'
    default:
      return `it is not to be trusted (${code})`
  }
}

function sendsChain({ issuerCertificate, fingerprint256 }: DetailedPeerCertificate): boolean {
  const next = issuerCertificate as DetailedPeerCertificate | undefined
  return next !== undefined && next.fingerprint256 !== fingerprint256
}
