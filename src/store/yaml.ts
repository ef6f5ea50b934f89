// YAML (and JSON, its subset) with every problem at its place.
import { Composer, type CST, type Document, Parser, visit, type YAMLError } from 'yaml'
import type { LocatedProblem, Path, Place } from '../settings/problems.js'
import { linesOf, locator } from './yaml-place.js'
import { markWildcardKeys, QUOTE_WILDCARDS, readValue } from './yaml-value.js'

export interface YamlFile {
  /** What the text says, as far as it could be read; undefined where it could not be read at all. */
  value: unknown
  problems: LocatedProblem[]
  /** Where a path stands; a missing key stands where its map does. */
  locate(path: Path, at?: 'key'): Place
}

/** Reads a settings text. Never throws; `file` is only for the places. */
export function readYaml(text: string, file: string): YamlFile {
  const problems: LocatedProblem[] = []
  const marked = markWildcardKeys(text)
  let parsed = parse(marked)
  const placeOf = linesOf(text)
  const placeAt = (offset: number): Place => ({ file, ...placeOf(offset) })
  const error = (offset: number, message: string) => {
    problems.push({ severity: 'error', path: [], message, place: placeAt(offset) })
  }

  const tabs = guiltyTabs(marked, parsed)
  if (tabs.size > 0) {
    for (const tab of tabs) error(tab, 'a tab cannot indent here; use spaces')
    // What stands behind a tab is read all the same, so that its own problems show.
    parsed = parse(marked.replace(/^[ \t]+/gm, (indent) => ' '.repeat(indent.length)))
  }
  const { document, secondDocument } = parsed
  if (document === undefined) {
    error(parsed.tooDeep, `more than ${DEEPEST} maps and lists inside each other`)
    return { value: undefined, problems, locate: () => placeAt(0) }
  }
  if (secondDocument !== undefined) error(secondDocument, ONE_DOCUMENT)
  const quote = unclosedQuote(document)
  if (quote !== undefined) error(quote.start, 'a quote is opened here and never closed')
  for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
    // Where a quote swallows the rest of the file, nothing else can be closed.
    if (pos[0] !== quote?.end) error(pos[0], sentence(code, message))
  }
  const { value, targetOf } = readValue(document, error)
  return { value, problems, locate: locator(document, targetOf, placeAt) }
}

const ONE_DOCUMENT = 'a settings file holds one document; remove the line "---"'

// The library's own sentences speak of nodes and tokens; most of these come from a slip of indentation or quoting.
const SENTENCES: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: 'a value that starts with %, @ or ` needs quotes: "%EMAILADDRESS%"',
  BAD_ALIAS: QUOTE_WILDCARDS,
  BAD_DIRECTIVE: 'a line cannot start with %',
  BAD_INDENT: 'the indentation does not fit the lines above, or a bracket is not closed',
  BLOCK_AS_IMPLICIT_KEY: 'a value with ": " in it needs quotes, or this line is indented too far',
  BLOCK_IN_FLOW: 'inside { } and [ ] write everything with commas, or close the bracket first',
  MULTILINE_IMPLICIT_KEY: 'a key needs ": " behind it, and a list item "- " before it',
  MISSING_CHAR: 'a bracket or a comma is missing before this',
  UNEXPECTED_TOKEN: 'this does not belong here; check quotes, brackets and indentation',
  BAD_DQ_ESCAPE: 'inside double quotes write \\\\ for a backslash',
}

function sentence(code: string, message: string): string {
  return SENTENCES[code] ?? message
}

/** The library tells where such a text ends, which is mostly behind the last line. */
function unclosedQuote({ contents, errors }: Document.Parsed): QuotedText | undefined {
  const ends = new Set(errors.filter(isUnclosedQuote).map(({ pos }) => pos[0]))
  let found: QuotedText | undefined
  if (ends.size === 0) return undefined
  visit(contents, {
    Scalar(_key, { type, range }) {
      const [start, end] = range ?? [0, 0]
      if (type?.startsWith('QUOTE_') !== true || !ends.has(end)) return undefined
      found = { start, end }
      return visit.BREAK
    },
  })
  return found
}

interface QuotedText {
  start: number
  end: number
}

function isUnclosedQuote({ code, message }: YAMLError): boolean {
  return code === 'MISSING_CHAR' && message.startsWith('Missing closing')
}

// Far more than settings need, and few enough for every recursion over them.
const DEEPEST = 100

type Parsed =
  | { document: Document.Parsed; secondDocument?: number | undefined }
  | { document?: undefined; secondDocument?: undefined; tooDeep: number }

function parse(source: string): Parsed {
  const tokens = [...new Parser().parse(source)]
  const tooDeep = placeOfTooDeep(tokens)
  if (tooDeep !== undefined) return { tooDeep }
  // The library's own check for duplicate keys takes minutes for 100,000 of them; `readValue` has ours.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false })
  const [document, second] = composer.compose(tokens, true, source.length)
  if (document === undefined) throw new Error('the composer always gives one document')
  return { document, secondDocument: second?.range[0] }
}

/** Tabs in front of what could not be read; elsewhere, in texts of several lines for instance, they do no harm. */
function guiltyTabs(source: string, { document }: Parsed): Set<number> {
  const tabs = new Set<number>()
  for (const { pos } of document?.errors ?? []) {
    const lineStart = source.lastIndexOf('\n', pos[0] - 1) + 1
    const indent = /[ \t]*/y
    indent.lastIndex = lineStart
    const tab = indent.exec(source)?.[0].indexOf('\t') ?? -1
    if (tab !== -1) tabs.add(lineStart + tab)
  }
  return tabs
}

/** Composing is recursive, so this looks first, and is not. */
function placeOfTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (depth > DEEPEST) return token.offset
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth })
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      if (key && 'items' in key) open.push({ token: key, depth: depth + 1 })
      if (value && 'items' in value) open.push({ token: value, depth: depth + 1 })
    }
  }
  return undefined
}
