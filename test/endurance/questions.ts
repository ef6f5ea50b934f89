// What clients ask, in the shares in which they ask it, and what nobody should.
import { AUTOCONFIG, JSON_V2, POX, poxBody } from '../http/fixture.js'
import { domainOf } from './customers.js'

export type Kind = 'autoconfig' | 'pox' | 'json' | 'profile' | 'page'

export interface Question {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  body?: string
}

/** 60 % autoconfig, 30 % POX, 5 % JSON, 5 % page or profile. `chance`: from 0 to 1. */
export function kindOf(chance: number): Kind {
  if (chance < 0.6) return 'autoconfig'
  if (chance < 0.9) return 'pox'
  if (chance < 0.95) return 'json'
  return chance < 0.975 ? 'profile' : 'page'
}

function questionOf(kind: Kind, domain: string): Question {
  const address = `jonas@${domain}`
  switch (kind) {
    case 'autoconfig':
      return { method: 'GET', path: `${AUTOCONFIG}?emailaddress=${address}` }
    case 'pox':
      return { method: 'POST', path: POX, body: poxBody(address) }
    case 'json':
      return { method: 'GET', path: `${JSON_V2}?Email=${address}&Protocol=AutodiscoverV1` }
    case 'profile':
      return { method: 'GET', path: `/email.mobileconfig?email=${address}` }
    case 'page':
      return { method: 'GET', path: `/?email=${address}` }
  }
}

/** Nothing of it may ever be answered with anything but 4xx. */
export const NOISE: readonly Question[] = [
  { method: 'POST', path: POX, body: '' },
  { method: 'POST', path: POX, body: '<Autodiscover' },
  { method: 'POST', path: POX, body: `<!DOCTYPE x [<!ENTITY a "b">]>${poxBody('&a;@c1.example')}` },
  { method: 'POST', path: POX, body: poxBody('jonas@c1.example@c2.example') },
  { method: 'POST', path: POX, body: 'x'.repeat(20_000) },
  { method: 'GET', path: POX.replace('.xml', '.html') },
  { method: 'GET', path: `${AUTOCONFIG}?emailaddress=%E0%A4%A@` },
  { method: 'GET', path: `${AUTOCONFIG}/../../../etc/passwd` },
  { method: 'GET', path: `/email.mobileconfig?email=${'a'.repeat(3000)}@c1.example` },
  { method: 'GET', path: `${JSON_V2}?Email=&Protocol=` },
  { method: 'PUT', path: '/', body: 'x' },
]

export function unknownQuestion(random: () => number): Question {
  const domain = `${random().toString(36).slice(2)}.unknown.example`
  return questionOf(random() < 0.7 ? 'autoconfig' : 'pox', domain)
}

export const knownQuestion = (kind: Kind, customer: number) => questionOf(kind, domainOf(customer))
