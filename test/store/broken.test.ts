import { expect, test } from 'vitest'
import { judge } from '../settings/settings-text.js'
import { BROKEN, CUSTOMERS, SAID, SAID_OF_CUSTOMERS } from './broken.cases.js'

// The same file as different editors save it. A carriage return is white space; a byte order mark counts for nothing.
test.each([
  ['as it is', BROKEN],
  ['with CRLF', BROKEN.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\ufeff${BROKEN}`],
])('SM-2 every problem of a file at once, syntax faults included: %s', async (_title, marked) => {
  const { told, expected } = await judge(marked, SAID, { 'customers.tsv': CUSTOMERS })
  expect(expected).toHaveLength(SAID.length)
  expect(told).toEqual([...expected, SAID_OF_CUSTOMERS])
})
