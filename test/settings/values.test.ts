// Each key by itself: what fits it, what does not, where that is shown and what is said.
import { expect, test } from 'vitest'
import { BAD, GOOD } from './kinds.cases.js'
import { LINES, NO_FIT, NO_LINES, pathOf, written } from './lines.cases.js'
import { judge } from './settings-text.js'

const goodRows = [
  ...LINES.map(([key, value]) => [`${pathOf(key)}: ${value}`, written(key, value)] as const),
  ...GOOD.map((text) => [text.trim().split('\n').at(-1)?.trim() ?? '', text] as const),
]

test.each(goodRows)('SM-2 good: %s', async (_title, text) => {
  const { told } = await judge(text, [], { 'logo.svg': '<svg></svg>' })
  // Whether there are such files is another question.
  expect(told.filter((one) => !one.endsWith('; profiles are not signed'))).toEqual([])
})

const badLines = [
  ...LINES.flatMap(([key]) =>
    NO_LINES.map(([value, says]) => [written(key, value), pathOf(key), says] as const),
  ),
  ...NO_FIT.flatMap(([key, values, says]) =>
    values.map((value) => [written(key, `»${value}`), pathOf(key), says] as const),
  ),
]
const badRows = [...badLines, ...BAD].map(
  ([text, path, says]) => [/.*».*/.exec(text)?.[0].trim() ?? '', path, says, text] as const,
)

test.each(badRows)('SM-2 bad: %s (%s)', async (_title, path, says, text) => {
  const { told, expected } = await judge(text, [`error ${path}: ${says}`])
  expect(told).toEqual(expected)
})
