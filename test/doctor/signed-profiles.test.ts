// A signed profile is judged by what is inside, and by the certificate that signs it.
import { createPrivateKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { signCms } from '../../src/format/cms.js'
import { certify, DAY_MS, der, keyPem } from '../helpers/certificates.js'
import { startInternet } from '../internet/internet.js'
import { CLIENTS, examineIn } from './examined.js'
import { AUTOCONFIG, DOMAIN, MAIL_HOST } from './fault.js'

const isProfile = (path: string) => path.startsWith('/email.mobileconfig')

/** What the doctor says of profiles signed by a certificate of that age, in days. */
async function signedBy(days: { left: number; past: number }, instead: (xml: string) => string) {
  const internet = await startInternet()
  const healthy = await internet.healthy(DOMAIN)
  const { certificate, table } = healthy
  const authority = await certify({ name: 'Authority', isAuthority: true })
  const signer = await certify({
    name: AUTOCONFIG,
    issuer: authority,
    notBefore: -days.past * DAY_MS,
    notAfter: days.left * DAY_MS,
  })
  const key = createPrivateKey(keyPem(signer))
  await internet.web({
    host: AUTOCONFIG,
    https: {
      certificate,
      answer: async (request) => {
        const answer = await healthy.answer(request)
        if (!isProfile(request.path)) return answer
        const content = Buffer.from(instead(String(answer.body)))
        const credentials = { certificates: [der(signer), der(authority)], key }
        const headers = { 'content-type': answer.headers?.['content-type'] ?? '' }
        return {
          ...answer,
          headers,
          body: Buffer.from(await signCms(content, credentials, new Date())),
        }
      },
    },
  })
  const { clients, notes } = await examineIn(internet, { email: `jonas@${DOMAIN}`, table })
  const apple = clients.find(({ client }) => client === CLIENTS.apple)
  return { works: apple?.works, cause: apple?.cause?.problem, notes }
}

const asItIs = (xml: string) => xml
const AT = `https://${AUTOCONFIG}/email.mobileconfig`

test('a good one: nothing to say', async () => {
  const said = await signedBy({ left: 60, past: 30 }, asItIs)
  expect(said).toEqual({ works: 'yes', cause: undefined, notes: [] })
})

test('one whose servers do not work', async () => {
  const said = await signedBy({ left: 60, past: 30 }, (xml) =>
    xml.replaceAll('<integer>993</integer>', '<integer>1993</integer>'),
  )
  expect(said).toMatchObject({
    works: 'no',
    cause: `imap ${MAIL_HOST}:1993 SSL: port 1993 is closed.`,
  })
})

test('one whose signer ends soon', async () => {
  const { works, notes } = await signedBy({ left: 5.5, past: 84 }, asItIs)
  expect({ works, notes }).toEqual({
    works: 'yes',
    notes: [
      {
        problem: `The certificate of the signature of ${AT} ends in 5 days.`,
        fix: 'See to it that it is renewed automatically.',
      },
    ],
  })
})

test('one whose signer has ended', async () => {
  const { works, notes } = await signedBy({ left: -1, past: 90 }, asItIs)
  expect(works).toBe('yes')
  expect(notes.map(({ problem }) => problem)).toEqual([
    expect.stringMatching(
      /^The certificate of the signature of .* has expired on 20.*"Not Verified"\.$/,
    ),
  ])
})
