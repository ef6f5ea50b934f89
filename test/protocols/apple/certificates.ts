// Keys and certificates of a small authority, made in this process: a root, an intermediate, and leaves below it.
import { Integer, Utf8String } from 'asn1js'
import { createPrivateKey, KeyObject, webcrypto } from 'node:crypto'
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  Time,
  TimeType,
} from 'pkijs'

const engine = new CryptoEngine({ name: 'test', crypto: webcrypto })

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

interface Holder {
  name: string
  keys: webcrypto.CryptoKeyPair
  certificate: Certificate
}

export interface Issued {
  /** PEM: the leaf, then the intermediate. */
  chain: string
  /** PEM, PKCS#8. */
  key: string
  /** DER. */
  leaf: Buffer
  intermediate: Buffer
  root: Buffer
}

interface Wish {
  algorithm?: AlgorithmName
  notBefore?: number
  notAfter?: number
}

let serial = 0

/** Its own authority for each call: nothing is shared but code. Times count from now, in milliseconds. */
export async function issue({
  algorithm = 'p256',
  notBefore = -DAY_MS,
  notAfter = 30 * DAY_MS,
}: Wish = {}): Promise<Issued> {
  const root = await holder('Test root', 'p256', undefined, -DAY_MS, 365 * DAY_MS)
  const intermediate = await holder('Test intermediate', 'p256', root, -DAY_MS, 365 * DAY_MS)
  const leaf = await holder('setup.example.net', algorithm, intermediate, notBefore, notAfter)
  const [leafDer, intermediateDer, rootDer] = [leaf, intermediate, root].map(der)
  if (!leafDer || !intermediateDer || !rootDer) throw new Error('no certificate')
  return {
    chain: pem(leafDer) + pem(intermediateDer),
    key: String(KeyObject.from(leaf.keys.privateKey).export({ type: 'pkcs8', format: 'pem' })),
    leaf: leafDer,
    intermediate: intermediateDer,
    root: rootDer,
  }
}

/** The key as it would be read from a file. */
export function credentialsOf({ leaf, intermediate, key }: Issued) {
  return { certificates: [leaf, intermediate], key: createPrivateKey(key) }
}

async function holder(
  name: string,
  algorithm: AlgorithmName,
  issuer: Holder | undefined,
  notBefore: number,
  notAfter: number,
): Promise<Holder> {
  const usages = ['sign', 'verify'] as const
  const keys = await webcrypto.subtle.generateKey(ALGORITHMS[algorithm], true, usages)
  serial += 1
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: serial }) })
  const common = (value: string) =>
    new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value }) })
  certificate.subject.typesAndValues.push(common(name))
  certificate.issuer.typesAndValues.push(common(issuer?.name ?? name))
  certificate.notBefore = new Time({
    type: TimeType.UTCTime,
    value: new Date(Date.now() + notBefore),
  })
  certificate.notAfter = new Time({
    type: TimeType.UTCTime,
    value: new Date(Date.now() + notAfter),
  })
  if (name.startsWith('Test')) {
    const extnValue = new BasicConstraints({ cA: true }).toSchema().toBER()
    certificate.extensions = [new Extension({ extnID: '2.5.29.19', critical: true, extnValue })]
  }
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign((issuer?.keys ?? keys).privateKey, 'SHA-256', engine)
  return { name, keys, certificate }
}

function der({ certificate }: Holder): Buffer {
  return Buffer.from(certificate.toSchema(true).toBER())
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
