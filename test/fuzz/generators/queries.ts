// Questions in a URL: parameters as clients write them, encoded well, badly, or twice, in any order.
import fc, { type Arbitrary } from 'fast-check'
import type { Canary } from '../canaries.js'
import { octetsOf, type Octets } from '../request.js'
import { address, type AddressShape } from './addresses.js'
import { fragment } from './texts.js'

export interface Query {
  write: (canary: Canary) => Octets
  mayShow: readonly string[]
  /** The one address in it, where nothing else is there that could matter. */
  only?: AddressShape | undefined
}

type Encoding = 'whole' | 'at' | 'all' | 'twice'

const hexadecimal = (text: string) =>
  [...Buffer.from(text)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')

function encoded(text: string, encoding: Encoding): string {
  switch (encoding) {
    case 'whole':
      return encodeURIComponent(text.toWellFormed())
    case 'at':
      return inUrl(text.toWellFormed())
    case 'all':
      return hexadecimal(text)
    case 'twice':
      return encodeURIComponent(encodeURIComponent(text.toWellFormed()))
  }
}

/** Raw, but for what ends a URL or a request line. */
function inUrl(text: string): Octets {
  return octetsOf(text).replaceAll(/[^!-~]|#/g, (one) => hexOfOctet(one))
}

const hexOfOctet = (one: string) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`

const encoding = fc.constantFrom<Encoding[]>('whole', 'whole', 'at', 'all', 'twice')
/** How parameters are joined and spelled does not change what they say. */
const spelling = fc.constantFrom(
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => hexadecimal(name),
)

interface Parameter {
  write: (canary: Canary) => Octets
  mayShow: readonly string[]
}

/** `name=` with an address. */
function addressParameter(names: readonly string[]) {
  return fc
    .tuple(fc.constantFrom(...names), spelling, encoding, address)
    .map(([name, spell, how, shape]) => ({
      write: (canary: Canary) => `${spell(name)}=${encoded(shape.write(canary), how)}`,
      mayShow: shape.mayShow,
      isClear: how === 'whole' || how === 'all',
      shape,
    }))
}

const anyParameter: Arbitrary<Parameter> = fc
  .tuple(
    fc.oneof(fragment, fc.constantFrom('x', 'emai', 'emails', 'name', 'lang')),
    fragment,
    encoding,
  )
  .map(([name, value, how]) => ({
    write: () => `${inUrl(name)}=${encoded(value, how)}`,
    mayShow: [],
  }))

/** `?…` with an address called by one of these names, among `others` or alone. */
export function query(names: readonly string[], others: Arbitrary<Parameter>): Arbitrary<Query> {
  const more = fc.array(
    fc.oneof({ weight: 3, arbitrary: others }, { weight: 1, arbitrary: anyParameter }),
    {
      maxLength: 4,
    },
  )
  const one = fc
    .tuple(addressParameter(names), more, fc.boolean())
    .map(([own, besides, isFirst]): Query => {
      const all = isFirst ? [own, ...besides] : [...besides, own]
      return {
        write: (canary) => `?${all.map(({ write }) => write(canary)).join('&')}`,
        mayShow: all.flatMap(({ mayShow }) => mayShow),
        only: own.isClear && besides.length === 0 ? own.shape : undefined,
      }
    })
  const several = fc
    .array(fc.oneof(addressParameter(names), others, anyParameter), { maxLength: 6 })
    .map((all): Query => ({
      write: (canary) => `?${all.map(({ write }) => write(canary)).join('&')}`,
      mayShow: all.flatMap(({ mayShow }) => mayShow),
    }))
  return fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: several })
}

/** A parameter with one of these values, or with anything. */
export function wish(name: string, values: readonly string[]): Arbitrary<Parameter> {
  return fc
    .tuple(fc.oneof(fc.constantFrom(...values), fragment), spelling)
    .map(([value, spell]) => ({
      write: () => `${spell(name)}=${encodeURIComponent(value)}`,
      mayShow: [],
    }))
}

/** Something that is called like a password, and holds one. */
export const passwordParameter: Arbitrary<Parameter> = fc
  .constantFrom('password', 'pass', 'PASSWD', 'pw', 'pwd')
  .map((name) => ({
    write: ({ password }: Canary) => `${name}=${password}`,
    mayShow: [],
  }))
