// One server section → a server as settings would write it, or nothing if it would not come back equal.
import type { XmlElement } from '../../format/xml-document.js'
import type { Problem } from '../../settings/problems.js'
import { resolveServer } from '../../settings/provider.js'
import { type Authentication, serverSchema, type WrittenServer } from '../../settings/schema.js'
import {
  childrenOf,
  ifEqual,
  isEmpty,
  plainText,
  removeUndefined,
  toExtension,
} from './children.js'
import { serverElement } from './document.js'
import { POP3_SWITCHES, SERVER_SWITCHES, SERVER_TEXTS } from './elements.js'

/**
 * Everything a document leaves out is stated as left out: defaults are for people who write settings.
 * `lost` hears of passwords.
 */
export function readServer(element: XmlElement, lost: string[]): WrittenServer | undefined {
  const passwords: string[] = []
  const children = childrenOf(element, passwords)
  const url = children.one('url', plainText)
  const written = removeUndefined({
    type: element.attributes?.['type'] ?? '',
    ...(url === undefined
      ? {
          hostname: children.one('hostname', plainText),
          port: children.one('port', readNumber) ?? null,
          socketType: children.one('socketType', fitting('socketType')) ?? null,
        }
      : { url }),
    authentication: children.prefix(
      (child) => child.element === 'authentication',
      readAuthentication,
    ),
    username: children.one('username', plainText) ?? null,
    ...Object.fromEntries(SERVER_TEXTS.map((name) => [name, children.one(name, fitting(name))])),
    ...Object.fromEntries(SERVER_SWITCHES.map((name) => [name, children.one(name, readSwitch)])),
    pop3: children.one('pop3', readPop3),
  })
  const extensions = children.rest()
  const server = serverSchema.safeParse(
    extensions.length === 0 ? written : { ...written, extensions },
  )
  if (!server.success) return undefined
  const problems: Problem[] = []
  const resolved = resolveServer(server.data, {}, [], (problem) => problems.push(problem))
  if (problems.length > 0) return undefined
  const original = passwords.length === 0 ? element : withoutPasswords(element)
  const equal = ifEqual(original, server.data, () => serverElement(element.element, resolved))
  if (equal !== undefined) lost.push(...passwords)
  return equal
}

function withoutPasswords(element: XmlElement): XmlElement {
  const [copy] = toExtension(element, [])
  return copy ?? element
}

function fitting(name: keyof typeof serverSchema.shape): (child: XmlElement) => string | undefined {
  return (child) => {
    const text = plainText(child)
    return serverSchema.shape[name].safeParse(text).success ? text : undefined
  }
}

function readNumber(child: XmlElement): number | undefined {
  const text = plainText(child) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function readSwitch(child: XmlElement): boolean | undefined {
  const text = plainText(child)
  return text === 'true' ? true : text === 'false' ? false : undefined
}

function readAuthentication(child: XmlElement): Authentication | undefined {
  const { attributes, text } = child
  const system = attributes?.['system']
  const method = system === undefined ? plainText(child) : { [system]: text }
  const known = serverSchema.shape.authentication.safeParse(method)
  const surplus = Object.keys(attributes ?? {}).some((name) => name !== 'system')
  return known.success && !surplus ? (known.data as Authentication) : undefined
}

function readPop3(element: XmlElement): WrittenServer['pop3'] {
  const children = childrenOf(element, [])
  const options = removeUndefined({
    ...Object.fromEntries(POP3_SWITCHES.map((name) => [name, children.one(name, readSwitch)])),
    daysToLeaveMessagesOnServer: children.one('daysToLeaveMessagesOnServer', readNumber),
    checkInterval: children.one('checkInterval', ({ attributes, text, children: below }) => {
      const { minutes = '', ...others } = attributes ?? {}
      const alone = Object.keys(others).length + (text ?? '').length + (below ?? []).length === 0
      return alone ? readNumber({ element: 'minutes', text: minutes }) : undefined
    }),
  })
  const understood = children.rest().length === 0 && element.attributes === undefined
  return understood && !isEmpty(options) ? options : undefined
}
