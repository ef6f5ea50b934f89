// The certificate and the key that sign profiles: whether they belong together and may still be used.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { SigningCredentials, SigningFiles } from '../settings/signing.js'
import { openRegularFile, whyUnreadable } from './regular-file.js'

export interface SigningProblem {
  /** A warning leaves the pair usable. */
  severity: 'error' | 'warning'
  file: keyof SigningFiles
  message: string
}

export interface SigningPair {
  credentials: SigningCredentials
  /** When the certificate ends, in milliseconds. */
  validUntil: number
}

export interface ReadSigning {
  /** Absent after an error. */
  pair?: SigningPair
  problems: SigningProblem[]
}

/** With less than this left, a profile could end before it is installed. */
export const LEAST_VALIDITY_MS = 3_600_000
const LONGEST_FILE = 1024 * 1024
const LEAST_RSA_BITS = 2048
// A tenth of the signatures a second, and no trust gained by it.
const SLOW_RSA_BITS = 4096
const READABLE_BY_OTHERS = 0o044
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** Reads and checks both files. Never throws for what they are or hold, and never tells what they hold. */
export async function readSigningFiles(files: SigningFiles, now: number): Promise<ReadSigning> {
  const problems: SigningProblem[] = []
  const reading = async <Value>(file: keyof SigningFiles, read: (text: Text) => Value) => {
    try {
      return read(await readText(files[file]))
    } catch (error) {
      problems.push({ severity: 'error', file, message: whyUnreadable(error) })
      return undefined
    }
  }
  const certificates = await reading('certificateFile', ({ text }) => parseCertificates(text, now))
  const key = await reading('keyFile', ({ text, mode }) => {
    const parsed = parseKey(text)
    const warnings = [
      ...(mode & READABLE_BY_OTHERS ? ['may be read by others; make it 0400'] : []),
      ...((parsed.asymmetricKeyDetails?.modulusLength ?? 0) >= SLOW_RSA_BITS
        ? ['is an RSA key of 4096 bits or more, which signs slowly; 2048 or P-256 will do']
        : []),
    ]
    for (const message of warnings) problems.push({ severity: 'warning', file: 'keyFile', message })
    return parsed
  })
  const [leaf] = certificates ?? []
  if (certificates === undefined || leaf === undefined || key === undefined) return { problems }
  if (!leaf.checkPrivateKey(key)) {
    const message = 'is not the key of the first certificate'
    return { problems: [...problems, { severity: 'error', file: 'keyFile', message }] }
  }
  const credentials = { certificates: certificates.map(({ raw }) => raw), key }
  return { pair: { credentials, validUntil: Date.parse(leaf.validTo) }, problems }
}

interface Text {
  text: string
  mode: number
}

async function readText(file: string): Promise<Text> {
  const { handle, size } = await openRegularFile(file)
  try {
    if (size > LONGEST_FILE) throw new Error('is larger than 1 MB')
    const { mode } = await handle.stat()
    return { text: await handle.readFile('latin1'), mode }
  } finally {
    await handle.close()
  }
}

function parseCertificates(text: string, now: number): X509Certificate[] {
  const certificates = [...text.matchAll(PEM_CERTIFICATE)].map(([pem]) => parseCertificate(pem))
  const [leaf] = certificates
  if (leaf === undefined) throw new Error('holds no certificate in PEM')
  if (Date.parse(leaf.validFrom) > now) throw new Error('holds a certificate that is not valid yet')
  if (Date.parse(leaf.validTo) < now) throw new Error('holds a certificate that has expired')
  if (Date.parse(leaf.validTo) - now < LEAST_VALIDITY_MS) {
    throw new Error('holds a certificate that expires within the hour')
  }
  return certificates
}

function parseCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Error('holds a certificate that cannot be read')
  }
}

function parseKey(text: string): KeyObject {
  const key = parsePem(text)
  const { asymmetricKeyType: type, asymmetricKeyDetails: { modulusLength = 0, namedCurve } = {} } =
    key
  const fits =
    type === 'rsa' ? modulusLength >= LEAST_RSA_BITS : type === 'ec' && namedCurve === 'prime256v1'
  if (!fits) throw new Error('must be a key for RSA, of 2048 bits or more, or for ECDSA on P-256')
  return key
}

/** What OpenSSL says of a key it cannot read helps nobody, and its words change. */
function parsePem(text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    throw new Error(
      text.includes('ENCRYPTED')
        ? 'is encrypted; write it without a passphrase'
        : 'holds no private key in PEM',
    )
  }
}
