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
  [
    'a url for imap',
    withServer('{ type: imap, url: "https://a.example/" }'),
    'reached by hostname',
  ],
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

test('what an override adds is warned about, though its provider is to blame for the same', async () => {
  const plain = (type: string) => `[{ type: ${type}, hostname: a.example, socketType: plain }]`
  const { problems } = await load(`
publicUrl: https://a.example
providers: { p: { displayName: P, incomingServers: ${plain('imap')}, outgoingServers: [{ type: smtp, hostname: a.example }] } }
domains: { b.example: { provider: p, outgoingServers: ${plain('smtp')} }, c.example: { provider: p, displayName: C } }
`)
  expect(problems.map(({ path }) => path.slice(0, 3).join(' '))).toEqual([
    'providers p incomingServers',
    'domains b.example outgoingServers',
  ])
})

test.each([
  ['wrong indentation', 'providers:\n  p:\n    displayName: P\n   hostname: a.example\n'],
  ['a colon in a value', 'providers:\n  p:\n    displayName: Example: Mail\n'],
  ['an unclosed quote', 'providers:\n  p:\n    displayName: "Example\n'],
  ['an unclosed bracket', 'providers:\n  p:\n    incomingServers: [imap\n'],
])('%s is told in words that say what to do', async (_title, text) => {
  const { problems } = await load(text)
  const told = problems.map(({ message }) => message).join('\n')
  expect(told).toMatch(/indent|quote|bracket/)
  expect(told).not.toMatch(/mapping|implicit|collection|scalar|flow|node/i)
})
