// Everything made by hand, as what a connection sends. Nothing here is left to chance: the same cases in the same order.
import { escaped, outlook } from '../../protocols/autodiscover/bodies.js'
import type { Canary } from '../canaries.js'
import { CUSTOMERS } from '../customers.js'
import {
  type Asked,
  type Octets,
  octetsOf,
  type Request,
  type Route,
  type Sent,
  together,
} from '../request.js'
import { addressCorpus } from './address-corpus.js'
import { framingCorpus } from './framing-corpus.js'
import { poxCorpus } from './pox-corpus.js'

export interface CorpusCase {
  title: string
  sent: Sent
}

const CANARY: Canary = { localPart: 'canary-00000000', password: 'CANARY-pw-00000000' }
const EVERYBODY = CUSTOMERS.map(({ marker }) => marker)
const PERSONAL = [
  ['Host', 'x.invalid'],
  [
    'Authorization',
    `Basic ${Buffer.from(`${CANARY.localPart}:${CANARY.password}`).toString('base64')}`,
  ],
  ['Cookie', `session=${CANARY.password}`],
] as const

function asking(
  route: Route,
  request: Pick<Request, 'target'> & Partial<Request>,
  mustShow?: string,
): Sent {
  const asked: Asked = {
    request: {
      method: 'GET',
      body: '',
      ...request,
      headers: [...PERSONAL, ...(request.headers ?? [])],
    },
    canary: CANARY,
    route,
    mayShow: EVERYBODY,
    mustShow,
  }
  return together([asked])
}

const pox = (body: Octets, mustShow?: string): Sent =>
  asking('pox', { method: 'POST', target: '/autodiscover/autodiscover.xml', body }, mustShow)

/** Wherever an address can be written. */
function* placesOf(text: string): Generator<[place: string, sent: Sent]> {
  const query = encodeURIComponent(text.toWellFormed())
  yield [
    'autoconfig',
    asking('autoconfig', { target: `/mail/config-v1.1.xml?emailaddress=${query}` }),
  ]
  yield [
    'JSON',
    asking('json', {
      target: `/autodiscover/autodiscover.json?Email=${query}&Protocol=AutodiscoverV1`,
    }),
  ]
  yield ['profile', asking('profile', { target: `/email.mobileconfig?email=${query}` })]
  yield ['page', asking('page', { target: `/?email=${query}` })]
  yield [
    'name of a profile',
    asking('profile', { target: `/email.mobileconfig?email=a@full.example&name=${query}` }),
  ]
  yield ['ISPDB', asking('autoconfig', { target: `/v1.1/${query}` })]
  yield ['XML', pox(octetsOf(outlook(escaped(text))))]
  const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const
  yield ['form', asking('page', { method: 'POST', target: '/', headers, body: `email=${query}` })]
  const value = octetsOf(text).replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '')
  for (const name of [
    'Accept-Language',
    'If-None-Match',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
  ]) {
    yield [
      name,
      asking('autoconfig', { target: '/mail/config-v1.1.xml', headers: [[name, value]] }),
    ]
  }
}

export function* corpus(): Generator<CorpusCase> {
  for (const { title, body, mustShow } of poxCorpus(CANARY)) {
    yield { title, sent: pox(body, mustShow) }
  }
  for (const { title, text } of addressCorpus(CANARY)) {
    for (const [place, sent] of placesOf(text)) {
      yield { title: `${title} ${JSON.stringify(text.slice(0, 60))} as ${place}`, sent }
    }
  }
  for (const octets of framingCorpus()) {
    const sent = { octets, canaries: [CANARY], mayShow: EVERYBODY }
    yield { title: `framing ${JSON.stringify(octets.slice(0, 80))}`, sent }
  }
}
