// Statuses that no request may lead to, whatever it is, and headers that make clients send a password.
import type { Answer } from './answers.js'

const FORBIDDEN = [
  'www-authenticate',
  'proxy-authenticate',
  'set-cookie',
  'x-powered-by',
  'server',
  'x-evil',
]
// Where an answer sends people and clients: from the settings, never from the request.
const LOCATION = /^https:\/\/(?:autodiscover\.[a-z0-9.-]+|mail\.gone\.host\.example)\/[a-z0-9./]*$/

export function faultsOfStatus({ status, headers }: Answer): string[] {
  const { location } = headers
  return [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...([401, 407].includes(status) ? [`status ${status}, which asks for a password`] : []),
    ...FORBIDDEN.filter((name) => name in headers).map((name) => `the header ${name}`),
    ...(location === undefined || LOCATION.test(location)
      ? []
      : ['a Location that is not of the settings']),
  ]
}
