// The answers of JSON autodiscover, in the words Exchange uses where it has any.

/** What can be offered, spelled as Microsoft spells it. */
export const PROTOCOLS = ['AutodiscoverV1', 'ActiveSync'] as const
export type ProtocolName = (typeof PROTOCOLS)[number]

export function serviceDocument(protocol: ProtocolName, url: string): string {
  return JSON.stringify({ Protocol: protocol, Url: url })
}

const ERRORS = {
  MandatoryParameterMissing: 'A valid mail address is required.',
  MissingProtocol: 'A protocol must be named.',
  NotFound: 'No service for this domain.',
  ServerError: 'The service cannot answer now. Try again later.',
  InvalidRequest: 'The request could not be understood.',
} as const
export type ErrorName = keyof typeof ERRORS

export function errorDocument(name: ErrorName): string {
  return JSON.stringify({ ErrorCode: name, ErrorMessage: ERRORS[name] })
}

/** Of the protocol that was asked for, no more than a plain word is repeated. */
export function invalidProtocolDocument(asked: string, offered: readonly string[]): string {
  const name = /^[0-9A-Za-z]{1,32}$/.test(asked) ? `Protocol '${asked}'` : 'This protocol'
  const message = `${name} is not offered. Offered: ${offered.join(', ')}`
  return JSON.stringify({ ErrorCode: 'InvalidProtocol', ErrorMessage: message })
}
