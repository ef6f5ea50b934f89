// Signed content as Apple verifies it: CMS SignedData (RFC 5652) with the content inside, in DER.
import { OctetString, type BaseBlock, ObjectIdentifier, UTCTime } from 'asn1js'
import { type KeyObject, webcrypto } from 'node:crypto'
import {
  Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'

const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'

const HASH = 'SHA-256'
const CURVE = 'P-256'

export interface Signer {
  /** DER, the signer's own certificate first. */
  certificates: readonly Uint8Array[]
  /** RSA, or ECDSA on P-256. */
  key: KeyObject
}

/**
 * The content, signed with SHA-256. `time` is stated as the time of signing, as openssl does by default;
 * capabilities of mail programs are not.
 */
export async function signCms(
  content: Uint8Array,
  { certificates, key }: Signer,
  time: Date,
): Promise<Uint8Array> {
  const engine = new CryptoEngine({ name: 'node', crypto: webcrypto })
  const [signer] = certificates.map((one) => Certificate.fromBER(copy(one)))
  if (signer === undefined) throw new Error('no certificate to sign with')
  const digest = await webcrypto.subtle.digest(HASH, copy(content))
  const data = new SignedData({
    version: 1,
    encapContentInfo: contentOf(content),
    // A SET in DER is in order of its octets.
    certificates: certificates
      .toSorted((a, b) => Buffer.compare(a, b))
      .map((one) => Certificate.fromBER(copy(one))),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: signer.issuer,
          serialNumber: signer.serialNumber,
        }),
        signedAttrs: signedAttributes(digest, time),
      }),
    ],
  })
  await data.sign(await importKey(key), 0, HASH, undefined, engine)
  const info = new ContentInfo({ contentType: SIGNED_DATA, content: data.toSchema(true) })
  return new Uint8Array(info.toSchema().toBER())
}

/** What is inside SignedData, its signature not looked at; undefined where nothing is, or it is no CMS. */
export function contentOfCms(bytes: Uint8Array): Uint8Array | undefined {
  return inSignedData(bytes, ({ encapContentInfo: { eContent } }) =>
    eContent === undefined ? undefined : new Uint8Array(eContent.getValue()),
  )
}

export interface Validity {
  validFrom: Date
  validTo: Date
}

/**
 * How long the certificate of the first signer is valid. Nothing is verified. Undefined: the certificate is not
 * inside, or not named by its issuer and number, or it is no CMS.
 */
export function signerValidity(bytes: Uint8Array): Validity | undefined {
  return inSignedData(bytes, ({ signerInfos: [first], certificates = [] }) => {
    const sid: unknown = first?.sid
    if (!(sid instanceof IssuerAndSerialNumber)) return undefined
    const signer = certificates
      .filter((one) => one instanceof Certificate)
      .find(
        ({ issuer, serialNumber }) =>
          issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber),
      )
    return signer && { validFrom: signer.notBefore.value, validTo: signer.notAfter.value }
  })
}

function inSignedData<Value>(
  bytes: Uint8Array,
  read: (data: SignedData) => Value | undefined,
): Value | undefined {
  try {
    const info = ContentInfo.fromBER(copy(bytes))
    if (info.contentType !== SIGNED_DATA) return undefined
    return read(new SignedData({ schema: info.content as unknown }))
  } catch {
    return undefined
  }
}

/** Assigned afterwards: the constructor would cut the octets into pieces, which is BER. */
function contentOf(content: Uint8Array): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: DATA })
  info.eContent = new OctetString({ valueHex: copy(content) })
  return info
}

/** In the order that DER wants, which is by length here. */
function signedAttributes(digest: ArrayBuffer, time: Date): SignedAndUnsignedAttributes {
  const attribute = (type: string, value: BaseBlock) => new Attribute({ type, values: [value] })
  return new SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      attribute(CONTENT_TYPE, new ObjectIdentifier({ value: DATA })),
      attribute(SIGNING_TIME, new UTCTime({ valueDate: time })),
      attribute(MESSAGE_DIGEST, new OctetString({ valueHex: digest })),
    ],
  })
}

async function importKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const algorithm =
    key.asymmetricKeyType === 'rsa'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: HASH }
      : { name: 'ECDSA', namedCurve: CURVE }
  const der = key.export({ type: 'pkcs8', format: 'der' })
  return webcrypto.subtle.importKey('pkcs8', copy(der), algorithm, false, ['sign'])
}

/** In a buffer of its own: what Node reads from a file may share one. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
