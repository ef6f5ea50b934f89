// Addresses and hosts: of customers, spelled in every way that is allowed, of nobody, and broken.
import fc, { type Arbitrary } from 'fast-check'
import type { Canary } from '../canaries.js'
import { CUSTOMERS, type Customer } from '../customers.js'
import { fragment, long } from './texts.js'

/** A local part still to come, and whose domain it is. */
export interface AddressShape {
  write: (canary: Canary) => string
  /** Whose settings may come of it. */
  mayShow: readonly string[]
  /** The customer, where every reader must see the same one. */
  customer?: Customer | undefined
}

const customer = fc.constantFrom(...CUSTOMERS)

/** Ways to write one and the same name. */
function spelled({ domain }: Customer): Arbitrary<string> {
  return fc.constantFrom(
    domain,
    domain,
    domain.toUpperCase(),
    `${domain}.`,
    domain.replace('xn--bcher-kva', 'bücher'),
    domain.replace('.', '。'),
    domain.replace('full', 'ｆｕｌｌ'),
  )
}

/** Nothing about it is doubtful. */
export const plainAddress: Arbitrary<AddressShape> = customer.chain((one) =>
  fc
    .tuple(
      spelled(one),
      fc.constantFrom('', '+tag', '.b', '&co', "'s", '%EMAILDOMAIN%', '$&', 'ü', '{{7*7}}'),
    )
    .map(([domain, suffix]) => ({
      write: ({ localPart }: Canary) => `${localPart}${suffix}@${domain}`,
      mayShow: [one.marker],
      customer: one,
    })),
)

const strangers = fc.oneof(
  fc.constantFrom(
    'nobody.invalid',
    'wild.example',
    'example',
    'xn--a.example',
    '127.0.0.1',
    '[::1]',
  ),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'a.b.c.d.e.f.g.example',
    '',
    '.',
    'a..example',
    '2130706433',
  ),
  fc.domain(),
  fragment,
  long,
)

/** Something that was meant to be an address, or to look like one. */
const hostileAddress: Arbitrary<AddressShape> = fc
  .record({
    one: fc.option(customer, { freq: 3, nil: undefined }),
    stranger: strangers,
    before: fc.oneof(fc.constant(''), fragment, long),
    after: fc.oneof(fc.constant(''), fragment, long),
    behind: fc.oneof(fc.constant(''), fragment),
    form: fc.constantFrom('plain', 'quoted', 'named', 'two at', 'no at', 'bare', 'uri'),
  })
  .map(({ one, stranger, before, after, behind, form }) => {
    const domain = `${one?.domain ?? stranger}${behind}`
    return {
      write({ localPart }: Canary) {
        const local = `${before}${localPart}${after}`
        switch (form) {
          case 'quoted':
            return `"${local}"@${domain}`
          case 'named':
            return `A B <${local}@${domain}>`
          case 'two at':
            return `${local}@x@${domain}`
          case 'no at':
            // In front of a name it would be a host below it, and with a wildcard a hosted one.
            return `${domain}${local}`
          case 'bare':
            return domain
          case 'uri':
            return `mailto:${local}@${domain}`
          case 'plain':
            return `${local}@${domain}`
        }
      },
      // Whatever is put behind a name can make it another customer's.
      mayShow: one === undefined ? everybody(stranger) : [one.marker, ...everybody(behind)],
    }
  })

function everybody(text: string): string[] {
  const found = CUSTOMERS.filter(({ domain }) => text.includes(domain))
  return [...found.map(({ marker }) => marker), ...(text.includes('wild.example') ? ['wild'] : [])]
}

export const address: Arbitrary<AddressShape> = fc.oneof(plainAddress, hostileAddress)

export interface Host {
  name: string
  mayShow: readonly string[]
}

const labels = fc.constantFrom(
  '',
  'autoconfig.',
  'autodiscover.',
  'ua-auto-config.',
  'www.',
  'AUTOCONFIG.',
)
const customersHost: Arbitrary<Host> = fc
  .tuple(labels, customer, fc.constantFrom('', '', '.', ':80', ':443', ':99999'))
  .map(([label, { domain, marker }, behind]) => ({
    name: `${label}${domain}${behind}`,
    mayShow: [marker],
  }))
const strangersHost: Arbitrary<Host> = fc
  .constantFrom(
    'nobody.invalid',
    'localhost',
    '127.0.0.1:8080',
    '[::1]:80',
    'autoconfig.',
    'setup.house.example',
  )
  .map((name) => ({ name, mayShow: [] }))

/** What can stand in a Host header without Node refusing it. */
export const host: Arbitrary<Host> = fc.oneof(customersHost, strangersHost)
