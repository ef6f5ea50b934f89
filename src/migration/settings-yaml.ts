// Providers and domains → YAML as a person would write it: a server a line, blocks where lines would get long,
// each comment at what it speaks of.
import type { Path } from '../settings/problems.js'
import type { DomainEntry, WrittenProvider } from '../settings/schema.js'
import { SECTIONS } from '../settings/server-types.js'
import { yamlScalar } from './yaml-scalar.js'

/** One line of comment; `path` leads to its value from the entry on. */
export interface Comment {
  path: Path
  message: string
}

const WIDTH = 100
const STEP = '  '
// What reads better a line each, however short it is.
const IN_BLOCKS: readonly PropertyKey[] = ['oAuth2', 'webMail', 'enable', 'help']
const IN_LINES: readonly PropertyKey[] = [...SECTIONS, 'domains', 'logo']

/** `key:` and what the provider has, each level two blanks further in. */
export function providerLines(
  key: string,
  provider: WrittenProvider,
  comments: readonly Comment[],
  indent: string,
): string[] {
  const inner = indent + STEP
  const general = comments.filter(isOn(provider))
  return [
    `${indent}${yamlScalar(key, false)}:`,
    ...commentLines(general, inner),
    ...mapLines(provider, comments, inner),
  ]
}

export function domainLines(name: string, entry: DomainEntry, indent: string): string[] {
  return entryLines(name, entry, [], indent)
}

function commentLine(message: string, indent: string): string {
  return `${indent}# ${message.replace(/\s+/g, () => ' ')}`
}

function commentLines(comments: readonly Comment[], indent: string): string[] {
  return [...new Set(comments.map(({ message }) => commentLine(message, indent)))]
}

/** Whether a comment speaks of the value itself, or of something that it lacks. */
function isOn(value: unknown): (comment: Comment) => boolean {
  return ({ path: [next] }) => next === undefined || !isContainer(value) || !(next in value)
}

function mapLines(map: object, comments: readonly Comment[], indent: string): string[] {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => entryLines(key, value, below(comments, key), indent))
}

/** Comments on what stands under a key, as seen from there. */
function below(comments: readonly Comment[], key: PropertyKey): Comment[] {
  return comments
    .filter(({ path }) => path[0] === key)
    .map(({ path, message }) => ({ path: path.slice(1), message }))
}

function entryLines(
  key: string,
  value: unknown,
  comments: readonly Comment[],
  indent: string,
): string[] {
  const start = `${indent}${yamlScalar(key, false)}:`
  const inLine = isContainer(value) ? flow(value) : yamlScalar(value, false)
  if (isInLine(key, value) && fits(`${start} ${inLine}`, value)) {
    return [...commentLines(comments, indent), `${start} ${inLine}`]
  }
  const here = comments.filter(isOn(value))
  const inner = indent + STEP
  const lines = Array.isArray(value)
    ? value.flatMap((item, index) => itemLines(key, item, below(comments, index), inner))
    : mapLines(value as object, comments, inner)
  return [...commentLines(here, indent), start, ...lines]
}

function itemLines(
  list: string,
  item: unknown,
  comments: readonly Comment[],
  indent: string,
): string[] {
  const inLine = isContainer(item) ? flow(item) : yamlScalar(item, false)
  const isShort = !isContainer(item) || (IN_LINES.includes(list) && !holdsExtensions(item))
  if (isShort && fits(`${indent}- ${inLine}`, item)) {
    return [...commentLines(comments, indent), `${indent}- ${inLine}`]
  }
  const here = comments.filter(isOn(item))
  const [first = '', ...others] = mapLines(item as object, comments, indent + STEP)
  return isComment(first)
    ? // The dash needs a value on its line.
      [...commentLines(comments, indent), ...itemLines(list, item, [], indent)]
    : [...commentLines(here, indent), `${indent}- ${first.trimStart()}`, ...others]
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}

type Container = Record<string, unknown> | unknown[]

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

/** Short lists of single values, and short maps of them. */
function isInLine(key: string, value: unknown): boolean {
  if (!isContainer(value)) return true
  const values = Object.values(value)
  return (
    values.length === 0 || (values.every((one) => !isContainer(one)) && !IN_BLOCKS.includes(key))
  )
}

function holdsExtensions(item: Container): boolean {
  return 'extensions' in item
}

/** What has no lines of its own, such as an empty list, fits always. */
function fits(line: string, value: unknown): boolean {
  return line.length <= WIDTH || !isContainer(value) || Object.keys(value).length === 0
}

function flow(value: unknown): string {
  if (!isContainer(value)) return yamlScalar(value, true)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  const pairs = Object.entries(value).map(([key, one]) => `${yamlScalar(key, true)}: ${flow(one)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}
