// Settings that would be accepted by a hair, and break an answer or change its meaning.
import { expect, test } from 'vitest'
import { load } from '../helpers/settings.js'

function withServer(server: string, more = ''): string {
  return `providers: { p: { displayName: P, ${more} incomingServers: [${server}], outgoingServers: [{ type: smtp, hostname: a.example }] } }`
}
const GOOD = '{ type: imap, hostname: a.example }'

test.each([
  ['a lone surrogate', withServer(GOOD, '"displayShortName": "a\\ud800b",'), 'control character'],
  [
    'curly quotes around a host name',
    withServer('{ type: imap, hostname: “mail.example.com” }'),
    'is no host name',
  ],
  [
    'a port beside a url',
    withServer('{ type: jmap, url: "https://a.example/", port: 8443 }'),
    'belongs into the url',
  ],
  [
    'a socketType beside a url',
    withServer('{ type: jmap, url: "https://a.example/", socketType: plain }'),
    'belongs into the url',
  ],
  [
    'a port without a host',
    withServer('{ type: exchange, owaURL: "https://a.example/", port: 443 }'),
    'needs a hostname',
  ],
  [
    'an element name that XML does not know',
    withServer(GOOD, 'extensions: [{ element: a² }],'),
    'is no name of an XML element',
  ],
  [
    'an element of text and children',
    withServer(GOOD, 'extensions: [{ element: a, text: b, children: [{ element: c }] }],'),
    'text or children, not both',
  ],
  ['a text of blanks', withServer(GOOD, 'note: "  ",'), 'is empty'],
  ['no text at all', withServer(GOOD, 'note: {},'), 'is empty'],
])('%s is refused', async (_title, text, message) => {
  const { problems, table } = await load(text)
  expect(table).toBeUndefined()
  expect(problems.map((problem) => problem.message).join('; ')).toContain(message)
})

test('autodiscoverUrl names the domain in its host only', async () => {
  const url = 'https://a.example/%EMAILDOMAIN%/autodiscover/autodiscover.xml'
  const { problems } = await load(`autodiscoverUrl: "${url}"\n${withServer(GOOD)}`)
  expect(problems.map(({ path, severity }) => [path[0], severity])).toContainEqual([
    'autodiscoverUrl',
    'error',
  ])
})
