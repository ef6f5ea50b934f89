// Of several servers of one type in a document, the one that Thunderbird logs in to.
import { expect, test } from 'vitest'
import { startInternet } from '../internet/internet.js'
import { CLIENTS, examineIn } from './examined.js'
import { AUTOCONFIG, DOMAIN, MAIL_HOST } from './fault.js'

const server = (element: string, type: string, port: number, changes: Record<string, string>) => {
  const children = {
    hostname: MAIL_HOST,
    port: String(port),
    socketType: 'SSL',
    authentication: 'password-cleartext',
    username: '%EMAILADDRESS%',
    ...changes,
  }
  const inside = Object.entries(children).map(([name, text]) => `<${name}>${text}</${name}>`)
  return `<${element}Server type="${type}">${inside.join('')}</${element}Server>`
}
const imap = (changes: Record<string, string>) => server('incoming', 'imap', 993, changes)
const smtp = (changes: Record<string, string>) => server('outgoing', 'smtp', 465, changes)

// Nothing listens there.
const DEAD = { port: '1993' }

/** What becomes of Thunderbird with a document of these sections. */
async function thunderbirdWith(...sections: string[]) {
  const internet = await startInternet()
  const { certificate } = await internet.healthy(DOMAIN)
  const body = `<clientConfig version="1.1"><emailProvider id="${DOMAIN}"><domain>${DOMAIN}</domain><displayName>Example</displayName><displayShortName>Example</displayShortName>${sections.join('')}</emailProvider></clientConfig>`
  const headers = { 'content-type': 'text/xml' }
  const answer = () => ({ status: 200, headers, body })
  await internet.web({ host: AUTOCONFIG, https: { certificate, answer }, http: { answer } })
  const { clients } = await examineIn(internet, { email: `jonas@${DOMAIN}` })
  const report = clients.find(({ client }) => client === CLIENTS.thunderbird)
  return { works: report?.works, problem: report?.cause?.problem }
}

const fine = { works: 'yes', problem: undefined }
const dead = {
  works: 'no',
  problem: `imap ${MAIL_HOST}:1993 SSL: port 1993 is closed.`,
}

test.each([
  ['the first', [imap({}), imap(DEAD), smtp({})], fine],
  ['the first, though another one would work', [imap(DEAD), imap({}), smtp({})], dead],
  [
    'the first that is not OAuth2 alone',
    [imap({ ...DEAD, authentication: 'OAuth2' }), imap({}), smtp({})],
    fine,
  ],
  [
    'the first with a socketType that it knows',
    [imap({}), smtp({ ...DEAD, socketType: 'TLS' }), smtp({})],
    fine,
  ],
  [
    'the first of the type that is left',
    [imap({ socketType: 'ssl' }), server('incoming', 'pop3', 1995, {}), smtp({})],
    { works: 'no', problem: `pop3 ${MAIL_HOST}:1995 SSL: port 1995 is closed.` },
  ],
])('%s', async (_title, sections, verdict) => {
  expect(await thunderbirdWith(...sections)).toEqual(verdict)
})
