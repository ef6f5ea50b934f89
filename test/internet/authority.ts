// Who signs certificates in the private internet: an authority that clients are told to trust, and a stranger.
import {
  type AlgorithmName,
  certify,
  DAY_MS,
  type Holder,
  keyPem,
  pem,
} from '../helpers/certificates.js'

/** PEM, as node:tls takes them. */
export interface Certificate {
  key: string
  /** The leaf, then what a server should send with it. */
  cert: string
}

export interface CertificateOrder {
  names: readonly string[]
  /** Days until it expires; negative: days since. */
  days?: number
  /** Days since it was made. */
  age?: number
  /** `stranger`: an authority that nobody trusts. `itself`: no authority at all. */
  from?: 'authority' | 'stranger' | 'itself'
  /** The leaf alone, though an intermediate has signed it. */
  missingIntermediate?: boolean
  key?: Extract<AlgorithmName, 'p256' | 'rsa2048'>
}

export interface Authority {
  /** PEM. */
  root: string
  certificate: (order: CertificateOrder) => Promise<Certificate>
}

interface Signers {
  root: Holder
  intermediate: Holder
}

export async function createAuthority(): Promise<Authority> {
  const trusted = await signers('Test')
  let strangers: Promise<Signers> | undefined
  const signersFor = (from: 'authority' | 'stranger') => {
    if (from === 'authority') return trusted
    strangers ??= signers('Stranger')
    return strangers
  }
  return {
    root: pem(trusted.root),
    async certificate({
      names,
      days = 30,
      age = 1,
      from = 'authority',
      missingIntermediate = false,
      key = 'p256',
    }) {
      const by = from === 'itself' ? undefined : (await signersFor(from)).intermediate
      const leaf = await certify({
        name: names[0] ?? 'nameless',
        alternativeNames: names,
        issuer: by,
        algorithm: key,
        notBefore: (Math.min(days, 0) - age) * DAY_MS,
        notAfter: days * DAY_MS,
      })
      const besides = by === undefined || missingIntermediate ? '' : pem(by)
      return { key: keyPem(leaf), cert: pem(leaf) + besides }
    },
  }
}

async function signers(whose: string): Promise<Signers> {
  const years = { isAuthority: true, notBefore: -3650 * DAY_MS, notAfter: 3650 * DAY_MS }
  const root = await certify({ name: `${whose} root`, ...years })
  const intermediate = await certify({ name: `${whose} intermediate`, issuer: root, ...years })
  return { root, intermediate }
}
