// A mailbox that moved to a domain of ours for which somebody else answers: only redirectAddr can carry the new
// address there, so every format without it says that it knows nothing.
import { expect, test } from 'vitest'
import { parse, textOf } from '../../helpers/xml.js'
import { mobilesync, outlook } from './bodies.js'
import { errorIn, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')
const DOMAIN = 'to-moved.example.com'

test('AD-T50 POX names the new address, which then leads on', async () => {
  const pox = await startPox(table)
  const first = await pox.ask({ body: outlook(`Ana.Silva@${DOMAIN}`) })
  const account = ['Response', 'Account'] as const
  expect(textOf(parse(first.body), ...account, 'Action')).toBe('redirectAddr')
  const address = textOf(parse(first.body), ...account, 'RedirectAddr') ?? ''
  expect(address).toBe('Ana.Silva@moved.example.com')
  const second = await pox.ask({ body: outlook(address) })
  expect(textOf(parse(second.body), ...account, 'Action')).toBe('redirectUrl')
})

test('AD-T52 mobilesync, GET, JSON and autoconfig know nothing of it', async () => {
  const pox = await startPox(table)
  expect(errorIn(await pox.ask({ body: mobilesync(`a@${DOMAIN}`) }))).toBe('500/404')
  const get = await pox.ask({ method: 'GET', headers: { host: `autodiscover.${DOMAIN}` } })
  expect(get.status).toBe(405)
  for (const url of [
    `/autodiscover/autodiscover.json?Email=a@${DOMAIN}&Protocol=AutodiscoverV1`,
    `/mail/config-v1.1.xml?emailaddress=a@${DOMAIN}`,
  ]) {
    expect((await pox.app.inject(url)).statusCode).toBe(404)
  }
})
