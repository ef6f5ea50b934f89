// Paths of the service in every spelling that is the same, and others that look like them.
import fc, { type Arbitrary } from 'fast-check'
import { PATHS } from '../../../src/settings/paths.js'
import type { Route } from '../request.js'

/** Case, a trailing slash and double slashes never matter. */
const spelling: Arbitrary<(path: string) => string> = fc.constantFrom(
  (path: string) => path,
  (path: string) => path,
  (path: string) => path.toUpperCase(),
  (path: string) => path.replaceAll('/', '//'),
  (path: string) => (path === '/' ? path : `${path}/`),
)

const OF_ROUTE: Readonly<Record<Route, readonly string[]>> = {
  autoconfig: [PATHS.autoconfig, `${PATHS.wellKnownAutoconfig}${PATHS.autoconfig}`],
  pox: [PATHS.autodiscover],
  json: [PATHS.autodiscoverJson],
  profile: [PATHS.profile, PATHS.profileAlias],
  pacc: [PATHS.pacc],
  page: ['/', '/apple'],
}

export function pathOf(route: Route): Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...OF_ROUTE[route]), spelling).map(([path, spell]) => spell(path))
}

export const anyPath: Arbitrary<string> = fc.oneof(
  ...(Object.keys(OF_ROUTE) as Route[]).map(pathOf),
  fc.constantFrom(
    '/favicon.ico',
    '/assets/x',
    '/v1.1/full.example',
    '/.well-known/autoconfig/',
    '/autodiscover/autodiscover.svc',
    '/robots.txt',
    '/metrics',
    '/..%2f..%2fetc/passwd',
    '/%zz',
    '*',
    '//',
  ),
)
