// One question of each route, with what is known about its answer.
import fc, { type Arbitrary } from 'fast-check'
import { canary } from '../canaries.js'
import type { Asked, Route } from '../request.js'
import { headers } from './headers.js'
import { pathOf } from './paths.js'
import { poxBody } from './pox-body.js'
import { passwordParameter, query, type Query, wish } from './queries.js'
import { formBody, domainParameter } from './forms.js'

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constant('GET') },
  { weight: 1, arbitrary: fc.constant('HEAD') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'OPTIONS',
      'PUT',
      'DELETE',
      'PROPFIND',
      'TRACE',
      'QUERY',
      'M-SEARCH',
    ),
  },
)

/** A question in the URL. `readsHost`: the host decides where nothing else does. */
function inUrl(route: Route, asked: Arbitrary<Query>, readsHost: boolean): Arbitrary<Asked> {
  return fc
    .tuple(method, pathOf(route), asked, headers(), canary)
    .map(([verb, path, found, lines, own]) => ({
      request: {
        method: verb,
        target: path + found.write(own),
        headers: lines.write(own),
        body: '',
      },
      canary: own,
      route,
      mayShow: [...found.mayShow, ...(readsHost || lines.plainHttp ? lines.mayShow : [])],
      mustShow: verb === 'GET' && !lines.plainHttp ? customerOf(found) : undefined,
    }))
}

function customerOf({ only }: Pick<Query, 'only'>): string | undefined {
  return only?.customer?.hasSettings === true ? only.customer.marker : undefined
}

const protocolWish = fc.oneof(
  wish('Protocol', ['AutodiscoverV1', 'autodiscoverv1', 'ActiveSync', 'EWS', 'REST', '']),
  wish('RedirectCount', ['1', '-1']),
)
const profileWish = fc.oneof(
  wish('name', ['Ana Silva', 'Ona Žemaitė', '  ', 'x'.repeat(65)]),
  wish('for', ['ios', 'mac']),
  wish('dav', ['1', '0']),
  wish('protocol', ['imap', 'pop3', 'smtp']),
  wish('lang', ['en', 'lt', 'xx']),
  passwordParameter,
)
const pageWish = fc.oneof(
  wish('client', ['ios', 'thunderbird-android', 'outlook', 'nobody']),
  wish('lang', ['en', 'lt']),
  wish('print', ['1']),
  domainParameter,
  passwordParameter,
)

export const autoconfig: Arbitrary<Asked> = inUrl(
  'autoconfig',
  query(['emailaddress'], passwordParameter),
  true,
)
/** Without a protocol that is offered nothing of a customer's can come. */
export const json: Arbitrary<Asked> = inUrl('json', query(['Email'], protocolWish), true).map(
  (asked) => ({ ...asked, mustShow: undefined }),
)
export const profile: Arbitrary<Asked> = inUrl(
  'profile',
  query(['email', 'emailaddress'], profileWish),
  false,
)
export const page: Arbitrary<Asked> = inUrl(
  'page',
  query(['email', 'emailaddress'], pageWish),
  true,
)
/** The host alone says who is meant, and only where a client of this kind asks. */
export const pacc: Arbitrary<Asked> = inUrl(
  'pacc',
  query(['emailaddress'], passwordParameter),
  true,
).map((asked) => ({ ...asked, mustShow: undefined }))

const contentType = fc.constantFrom(
  'text/xml',
  'text/xml; charset=utf-8',
  'application/x-www-form-urlencoded',
  'application/json',
  'multipart/form-data; boundary=x',
  ';',
  'text/xml\t;',
  '',
)
const chunks = fc.option(fc.integer({ min: 1, max: 5000 }), { freq: 4, nil: undefined })

export const pox: Arbitrary<Asked> = fc
  .record({
    path: pathOf('pox'),
    body: poxBody,
    lines: headers(),
    type: fc.option(contentType, { nil: undefined }),
    encoding: fc.option(fc.constantFrom('gzip', 'identity', 'x'), { freq: 20, nil: undefined }),
    own: canary,
    chunks,
  })
  .map(({ path, body, lines, type, encoding, own, chunks: size }) => ({
    request: {
      method: 'POST',
      target: path,
      headers: [
        ...lines.write(own),
        ...(type === undefined ? [] : [['Content-Type', type] as const]),
        ...(encoding === undefined ? [] : [['Content-Encoding', encoding] as const]),
      ],
      body: body.write(own),
      chunks: size,
    },
    canary: own,
    route: 'pox',
    // Only a request over plain http is answered by its host: with a redirect.
    mayShow: [...body.mayShow, ...(lines.plainHttp ? lines.mayShow : [])],
    mustShow: lines.plainHttp || encoding !== undefined ? undefined : customerOf(body),
  }))

export const form: Arbitrary<Asked> = fc
  .record({
    body: formBody,
    lines: headers(),
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/x-www-form-urlencoded') },
      { weight: 1, arbitrary: contentType },
    ),
    own: canary,
    chunks,
  })
  .map(({ body, lines, type, own, chunks: size }) => ({
    request: {
      method: 'POST',
      target: '/',
      headers: [...lines.write(own), ['Content-Type', type]],
      body: body.write(own),
      chunks: size,
    },
    canary: own,
    route: 'page',
    mayShow: [...body.mayShow, ...lines.mayShow],
  }))
