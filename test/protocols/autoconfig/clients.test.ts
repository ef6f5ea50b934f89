// Which client takes which document: what was read from, or seen in, the clients themselves.
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { XmlElement } from '../../../src/format/xml-document.js'
import { autoconfig } from '../../../src/protocols/autoconfig/autoconfig.js'
import { judgeAutoconfig } from '../../../src/protocols/autoconfig/clients.js'
import { tableOf } from '../../helpers/settings.js'
import { parse, type XmlNode } from '../../helpers/xml.js'
import { ask, golden, startFixture } from './ask.js'
import { DEFECTS_OF_LOGINS } from './client-defects-of-logins.js'
import { DEFECTS_OF_OUTLINE } from './client-defects-of-outline.js'
import { DEFECTS_OF_SERVERS } from './client-defects-of-servers.js'
import { DOMAINS } from './client-domains.js'
import { CLIENTS, type ClientCode } from './client-expectations.js'

const DEFECTS = [...DEFECTS_OF_OUTLINE, ...DEFECTS_OF_SERVERS, ...DEFECTS_OF_LOGINS]

/** The parsed document in the form that is judged; values keep their blanks. */
function toElement({ name, attributes, text, children }: XmlNode): XmlElement {
  return {
    element: name,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(children.length === 0 ? { text } : { children: children.map(toElement) }),
  }
}

/** `yes`, or `no: why`, or `partly: what is missing`. */
function verdictOf(document: XmlElement | undefined, code: ClientCode): string {
  const found = judgeAutoconfig(document).find(({ client }) => client === CLIENTS[code])
  if (found === undefined) throw new Error(`no verdict for ${CLIENTS[code]}`)
  return found.because === undefined ? found.works : `${found.works}: ${found.because}`
}

const BY_DOMAIN = DOMAINS.flatMap(({ id, domain, ...expected }) =>
  (Object.keys(CLIENTS) as ClientCode[]).map(
    (code) => [id, domain, code, expected[code] ?? /^yes$/] as const,
  ),
)

test.each(BY_DOMAIN)('AC-%s %s for %s: %s', async (_id, domain, code, expected) => {
  const { body } = await ask(await startFixture(), { target: `/v1.1/${domain}` })
  expect(verdictOf(toElement(parse(body)), code)).toMatch(expected)
})

const BY_DEFECT = DEFECTS.flatMap(({ title, change, ...expected }) =>
  (Object.keys(CLIENTS) as ClientCode[]).flatMap((code) => {
    const wanted = expected[code]
    return wanted === undefined ? [] : [[title, code, wanted, change] as const]
  }),
)

test.each(BY_DEFECT)('AC-C07 %s for %s: %s', (_title, code, expected, change) => {
  const document = change(golden('minimal'))
  expect(document).not.toBe(golden('minimal'))
  expect(verdictOf(toElement(parse(document)), code)).toMatch(expected)
})

test('AC-C01 the answer that there is no document suits nobody', () => {
  const verdicts = judgeAutoconfig(undefined)
  expect(verdicts.map(({ client }) => client)).toEqual(Object.values(CLIENTS))
  for (const { works, because } of verdicts) {
    expect([works, because]).toEqual(['no', 'no mail servers, so there is no document'])
  }
})

test('AC-C01 judging changes nothing', () => {
  const document = toElement(parse(golden('full')))
  const before = structuredClone(document)
  judgeAutoconfig(document)
  expect(document).toEqual(before)
})

const OWN_DOMAINS: readonly [title: string, domains: object[], works: 'yes' | 'no'][] = [
  [
    'a plain one and one of its MX',
    [{ name: 'a.example' }, { name: 'b.example', purpose: 'mx' }],
    'yes',
  ],
  [
    'the MX before the plain one',
    [{ name: 'b.example', purpose: 'mx' }, { name: 'a.example' }],
    'yes',
  ],
  // Its customers have a plain name of their own; who asks for the host of the MX does not get one.
  ['the MX alone', [{ name: 'b.example', purpose: 'mx' }], 'no'],
]

test.each(OWN_DOMAINS)(
  'AC-C01, T47 own domains, %s: both kinds of document are judged',
  async (_title, domains, works) => {
    const one = {
      domains,
      hostname: 'mail.a.example',
      incomingServers: ['imap'],
      outgoingServers: ['smtp'],
    }
    const provider = (await tableOf(stringify({ providers: { one } }))).providers.get('one')
    const verdicts = provider === undefined ? undefined : autoconfig.judge?.(provider)
    expect(verdicts?.find(({ client }) => client === CLIENTS.TB)?.works).toBe(works)
    expect(verdicts?.find(({ client }) => client === CLIENTS.DC)?.works).toBe('yes')
  },
)
