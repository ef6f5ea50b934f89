// What must not stand in the source at all. Comments may speak of it, so the syntax tree is read.
import { readdirSync, readFileSync } from 'node:fs'
import { relative, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../src/', import.meta.url))
const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(ROOT, name))

interface Found {
  file: string
  text: string
}

/** Every node of the program that `matches`. */
function scan(files: readonly string[], matches: (node: ts.Node) => boolean): Found[] {
  return files.flatMap((file) => {
    const found: Found[] = []
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    const visit = (node: ts.Node): void => {
      if (matches(node)) found.push({ file: relative(ROOT, file), text: node.getText(source) })
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isRegularExpressionLiteral(node)
const isName = (node: ts.Node, ...names: string[]) =>
  (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && names.includes(node.text)
const isMember = (node: ts.Node, object: RegExp, name: string) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === name &&
  object.test(node.expression.getText())

test.each<[id: string, title: string, matches: (node: ts.Node) => boolean]>([
  [
    'C05',
    'the status 401 or 407, which asks for a password',
    (node) => (ts.isNumericLiteral(node) || isText(node)) && /\b40[17]\b/.test(node.text),
  ],
  [
    'C05',
    'a header that asks for a password, or sets a cookie',
    (node) => isText(node) && /www-authenticate|proxy-authenticate|set-cookie/i.test(node.text),
  ],
  ['C05', 'console', (node) => ts.isIdentifier(node) && node.text === 'console'],
  [
    'C05',
    'rawHeaders and headersDistinct',
    (node) => isName(node, 'rawHeaders', 'headersDistinct'),
  ],
  ['C05', 'rawPacket, which holds what was sent', (node) => isName(node, 'rawPacket')],
  ['C05', 'eval', (node) => ts.isIdentifier(node) && node.text === 'eval'],
  [
    'C05',
    'new Function',
    (node) => ts.isNewExpression(node) && /^(?:\w+\.)?Function$/.test(node.expression.getText()),
  ],
  [
    'P01',
    'the URL of a request',
    (node) => isMember(node, /^(?:request|req|raw|request\.raw)$/, 'url'),
  ],
  ['P01', 'the original URL of a request', (node) => isName(node, 'originalUrl')],
  ['P01', 'the address of a client', (node) => isMember(node, /^(?:request|req)$/, 'ip')],
])('OPS-%s nowhere: %s', (_id, _title, matches) => {
  expect(scan(FILES, matches)).toEqual([])
})

// `$&` in a replacement string inserts what was found: with text from outside, that is a way in.
const ALLOWED: { text: RegExp; because: string }[] = [
  {
    text: /\.replaceAll\('%EMAILDOMAIN%', name\)$/,
    because: 'the name is one of the table: A-labels have no dollar',
  },
  {
    text: /\.replace\(UNQUOTED_WILDCARD_KEY, `\$1\$2\$\{STAND_IN\}`\)$/,
    because: 'the groups are meant, and the rest is a constant',
  },
  {
    text: /\.replace\(culprit\.variable, `--\$\{culprit\.flag\}`\)$/,
    because: 'the flag is one of three of ours',
  },
]

function replacesByValue(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
  if (!['replace', 'replaceAll'].includes(node.expression.name.text)) return false
  const [, replacement] = node.arguments
  if (replacement === undefined || ts.isArrowFunction(replacement)) return false
  if (ts.isIdentifier(replacement) && /^[A-Z_]+$/.test(replacement.text)) return false
  return !(ts.isStringLiteralLike(replacement) && !replacement.text.includes('$'))
}

test('OPS-C05 every replacement is a function, a constant, or a fixed text without a dollar', () => {
  const found = scan(FILES, replacesByValue).filter(
    ({ text }) => !ALLOWED.some((one) => one.text.test(text)),
  )
  expect(found).toEqual([])
})

test('OPS-C05 the scan sees what it looks for', () => {
  const here = [fileURLToPath(import.meta.url)]
  expect(scan(here, (node) => isName(node, 'rawHeaders')).length).toBeGreaterThan(0)
  expect(FILES.length).toBeGreaterThan(30)
})
