// A verifier of its own, by RFC 5652 section 5.6, that shares no code with the signer but the ASN.1 decoder.
import {
  type BaseBlock,
  Constructed,
  fromBER,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set,
} from 'asn1js'
import { createHash, verify, X509Certificate } from 'node:crypto'

export interface ReadCms {
  content: Buffer
  /** Whether the octets of the content stand in one piece, as DER wants. */
  primitive: boolean
  /** DER, in the order of the file. */
  certificates: Buffer[]
  /** OIDs of the signed attributes. */
  attributes: string[]
  valid: boolean
}

function children(block: BaseBlock | undefined): BaseBlock[] {
  if (block instanceof Sequence || block instanceof Set || block instanceof Constructed) {
    return block.valueBlock.value
  }
  throw new Error('not constructed')
}

const bytesOf = (block: BaseBlock) => Buffer.from(block.toBER())
const oidOf = (block: BaseBlock | undefined) =>
  block instanceof ObjectIdentifier ? block.valueBlock.toString() : ''
function octetsOf(block: BaseBlock | undefined): Buffer {
  if (!(block instanceof OctetString)) throw new Error('no octets')
  return Buffer.from(block.getValue())
}

export function readCms(bytes: Uint8Array): ReadCms {
  const { result, offset } = fromBER(new Uint8Array(bytes).buffer)
  if (offset !== bytes.length) throw new Error('not one whole value')
  const [type, wrapped] = children(result)
  if (oidOf(type) !== '1.2.840.113549.1.7.2') throw new Error('not SignedData')
  const [, digests, encapsulated, certificateSet, signers] = children(children(wrapped)[0])
  if (children(digests).length !== 1) throw new Error('not one digest algorithm')
  const [contentType, contentBlock] = children(encapsulated)
  if (oidOf(contentType) !== '1.2.840.113549.1.7.1') throw new Error('no data inside')
  const octets = children(contentBlock)[0]
  const content = octetsOf(octets)
  const certificates = children(certificateSet).map(bytesOf)
  const [signer] = children(signers)
  const [, identifier, , signedAttributes, , signature] = children(signer)
  const [issuer, serial] = children(identifier).map(bytesOf)
  const leaf = certificates.find(
    (one) => issuer && serial && one.includes(serial) && one.includes(issuer),
  )
  const attributes = children(signedAttributes).map(children)
  const digest = attributes.find(([name]) => oidOf(name) === '1.2.840.113549.1.9.4')?.[1]
  // What is signed is a SET, whatever tag it has inside the file.
  const signed = bytesOf(signedAttributes as BaseBlock)
  signed.writeUInt8(0x31, 0)
  const matches = createHash('sha256')
    .update(content)
    .digest()
    .equals(octetsOf(children(digest)[0]))
  return {
    content,
    primitive: octets instanceof OctetString && !octets.idBlock.isConstructed,
    certificates,
    attributes: attributes.map(([name]) => oidOf(name)),
    valid:
      leaf !== undefined &&
      matches &&
      verify('sha256', signed, new X509Certificate(leaf).publicKey, octetsOf(signature)),
  }
}
