// The plainest requests are known by their form. A comment makes any request one that is read as XML.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlainRequest } from '../../../src/protocols/autodiscover/plain-request.js'
import { parseAutodiscoverRequest } from '../../../src/protocols/autodiscover/request.js'
import { DECLARATION, MOBILESYNC_RESPONSE, OUTLOOK_REQUEST, OUTLOOK_RESPONSE } from './bodies.js'

const bytes = (text: string) => Buffer.from(text)
const comment = '<!-- read me -->'

const blanks = fc.constantFrom('', '\n', '\r\n  ', '\t', ' ')
const texts = fc.oneof(
  fc.constantFrom('ana@example.org', ' ana@example.org\t', 'ANA@Example.ORG', OUTLOOK_RESPONSE),
  fc.constantFrom(MOBILESYNC_RESPONSE, '', 'a&amp;b@example.org', 'ana@bücher.example', ']]>'),
  fc.constantFrom('a\r\nb', '<b/>', '<![CDATA[ana@example.org]]>', 'é', '\u007f', '\u0000', '"'),
  fc.string({ maxLength: 12 }),
)
const declarations = fc.constantFrom(
  '',
  DECLARATION,
  '<?xml version="1.0"?>',
  '<?xml version="1.0" encoding="UTF-8" ?>',
  '<?xml version="1.1"?>',
  '<?xml version="1.0" encoding="utf-16"?>',
  "<?xml version='1.0'?>",
  '<?other?>',
)
const documents = fc
  .tuple(declarations, fc.array(blanks, { minLength: 8, maxLength: 8 }), texts, texts, texts)
  .map(([declaration, gaps, namespace, address, schema]) =>
    [
      '',
      declaration,
      `<Autodiscover xmlns="${namespace}">`,
      '<Request>',
      `<EMailAddress>${address}</EMailAddress>`,
      `<AcceptableResponseSchema>${schema}</AcceptableResponseSchema>`,
      '</Request>',
      '</Autodiscover>',
      '',
    ].reduce((before, part, index) => `${before}${gaps[index - 1] ?? ''}${part}`),
  )

test('AD-T29 a request known by its form asks for the same as one that is read as XML', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const asXml = bytes(document + comment)
      expect(readPlainRequest(asXml)).toBeUndefined()
      expect(parseAutodiscoverRequest(bytes(document))).toEqual(parseAutodiscoverRequest(asXml))
    }),
    { numRuns: 3000 },
  )
})

test('requests of Outlook and Thunderbird are known by their form', () => {
  const address = '<EMailAddress>ana@example.org</EMailAddress>'
  const schema = `<AcceptableResponseSchema>${OUTLOOK_RESPONSE}</AcceptableResponseSchema>`
  const lines = [`<Autodiscover xmlns="${OUTLOOK_REQUEST}">`, '  <Request>', `    ${address}`]
  const document = [...lines, `    ${schema}`, '  </Request>', '</Autodiscover>'].join('\r\n')
  const expected = {
    namespace: OUTLOOK_REQUEST,
    address: 'ana@example.org',
    schema: OUTLOOK_RESPONSE,
  }
  expect(readPlainRequest(bytes(DECLARATION + document))).toEqual(expected)
  expect(readPlainRequest(bytes(document.replaceAll(/\r\n */g, '')))).toEqual(expected)
  expect(readPlainRequest(bytes(document + ' '.repeat(1024)))).toBeUndefined()
})
