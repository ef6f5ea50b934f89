// Apple configuration profiles (.mobileconfig), which set up accounts on iPhone, iPad, Mac and Vision Pro:
// Apple's device-management schema, top level with com.apple.mail.managed, com.apple.caldav.account and
// com.apple.carddav.account. Fetched by people in a browser, never by a mail client: Apple has no discovery of its own.
// Deviations on purpose: never a password, never a server without TLS, a host name alone for CalDAV and CardDAV
// (a stated principal URL broke calendars on macOS), no profile for a domain without an address.
import type { Protocol } from '../protocol.js'
import { REFUSAL_STATUS } from '../people.js'
import { deliver, profileFor } from './answer.js'
import { judgeProfile } from './clients.js'
import { profileCoverage } from './coverage.js'
import { NO_WISHES } from './request.js'
import { PATHS } from '../../settings/paths.js'
import { routes } from './routes.js'

export const apple: Protocol = {
  name: 'mobileconfig',
  endpoints: [
    {
      method: 'GET',
      path: `${PATHS.profile}?email=<address>`,
      askedBy: 'people with an iPhone, iPad or Mac',
    },
    {
      method: 'GET',
      path: `${PATHS.profileAlias}?emailaddress=<address>`,
      askedBy: 'the same, by links for automx2',
    },
  ],
  routes,
  render(found, options) {
    const profile = profileFor(found, NO_WISHES, options.table().general)
    if (profile.ok) return deliver(profile, options)
    // Over HTTP it comes with a page.
    return { status: REFUSAL_STATUS[profile.refusal], headers: {}, body: '' }
  },
  judge: judgeProfile,
  coverage: profileCoverage,
}
