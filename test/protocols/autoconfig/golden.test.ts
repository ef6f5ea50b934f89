// Whole answers, to be read in review like a contract.
import { expect, test } from 'vitest'
import { ask, startFixture } from './ask.js'

const GOLDEN: readonly [title: string, domain: string, file: string][] = [
  ['AC-T01 the usual document', 'example.lt', 'minimal'],
  ['AC-T14 a customer that is mapped to the same provider', 'example-alias.lt', 'mapped-customer'],
  ['AC-T37 everything the format has a word for', 'full.example', 'full'],
  ['AC-R mailboxes that moved to another domain of ours', 'moved.example', 'redirect-addr'],
]

test.each(GOLDEN)('%s', async (_title, domain, file) => {
  const { body } = await ask(await startFixture(), { target: `/v1.1/${domain}` })
  await expect(body).toMatchFileSnapshot(`golden/${file}.xml`)
})
