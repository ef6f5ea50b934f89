// A stranger's records that lead to more servers than anybody needs.
import { expect, test } from 'vitest'
import { startInternet } from '../internet/internet.js'
import { examineIn } from './examined.js'
import { DOMAIN, MAIL_HOST, srv } from './fault.js'

test('the doctor asks no more than twenty servers of a type, those of each type in their turn', async () => {
  const internet = await startInternet()
  await internet.healthy(DOMAIN)
  for (let port = 10_001; port <= 10_050; port += 1)
    internet.zone.add(srv('_imaps', MAIL_HOST, port))
  const { servers, notes } = await examineIn(internet, { email: `jonas@${DOMAIN}` })
  const ofType = (type: string) => servers.filter(({ server }) => server.startsWith(type)).length
  expect([ofType('imap'), ofType('smtp')]).toEqual([20, 1])
  expect(notes.map(({ problem }) => problem)).toContain(
    '31 more mail servers are announced than were asked, 20 of a type.',
  )
})
