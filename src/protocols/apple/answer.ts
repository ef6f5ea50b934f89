// What was found → the profile, signed where there is something to sign with.
import { renderPlist } from '../../format/plist.js'
import { formatAddress } from '../../settings/address.js'
import type { Found } from '../../settings/lookup.js'
import { type PlaceholderValues, replacePlaceholders } from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import type { SigningCredentials } from '../../settings/signing.js'
import type { General, MaybePromise } from '../../settings/table.js'
import { type Answer, SECURITY_HEADERS } from '../answer.js'
import type { Refusal } from '../people.js'
import type { ProfileKind } from '../profile-servers.js'
import { profileDocument } from './document.js'
import type { Wishes } from './request.js'

export type Profile = { ok: true; xml: string; fileName: string } | { ok: false; refusal: Refusal }

/** The profile of the address that was asked for, or why there is none. */
export function profileFor(
  found: Found | undefined,
  wishes: Wishes,
  { applePrefix }: General,
): Profile {
  const { entry, address, domain } = found ?? {}
  if (entry?.kind !== 'settings') return { ok: false, refusal: 'unknown' }
  if (address === undefined) return { ok: false, refusal: 'address' }
  const values: PlaceholderValues = {
    EMAILADDRESS: formatAddress(address),
    EMAILLOCALPART: address.localPart,
    EMAILDOMAIN: address.domain,
  }
  const mailbox = replacePlaceholders(entry.address, values)
  const document = profileDocument(entry.provider, { mailbox, values }, wishes, applePrefix)
  if (document === undefined) return { ok: false, refusal: refusalOf(entry.provider, wishes.kind) }
  return { ok: true, xml: renderPlist(document), fileName: fileNameFor(domain ?? '') }
}

function refusalOf({ incomingServers }: Provider, kind: ProfileKind | undefined): Refusal {
  const offered = incomingServers.some(({ type }) => type === kind)
  return kind === undefined || offered ? 'profile' : 'protocol'
}

/** Made of the domain in the table, which is letters, digits, hyphens and dots. */
function fileNameFor(domain: string): string {
  return `mail-${domain.replaceAll('.', '-')}.mobileconfig`
}

/**
 * The octets and their headers. A profile that cannot be signed goes out unsigned, which installs as well;
 * `onFailure` hears of it.
 */
export function deliver(
  { xml, fileName }: Profile & { ok: true },
  credentials: SigningCredentials | undefined,
  onFailure: (error: unknown) => void = () => undefined,
): MaybePromise<Answer> {
  const content = Buffer.from(xml)
  const answer = (body: Uint8Array): Answer => ({
    status: 200,
    headers: {
      // Without a charset parameter, and not as a download: else a phone keeps a file and offers no profile.
      'content-type': 'application/x-apple-aspen-config',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    },
    body,
  })
  if (credentials === undefined) return answer(content)
  return sign(content, credentials).then(answer, (error: unknown) => {
    onFailure(error)
    return answer(content)
  })
}

async function sign(content: Uint8Array, credentials: SigningCredentials): Promise<Uint8Array> {
  const { signCms } = await import('../../format/cms.js')
  return signCms(content, credentials, new Date())
}

export function notAllowed(allow: string): Answer {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    allow,
  }
  return { status: 405, headers, body: 'Ask with GET, and the address as ?email=.\n' }
}
