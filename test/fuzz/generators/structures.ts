// Values as JSON and YAML hold them, with parts of them exchanged for what nobody would write.
import fc, { type Arbitrary } from 'fast-check'
import { fragment, long } from './texts.js'

type Step = string | number

export interface Graft {
  /** Which part, as a share of all there are. */
  at: number
  /** What becomes of it. */
  way: 'replace' | 'remove' | 'rename' | 'repeat' | 'nest'
  value: unknown
  key: string
}

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '*',
  '<<',
  '0',
  'null',
  'ключ',
]

const oddValue: Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fragment },
  { weight: 1, arbitrary: long },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown[]>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      65536,
      1e21,
      NaN,
      Infinity,
      '',
      [],
      {},
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

export const grafts: Arbitrary<Graft[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    way: fc.constantFrom<Graft['way'][]>(
      'replace',
      'replace',
      'remove',
      'rename',
      'repeat',
      'nest',
    ),
    value: oddValue,
    key: fc.oneof(fc.constantFrom(...KEYS), fragment),
  }),
  { maxLength: 4 },
)

/** A copy of the value with these changes. */
export function grafted(value: unknown, changes: readonly Graft[]): unknown {
  return changes.reduce((before, graft) => {
    const paths = [...pathsIn(before)]
    const path = paths[Math.min(paths.length - 1, Math.floor(graft.at * paths.length))]
    return path === undefined ? before : withGraft(before, path, graft)
  }, value)
}

function* pathsIn(value: unknown, path: readonly Step[] = []): Generator<readonly Step[]> {
  if (path.length > 0) yield path
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* pathsIn(one, [...path, index])
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) yield* pathsIn(one, [...path, key])
  }
}

function withGraft(value: unknown, [step, ...rest]: readonly Step[], graft: Graft): unknown {
  if (step === undefined) return value
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown, index) => {
      if (index !== step) return [one]
      if (rest.length > 0) return [withGraft(one, rest, graft)]
      return changedPart(one, graft).map(([, changed]) => changed)
    })
  }
  const entries = Object.entries(value as object).flatMap(([key, one]): [string, unknown][] => {
    if (key !== step) return [[key, one]]
    if (rest.length > 0) return [[key, withGraft(one, rest, graft)]]
    return changedPart(one, graft).map(([own, changed]) => [own ?? key, changed])
  })
  return Object.fromEntries(entries)
}

/** What stands in place of a part, each with its key where that is another one. */
function changedPart(one: unknown, { way, value, key }: Graft): [string | undefined, unknown][] {
  switch (way) {
    case 'replace':
      return [[undefined, value]]
    case 'remove':
      return []
    case 'rename':
      return [[key, one]]
    case 'repeat':
      return [
        [undefined, one],
        [key, one],
      ]
    case 'nest':
      return [[undefined, { [key]: one }]]
  }
}
