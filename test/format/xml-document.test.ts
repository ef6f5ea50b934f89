// Documents: what we write is what a strict parser reads, and what an admin gives us is kept whole or refused.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseXml } from '../../src/format/read-xml-document.js'
import { leaf, renderXml, type XmlElement } from '../../src/format/xml-document.js'
import { parse, type XmlNode } from '../helpers/xml.js'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

test.each<[title: string, root: XmlElement, xml: string]>([
  ['an empty element', { element: 'a' }, '<a/>'],
  ['text', { element: 'a', text: 'b' }, '<a>b</a>'],
  [
    'attributes in their order',
    { element: 'a', attributes: { z: '1', b: '2' } },
    '<a z="1" b="2"/>',
  ],
  ['an empty attribute', { element: 'a', attributes: { b: '' } }, '<a b=""/>'],
  [
    'an attribute that reads like a switch',
    { element: 'a', attributes: { b: 'true' } },
    '<a b="true"/>',
  ],
  [
    'children in their order, repeated ones too',
    {
      element: 'a',
      children: [{ element: 'c', text: '1' }, { element: 'b' }, { element: 'c', text: '2' }],
    },
    '<a>\n  <c>1</c>\n  <b/>\n  <c>2</c>\n</a>',
  ],
  ['text that needs escaping', { element: 'a', text: `<&>"'` }, '<a>&lt;&amp;&gt;&quot;&apos;</a>'],
  [
    'an attribute that needs escaping',
    { element: 'a', attributes: { b: '"\n<' } },
    '<a b="&quot;&#10;&lt;"/>',
  ],
  ['text that is a reference already', { element: 'a', text: '&amp;' }, '<a>&amp;amp;</a>'],
])('OPS-1.4 %s', (_title, root, xml) => {
  expect(renderXml(root)).toBe(`${DECLARATION}${xml}\n`)
})

test('OPS-1.4 what XML cannot hold is a fault of ours', () => {
  expect(() => renderXml({ element: 'a', text: '\u0000' })).toThrow()
  expect(() => renderXml({ element: 'a', attributes: { b: '\ud800' } })).toThrow()
})

test('OPS-1.4 a leaf without text is no element', () => {
  expect(leaf('a', undefined)).toEqual([])
  expect(leaf('a', '')).toEqual([{ element: 'a', text: '' }])
})

test.each<[title: string, source: string, root: XmlElement]>([
  ['no declaration', '<a/>', { element: 'a' }],
  ['a byte order mark', '\ufeff<a/>', { element: 'a' }],
  [
    'white space around values',
    '<a b=" c "> d\n</a>',
    { element: 'a', attributes: { b: 'c' }, text: 'd' },
  ],
  ['white space within them', '<a>b  c</a>', { element: 'a', text: 'b  c' }],
  ['comments', '<!-- 1 --><a>b<!-- 2 -->c</a><!-- 3 -->', { element: 'a', text: 'bc' }],
  ['CDATA', '<a>b<![CDATA[<&amp;>]]></a>', { element: 'a', text: 'b<&amp;>' }],
  [
    'references',
    '<a b="&lt;&#64;">&amp;lt;&#x40;&quot;</a>',
    { element: 'a', attributes: { b: '<@' }, text: '&lt;@"' },
  ],
  [
    'numbers stay texts',
    '<a b="010">1e3</a>',
    { element: 'a', attributes: { b: '010' }, text: '1e3' },
  ],
  [
    'children in their order',
    '<a>\n <c/>\n <b>1</b>\n <c/>\n</a>',
    {
      element: 'a',
      children: [{ element: 'c' }, { element: 'b', text: '1' }, { element: 'c' }],
    },
  ],
  [
    'prefixes',
    '<x:a xmlns:x="u" x:b="1"/>',
    { element: 'x:a', attributes: { 'xmlns:x': 'u', 'x:b': '1' } },
  ],
])('OPS-1.3 a document with %s is read', (_title, source, root) => {
  expect(parseXml(Buffer.from(source))).toEqual({ ok: true, root })
})

