// What was found → the profile, signed where there is something to sign with.
import { PROFILE_TYPE } from './media-type.js'
import type { Found } from '../../settings/lookup.js'
import { type PlaceholderValues, replacePlaceholders } from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import type { SigningCredentials } from '../../settings/signing.js'
import type { General } from '../../settings/table.js'
import { type Answer, textAnswer } from '../answer.js'
import type { Refusal } from '../people.js'
import { valuesOfAddress } from '../slots.js'
import type { AnswerOptions } from '../protocol.js'
import { type ProfileKind, profileServers } from './servers.js'
import { type ProfileDocument, profileDocument } from './document.js'
import type { Wishes } from './request.js'

export type Profile =
  { ok: true; document: ProfileDocument; fileName: string } | { ok: false; refusal: Refusal }

/** The profile of the address that was asked for, or why there is none. */
export function profileFor(
  found: Found | undefined,
  wishes: Wishes,
  { applePrefix }: General,
): Profile {
  if (found?.entry.kind !== 'settings') return { ok: false, refusal: 'unknown' }
  const { address, domain } = found
  const { provider, address: mailboxOf } = found.entry
  if (address === undefined) return { ok: false, refusal: 'address' }
  const values = valuesOfAddress(address)
  const mailbox = replacePlaceholders(mailboxOf, values)
  const document = profileDocument(provider, { mailbox, values }, wishes, applePrefix)
  if (document === undefined)
    return { ok: false, refusal: refusalOf(provider, wishes.kind, values) }
  return { ok: true, document, fileName: fileNameFor(domain) }
}

/** Whether another link would do: one that does not ask for what the provider does not have. */
function refusalOf(
  provider: Provider,
  kind: ProfileKind | undefined,
  values: PlaceholderValues,
): Refusal {
  const offered = provider.incomingServers.some(({ type }) => type === kind)
  const otherwise = kind !== undefined && profileServers(provider, undefined, values) !== undefined
  return otherwise && !offered ? 'protocol' : 'profile'
}

/** Made of the domain in the table, which is letters, digits, hyphens and dots. */
function fileNameFor(domain: string): string {
  return `mail-${domain.replaceAll('.', '-')}.mobileconfig`
}

/**
 * The octets and their headers. A profile that cannot be signed goes out unsigned, which installs as well;
 * `onFailure` hears of it. What writes and signs is loaded here, by the first who wants a profile.
 */
export async function deliver(
  { document, fileName }: Profile & { ok: true },
  { credentials, clock }: Pick<AnswerOptions, 'credentials' | 'clock'>,
  onFailure: () => void = () => undefined,
): Promise<Answer> {
  const { renderPlist } = await import('../../format/plist.js')
  const unsigned = Buffer.from(renderPlist(document))
  const signer = credentials()
  const body = signer && (await sign(unsigned, signer, clock()).catch(onFailure))
  return {
    status: 200,
    headers: {
      // Without a charset parameter, and never by a link with `download`: else a phone keeps a file and offers no profile.
      'content-type': PROFILE_TYPE,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    },
    body: body ?? unsigned,
  }
}

async function sign(
  content: Uint8Array,
  credentials: SigningCredentials,
  now: Date,
): Promise<Uint8Array> {
  const { signCms } = await import('../../format/cms.js')
  return signCms(content, credentials, now)
}

export function notAllowed(allow: string): Answer {
  return textAnswer(405, 'Ask with GET, and the address as ?email=.\n', { allow })
}
