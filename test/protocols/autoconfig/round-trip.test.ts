import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { parseXml } from '../../../src/format/read-xml-document.js'
import { renderXml, type XmlElement } from '../../../src/format/xml-document.js'
import { createAnswer } from '../../../src/protocols/autoconfig/answer.js'
import { autoconfig } from '../../../src/protocols/autoconfig/autoconfig.js'
import { judgeAutoconfig } from '../../../src/protocols/autoconfig/clients.js'
import { differences } from '../../../src/protocols/autoconfig/equality.js'
import { parseClientConfig } from '../../../src/protocols/autoconfig/parse.js'
import { lookUp } from '../../../src/settings/lookup.js'
import { tableOf } from '../../helpers/settings.js'
import { mutants } from './mutants.js'

const FOLDER = new URL('./documents/', import.meta.url)
const NAMES = readdirSync(FOLDER)

function read(text: string): XmlElement {
  const parsed = parseXml(Buffer.from(text))
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.root
}

function document(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

/** The way of an imported document: parsed, written into a settings file, loaded, answered. */
async function serveAgain(root: XmlElement): Promise<{ served: XmlElement; lost: string[] }> {
  const parsed = parseClientConfig(root)
  if (!parsed.ok) throw new Error(parsed.message)
  const table = await tableOf(stringify({ providers: { imported: parsed.provider } }))
  const domain = root.children?.[0]?.children?.find(({ element }) => element === 'domain')?.text
  const answer = createAnswer()(await lookUp(table, { domain }))
  expect(answer.status).toBe(200)
  return { served: read(String(answer.body)), lost: parsed.lost }
}

test.each(NAMES)(
  'AC "parse and render": %s comes back equal out of a settings file',
  async (name) => {
    const original = read(document(name))
    const { served, lost } = await serveAgain(original)
    expect(differences(original, served)).toEqual([])
    expect(lost).toEqual([])
  },
)

test.each(NAMES)('AC "canonical equality": every change of one node of %s is noticed', (name) => {
  const original = read(document(name))
  const unnoticed = [...mutants(original)]
    .filter(([, mutant]) => differences(original, mutant).length === 0)
    .map(([what]) => what)
  expect(unnoticed).toEqual([])
  expect([...mutants(original)].length).toBeGreaterThan(50)
})

test.each(NAMES)(
  'AC "canonical equality": spelling that says the same is not a difference in %s',
  (name) => {
    const original = read(document(name))
    const shuffled: XmlElement = {
      ...original,
      children: original.children?.toSorted((a, b) => a.element.localeCompare(b.element)),
    }
    expect(differences(original, shuffled)).toEqual([])
    const respaced = document(name)
      .replaceAll(/>\s+</g, () => '>\r\n\t<')
      .replaceAll('"', "'")
    expect(differences(original, read(respaced))).toEqual([])
    expect(differences(original, read(renderXml(original)))).toEqual([])
  },
)

test.each([
  ['another root', '<config/>', 'the root is config, not clientConfig'],
  ['no provider', '<clientConfig version="1.1"/>', 'there is no emailProvider'],
  [
    'two providers',
    '<clientConfig><emailProvider id="a.b"/><emailProvider id="c.d"/></clientConfig>',
    'there are several emailProvider elements',
  ],
])('a document with %s is refused', (_title, text, message) => {
  expect(parseClientConfig(read(text))).toEqual({ ok: false, message })
})

const ONLY_SERVERS: [title: string, servers: string][] = [
  [
    'an attribute nobody knows',
    '<incomingServer type="imap" x="1"><hostname>a.example</hostname></incomingServer>',
  ],
  [
    'an attribute on a child',
    '<incomingServer type="imap"><hostname x="1">a.example</hostname></incomingServer>',
  ],
  ['no type', '<outgoingServer><hostname>a.example</hostname><port>465</port></outgoingServer>'],
  [
    'port 0',
    '<incomingServer type="imap"><hostname>a.example</hostname><port>0</port></incomingServer>',
  ],
]

test.each(ONLY_SERVERS)(
  'the only server has %s: the document is kept, served and judged',
  async (_title, servers) => {
    const original = read(
      `<clientConfig version="1.1"><emailProvider id="a.example"><domain>a.example</domain>${servers}</emailProvider></clientConfig>`,
    )
    const { served, lost } = await serveAgain(original)
    expect(differences(original, served)).toEqual([])
    expect(lost).toEqual([])
    const parsed = parseClientConfig(original)
    const table = await tableOf(stringify({ providers: { one: parsed.ok ? parsed.provider : {} } }))
    const provider = table.providers.get('one')
    const verdicts = provider && autoconfig.judge?.(provider)
    expect(verdicts).toEqual(judgeAutoconfig(served))
  },
)

test('a server section beside emailProvider is one too', async () => {
  const original = read(
    '<clientConfig version="1.1"><emailProvider id="a.example"><domain>a.example</domain></emailProvider><incomingServer type="imap"><hostname>a.example</hostname></incomingServer></clientConfig>',
  )
  expect(differences(original, (await serveAgain(original)).served)).toEqual([])
})

test('a password is left out, wherever it stands, and said to be', async () => {
  const original = read(
    document('plain-provider.xml').replaceAll('<port>', () => '<password>secret</password><port>'),
  )
  const { served, lost } = await serveAgain(original)
  expect(JSON.stringify(served)).not.toContain('secret')
  expect(lost).toContain('a password was left out')
})

test('what cannot be kept is said: another version, attributes of the outermost elements', () => {
  const text = document('odd-values.xml')
    .replace('version="1.1"', () => 'version="1.0" extra="1"')
    .replace('id="odd.example"', () => 'id="odd.example" more="2"')
  const parsed = parseClientConfig(read(text))
  expect(parsed.ok && parsed.lost).toEqual([
    'version "1.0" becomes "1.1"',
    'the attribute extra of clientConfig was left out',
    'the attribute more of emailProvider was left out',
  ])
})

test('what settings have no room for is left out and said, and the rest loads', async () => {
  const text = document('plain-provider.xml')
    .replace('id="provider.example"', () => 'id=""')
    .replace('<enable ', () => '<x:y>z</x:y><odd xml:lang="en" a="1">\ufdd0</odd><enable ')
  const { served, lost } = await serveAgain(read(text))
  expect(lost).toEqual([
    'the id of emailProvider was left out',
    'the element x:y was left out',
    'the attribute xml:lang of odd was left out',
    'the text of odd was left out',
  ])
  const [provider] = served.children ?? []
  expect(provider?.children?.at(-1)).toEqual({ element: 'odd', attributes: { a: '1' } })
})

const NAME = fc.constantFrom(
  ...['hostname', 'port', 'socketType', 'authentication', 'username', 'url', 'pop3', 'password'],
  ...['displayName', 'documentation', 'descr', 'enable', 'instruction', 'incomingServer', 'domain'],
  ...['outgoingServer', 'oAuth2', 'webMail', 'loginPage', 'calendar', 'somethingNew'],
  ...['toString', 'hasOwnProperty', 'valueOf'],
)
const VALUE = fc.constantFrom(
  '993',
  'SSL',
  'a.example',
  'true',
  'x',
  'https://a.example/',
  'imap',
  'mx',
)
const ELEMENT = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc
    .record({
      element: NAME,
      attributes: fc.option(
        fc.dictionary(
          fc.constantFrom('type', 'url', 'lang', 'system', 'visiturl', 'purpose'),
          VALUE,
        ),
        { nil: undefined },
      ),
      content: fc.oneof(VALUE, fc.array(tie('element'), { maxLength: 5 })),
    })
    .map(({ element, attributes, content }) => ({
      element,
      ...(attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...(typeof content === 'string' ? { text: content } : {}),
      ...(typeof content === 'string' || content.length === 0 ? {} : { children: content }),
    })),
})).element

test('any document of known and unknown words comes back equal, but for passwords', async () => {
  const good = read(document('plain-provider.xml')).children?.[0]?.children ?? []
  await fc.assert(
    fc.asyncProperty(
      fc.array(ELEMENT, { maxLength: 6 }),
      fc.array(ELEMENT, { maxLength: 4 }),
      async (inside, outside) => {
        const root: XmlElement = {
          element: 'clientConfig',
          attributes: { version: '1.1' },
          children: [
            {
              element: 'emailProvider',
              attributes: { id: 'a.example' },
              children: [...good.slice(0, 7), ...inside],
            },
            ...outside,
          ],
        }
        const original = withoutPasswords(read(renderXml(root)))
        const { served } = await serveAgain(read(renderXml(root)))
        expect(differences(original, served)).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})

function withoutPasswords(root: XmlElement): XmlElement {
  const children = root.children?.filter(({ element }) => element !== 'password')
  const rest = children?.map(withoutPasswords)
  return { ...root, children: rest }
}
