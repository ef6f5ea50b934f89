// Keys and certificates, made in this process: authorities and what they sign.
import { Integer, Utf8String } from 'asn1js'
import { KeyObject, randomInt, webcrypto } from 'node:crypto'
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  GeneralName,
  GeneralNames,
  Time,
  TimeType,
} from 'pkijs'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

const ALGORITHMS = {
  rsa2048: rsa(2048),
  rsa4096: rsa(4096),
  rsa1024: rsa(1024),
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' },
} as const
export type AlgorithmName = keyof typeof ALGORITHMS

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1])
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash: 'SHA-256' } as const
}

const EXTENSION = { alternativeName: '2.5.29.17', basicConstraints: '2.5.29.19' } as const
const COMMON_NAME = '2.5.4.3'
const DNS_NAME = 2

export interface Holder {
  name: string
  keys: webcrypto.CryptoKeyPair
  certificate: Certificate
}

export interface CertificateWish {
  name: string
  /** What stands in subjectAltName, where anything does. */
  alternativeNames?: readonly string[]
  isAuthority?: boolean
  /** Without one, the certificate signs itself. */
  issuer?: Holder | undefined
  algorithm?: AlgorithmName
  /** In milliseconds from now. */
  notBefore?: number
  notAfter?: number
}

/** Makes a key pair and a certificate for it. */
export async function certify({
  name,
  alternativeNames = [],
  isAuthority = false,
  issuer,
  algorithm = 'p256',
  notBefore = -DAY_MS,
  notAfter = 30 * DAY_MS,
}: CertificateWish): Promise<Holder> {
  const engine = new CryptoEngine({ name: 'test', crypto: webcrypto })
  const usages = ['sign', 'verify'] as const
  const keys = await webcrypto.subtle.generateKey(ALGORITHMS[algorithm], true, usages)
  const serialNumber = new Integer({ value: randomInt(1, 2 ** 31) })
  const certificate = new Certificate({ version: 2, serialNumber })
  certificate.subject.typesAndValues.push(commonName(name))
  certificate.issuer.typesAndValues.push(commonName(issuer?.name ?? name))
  certificate.notBefore = time(notBefore)
  certificate.notAfter = time(notAfter)
  const extensions = [
    ...(isAuthority ? [authorityExtension()] : []),
    ...(alternativeNames.length > 0 ? [alternativeNameExtension(alternativeNames)] : []),
  ]
  if (extensions.length > 0) certificate.extensions = extensions
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign((issuer?.keys ?? keys).privateKey, 'SHA-256', engine)
  return { name, keys, certificate }
}

export function der({ certificate }: Holder): Buffer {
  return Buffer.from(certificate.toSchema(true).toBER())
}

export function pem(holder: Holder): string {
  const lines =
    der(holder)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** PEM, PKCS#8. */
export function keyPem({ keys }: Holder): string {
  return String(KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }))
}

function commonName(value: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value }) })
}

function time(fromNow: number): Time {
  return new Time({ type: TimeType.UTCTime, value: new Date(Date.now() + fromNow) })
}

function authorityExtension(): Extension {
  const extnValue = new BasicConstraints({ cA: true }).toSchema().toBER()
  return new Extension({ extnID: EXTENSION.basicConstraints, critical: true, extnValue })
}

function alternativeNameExtension(names: readonly string[]): Extension {
  const value = new GeneralNames({
    names: names.map((name) => new GeneralName({ type: DNS_NAME, value: name })),
  })
  return new Extension({
    extnID: EXTENSION.alternativeName,
    critical: false,
    extnValue: value.toSchema().toBER(),
  })
}