test.each([
  ['nothing', ''],
  ['no XML', 'clientConfig'],
  ['HTML', '<!DOCTYPE html><html></html>'],
  ['an entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['two roots', '<a/><b/>'],
  ['crossed tags', '<a><b></a></b>'],
  ['text beside elements', '<a>text<b/></a>'],
  ['CDATA beside elements', '<a><![CDATA[text]]><b/></a>'],
  ['a control character', '<a>\u0001</a>'],
  ['a reference to nothing', '<a>&#0;</a>'],
  ['a processing instruction', '<a><?php x ?></a>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['octets of Latin-1', Buffer.from('<a>ü</a>', 'latin1')],
  ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le')],
  ['depth beyond reason', '<a>'.repeat(1000) + '</a>'.repeat(1000)],
  ['a megabyte', `<a>${' '.repeat(1024 * 1024)}</a>`],
])('OPS-1.3 a document with %s is refused with a reason', (_title, source) => {
  const parsed = parseXml(Buffer.from(source))
  expect(parsed).toEqual({ ok: false, message: expect.stringMatching(/./) as string })
})

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'OPS-X13 an element and an attribute called %s pollute nothing',
  (name) => {
    const source = `<a><${name} ${name}="polluted"><polluted>1</polluted></${name}></a>`
    const parsed = parseXml(Buffer.from(source))
    expect({}).not.toHaveProperty('polluted')
    expect(parsed).toMatchObject(parsed.ok ? { root: { element: 'a' } } : { ok: false })
    expect(parseXml(Buffer.from('<a>b</a>'))).toEqual({
      ok: true,
      root: { element: 'a', text: 'b' },
    })
  },
)

const name = fc.constantFrom('a', 'b', 'clientConfig', 'x-y', 'é', 'z.1')
const value = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
  tree: fc
    .record({
      element: name,
      attributes: fc.option(fc.dictionary(name, value, { minKeys: 1, maxKeys: 3 }), {
        nil: undefined,
      }),
      content: fc.oneof(
        fc.constant({}),
        value.filter((text) => text !== '').map((text) => ({ text })),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((children) => ({ children })),
      ),
    })
    .map(({ element, attributes, content }) => ({
      element,
      ...(attributes === undefined ? {} : { attributes: { ...attributes } }),
      ...content,
    })),
}))

/** What a strict parser makes of an element; white space between elements is layout. */
function asNode({ element, attributes = {}, text = '', children = [] }: XmlElement): XmlNode {
  return { name: element, attributes, text, children: children.map(asNode) }
}

function withoutLayout(node: XmlNode): XmlNode {
  const children = node.children.map(withoutLayout)
  return {
    ...node,
    attributes: { ...node.attributes },
    text: children.length === 0 ? node.text : node.text.trim(),
    children,
  }
}

test('OPS-G7 property: a document reads back as it was, by a strict parser and by ourselves', () => {
  fc.assert(
    fc.property(tree, (root) => {
      const xml = renderXml(root)
      expect(withoutLayout(parse(xml))).toEqual(asNode(root))
      expect(parseXml(Buffer.from(xml))).toEqual({ ok: true, root })
      expect(renderXml(root)).toBe(xml)
    }),
    { numRuns: 1500 },
  )
})

test('OPS-G7 property: octets of any kind are read or refused', () => {
  const whole = Buffer.from('<a b="c">&#64;<!-- x --><![CDATA[y]]></a>')
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(fc.nat({ max: whole.length }), fc.uint8Array({ maxLength: 3 }), fc.nat({ max: 6 }))
      .map(([at, insert, cut]) =>
        Buffer.concat([whole.subarray(0, at), insert, whole.subarray(at + cut)]),
      ),
  )
  fc.assert(
    fc.property(octets, (bytes) => {
      expect(parseXml(bytes).ok).toBeTypeOf('boolean')
    }),
    { numRuns: 3000 },
  )
})
