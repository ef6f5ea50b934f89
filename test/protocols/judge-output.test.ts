// The judge of every answer that tests get: it must see what is wrong.
import { expect, test } from 'vitest'
import { faultsOf, type Output } from '../helpers/judge-output.js'
import { SETTINGS } from './autodiscover/samples.js'

const answer = (body: string, type: string, more: Partial<Output> = {}): Output => ({
  method: 'GET',
  status: 200,
  headers: {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
  body,
  octets: Buffer.from(body),
  oddSettings: false,
  ...more,
})
const XML = 'text/xml; charset=utf-8'
const PROFILE = 'application/x-apple-aspen-config'
const plist = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${inside}</dict></plist>`
const config = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1">${inside}</clientConfig>\n`

test.each([
  ['autoconfig without a provider', answer(config(''), XML)],
  ['autoconfig that is cut', answer(config('').slice(0, -9), XML)],
  ['the same, of odd settings', answer(config('').slice(0, -9), XML, { oddSettings: true })],
  [
    'autodiscover with another word',
    answer(SETTINGS.replace('<Encryption>SSL', '<Encryption>Ssl'), XML),
  ],
  ['a profile without a type', answer(plist('<key>PayloadVersion</key>'), PROFILE)],
  ['a profile with a key of nobody', answer(plist('<key>X</key><true/>'), PROFILE)],
  ['PACC without protocols', answer('{}', 'application/json')],
  ['JSON that states nothing', answer('{}', 'application/json; charset=utf-8')],
  ['a page with NUL', answer('<!doctype html><title>x</title>\u0000', 'text/html; charset=utf-8')],
])('%s is told', (_title, output) => {
  let told: string[]
  try {
    told = faultsOf(output)
  } catch (error) {
    told = [String(error)]
  }
  expect(told).not.toEqual([])
})

test('what is sound is not', () => {
  expect(faultsOf(answer(SETTINGS, XML))).toEqual([])
  expect(faultsOf(answer('', XML))).toEqual([])
})
