// A small authority for one signed profile: a root, an intermediate, and a leaf below it.
import { createPrivateKey } from 'node:crypto'
import {
  type AlgorithmName,
  certify,
  DAY_MS,
  der,
  keyPem,
  pem,
} from '../../helpers/certificates.js'

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

/** Its own authority for each call: nothing is shared but code. Times count from now, in milliseconds. */
export async function issue(wish: Wish = {}): Promise<Issued> {
  const years = { isAuthority: true, notAfter: 365 * DAY_MS }
  const root = await certify({ name: 'Test root', ...years })
  const intermediate = await certify({ name: 'Test intermediate', issuer: root, ...years })
  const leaf = await certify({ name: 'setup.example.net', issuer: intermediate, ...wish })
  return {
    chain: pem(leaf) + pem(intermediate),
    key: keyPem(leaf),
    leaf: der(leaf),
    intermediate: der(intermediate),
    root: der(root),
  }
}

/** The key as it would be read from a file. */
export function credentialsOf({ leaf, intermediate, key }: Issued) {
  return { certificates: [leaf, intermediate], key: createPrivateKey(key) }
}
