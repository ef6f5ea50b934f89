// Rules between several values of the settings: what is said, and where.
import { expect, test } from 'vitest'
import * as entries from './entries.cases.js'
import * as rules from './rules.cases.js'
import { judge } from './settings-text.js'
import { SEVERAL } from './several.cases.js'

test.each(
  [
    ...rules.UNKNOWN_KEYS.map((row) => ['SM-2 unknown key', row] as const),
    ...rules.PASSWORDS.map((row) => ['SM-2 no password', row] as const),
    ...rules.SERVERS.map((row) => ['SM-2 server', row] as const),
    ...rules.PROVIDERS.map((row) => ['SM-2 unknown provider', row] as const),
    ...SEVERAL.map((row) => ['SM-2 several at once', row] as const),
    ...entries.NAMES.map((row) => ['SM-2 no domain name', row] as const),
    ...entries.TWICE.map((row) => ['SM-2 twice', row] as const),
    ...entries.ENTRIES.map((row) => ['SM-2 entry', row] as const),
    ...entries.REDIRECT_URLS.map((row) => ['OPS-R04 redirect', row] as const),
    ...entries.CONTROL_CHARACTERS_IN_REDIRECTS.map((row) => ['OPS-R04 redirect', row] as const),
    ...entries.LOOPS.map((row) => ['OPS-R05 loop', row] as const),
    ...entries.CIRCLES.map((row) => ['OPS-R05 circle', row] as const),
    ...entries.MOVES.map((row) => ['SM-2 redirectAddr leads back', row] as const),
  ].map(([rule, [title, marked, ...says]]) => [rule, title, marked, says] as const),
)('%s: %s', async (_rule, _title, marked, says) => {
  const { told, expected } = await judge(marked, says)
  expect(told).toEqual(expected)
})
