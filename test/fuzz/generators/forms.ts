// What a form of the set-up page sends, and what scripts send in its place.
import fc, { type Arbitrary } from 'fast-check'
import type { Canary } from '../canaries.js'
import { CUSTOMERS } from '../customers.js'
import type { Octets } from '../request.js'
import { passwordParameter, query, wish } from './queries.js'
import { change, changed, fragment, long } from './texts.js'

export interface FormBody {
  write: (canary: Canary) => Octets
  mayShow: readonly string[]
}

export const domainParameter = fc.constantFrom(...CUSTOMERS).map(({ domain, marker }) => ({
  write: () => `domain=${domain}`,
  mayShow: [marker],
}))

const harmless = fc.oneof(
  wish('lang', ['en', 'lt']),
  wish('client', ['ios', 'thunderbird-android']),
  wish('print', ['1']),
  wish('__proto__', ['polluted']),
  wish('constructor[prototype][x]', ['polluted']),
  domainParameter,
)

const formsOf = (field: typeof harmless): Arbitrary<FormBody> =>
  query(['email', 'emailaddress'], field).map(({ write, mayShow }) => ({
    write: (canary) => write(canary).slice(1),
    mayShow,
  }))
const asForms = formsOf(fc.oneof(harmless, passwordParameter))

// Without passwords: a change may put one into a field whose text is shown again to whoever wrote it.
const broken: Arbitrary<FormBody> = fc
  .tuple(
    formsOf(harmless),
    fc.array(change(fc.oneof(fragment, long)), { minLength: 1, maxLength: 3 }),
  )
  .map(([{ write, mayShow }, changes]) => ({
    write: (canary) => Buffer.from(changed(write(canary), changes)).toString('latin1'),
    mayShow,
  }))

const many: Arbitrary<FormBody> = fc
  .tuple(
    asForms,
    fc.constantFrom('&a', '&email=', '&=', '&&&&', '&a[b]=c'),
    fc.integer({ min: 1, max: 1500 }),
  )
  .map(([{ write, mayShow }, piece, times]) => ({
    write: (canary) => write(canary) + piece.repeat(times),
    mayShow,
  }))

export const formBody: Arbitrary<FormBody> = fc.oneof(
  { weight: 5, arbitrary: asForms },
  { weight: 2, arbitrary: broken },
  { weight: 1, arbitrary: many },
)
