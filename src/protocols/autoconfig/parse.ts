// A clientConfig document, ours or anybody's → a provider as settings would write it. Nothing gets lost: what the
// settings have no word for is kept as an extension, and whatever would not come back equal is kept whole.
import type { XmlElement } from '../../format/xml-document.js'
import { parseDomain } from '../../settings/domain.js'
import {
  providerSchema,
  type Texts,
  type WrittenProvider,
  type WrittenServer,
} from '../../settings/schema.js'
import type { Section } from '../../settings/server-types.js'
import {
  type Children,
  childrenOf,
  ifEqual,
  isEmpty,
  plainText,
  removeUndefined,
} from './children.js'
import { documentationElement, enableElement, oAuth2Element, webMailElement } from './document.js'
import {
  LOGIN_FIELDS,
  MAIL_SECTIONS,
  NO_LANGUAGE,
  OAUTH2_TEXTS,
  OTHER_SECTIONS,
  VERSION,
} from './elements.js'
import { isOldDocumentation } from './equality.js'
import { readServer } from './parse-server.js'

export type ParsedDocument =
  | {
      ok: true
      provider: WrittenProvider
      /** What settings never hold, in sentences. */
      lost: string[]
    }
  | { ok: false; message: string }

/** Refused: another root, and none or several emailProvider elements. */
export function parseClientConfig(root: XmlElement): ParsedDocument {
  if (root.element !== 'clientConfig') {
    return { ok: false, message: `the root is ${root.element}, not clientConfig` }
  }
  const providers = (root.children ?? []).filter(({ element }) => element === 'emailProvider')
  const [emailProvider, ...more] = providers
  if (emailProvider === undefined) return { ok: false, message: 'there is no emailProvider' }
  if (more.length > 0) return { ok: false, message: 'there are several emailProvider elements' }

  const lost: string[] = []
  const inside = childrenOf(emailProvider, lost)
  const outside = childrenOf(root, lost)
  outside.all((child) => child === emailProvider || undefined)
  const version = root.attributes?.['version']
  if (version !== VERSION) lost.push(`version "${version ?? ''}" becomes "${VERSION}"`)
  lost.push(...surplusAttributes(root, ['version']), ...surplusAttributes(emailProvider, ['id']))

  const provider = removeUndefined({
    id: idThatFits(emailProvider, lost),
    domains: inside.all((child) => (child.element === 'domain' ? readDomain(child) : undefined)),
    displayName: inside.one('displayName', textThatFits('displayName')),
    displayShortName: inside.one('displayShortName', textThatFits('displayShortName')),
    ...readSections(inside, MAIL_SECTIONS, lost),
    documentation: inside.prefix(isDocumentation, readDocumentation),
    enable: inside.one('enable', readEnable) ?? outside.one('enable', readEnable),
    ...readSections(outside, OTHER_SECTIONS, lost),
    oAuth2: outside.one('oAuth2', readOAuth2),
    webMail: outside.one('webMail', readWebMail),
    clientConfigUpdate: outside.one('clientConfigUpdate', readUpdate),
    extensions: inside.rest(),
    clientConfigExtensions: outside.rest(),
  })
  const checked = providerSchema.safeParse(withoutEmptyLists(provider))
  return checked.success
    ? { ok: true, provider: checked.data, lost }
    : { ok: false, message: 'it holds values that settings cannot keep' }
}

function idThatFits({ attributes }: XmlElement, lost: string[]): string | undefined {
  const id = attributes?.['id']
  if (providerSchema.shape.id.safeParse(id).success) return id
  lost.push('the id of emailProvider was left out')
  return undefined
}

function surplusAttributes({ element, attributes = {} }: XmlElement, known: string[]): string[] {
  return Object.keys(attributes)
    .filter((name) => !known.includes(name))
    .map((name) => `the attribute ${name} of ${element} was left out`)
}

type TextField = 'displayName' | 'displayShortName'

function textThatFits(field: TextField): (child: XmlElement) => string | undefined {
  return (child) => {
    const text = plainText(child)?.replace(/\s+/g, () => ' ')
    return providerSchema.shape[field].safeParse(text).success ? text : undefined
  }
}

function readDomain(child: XmlElement): string | { name: string; purpose: 'mx' } | undefined {
  const name = parseDomain(child.text ?? '')
  if (name === undefined || name !== child.text?.toLowerCase()) return undefined
  const { purpose, ...others } = child.attributes ?? {}
  if (Object.keys(others).length > 0) return undefined
  if (purpose === undefined) return name
  return purpose === 'mx' ? { name, purpose } : undefined
}

function readSections<Name extends Section>(
  children: Children,
  names: Readonly<Record<Name, string>>,
  lost: string[],
): Partial<Record<Section, WrittenServer[]>> {
  const read = (Object.keys(names) as Name[]).map((section) => [
    section,
    children.prefix(
      ({ element }) => element === names[section],
      (element) => readServer(element, lost),
    ),
  ])
  return Object.fromEntries(read) as Partial<Record<Section, WrittenServer[]>>
}

function isDocumentation(child: XmlElement): boolean {
  return child.element === 'documentation' || isOldDocumentation(child)
}

type Written<Field extends keyof WrittenProvider> = NonNullable<WrittenProvider[Field]>

function readDocumentation(element: XmlElement): Written<'documentation'>[number] | undefined {
  const url = element.attributes?.['url'] ?? ''
  const written = removeUndefined({ url, descr: readTexts(element, 'descr') })
  const list = providerSchema.shape.documentation.safeParse([written])
  const renamed = { ...element, element: 'documentation' }
  return list.success ? ifEqual(renamed, written, documentationElement) : undefined
}

function readEnable(element: XmlElement): Written<'enable'> | undefined {
  const visiturl = element.attributes?.['visiturl'] ?? ''
  const written = removeUndefined({ visiturl, instruction: readTexts(element, 'instruction') })
  const fits = providerSchema.shape.enable.safeParse(written).success
  return fits ? ifEqual(element, written, enableElement) : undefined
}

/** Undefined for none. Two texts of one language do not fit into a map: the caller sees the difference. */
function readTexts(element: XmlElement, name: string): Texts | undefined {
  const texts = (element.children ?? []).filter((child) => child.element === name)
  const [first] = texts
  if (first === undefined) return undefined
  if (texts.length === 1 && first.attributes === undefined) return first.text ?? ''
  return Object.fromEntries(
    texts.map(({ attributes, text }) => [attributes?.['lang'] ?? NO_LANGUAGE, text ?? '']),
  )
}

function readOAuth2(element: XmlElement): Written<'oAuth2'> | undefined {
  const children = childrenOf(element, [])
  const written = removeUndefined(
    Object.fromEntries(OAUTH2_TEXTS.map((name) => [name, children.one(name, plainText)])),
  )
  const fits = providerSchema.shape.oAuth2.safeParse(written).success
  return fits && !isEmpty(written) ? ifEqual(element, written, oAuth2Element) : undefined
}

function readWebMail(element: XmlElement): Written<'webMail'> | undefined {
  const children = childrenOf(element, [])
  const written = removeUndefined({
    loginPage: children.one('loginPage', ({ attributes }) => attributes?.['url']),
    loginPageInfo: children.one('loginPageInfo', readLoginPageInfo),
  })
  const parsed = providerSchema.shape.webMail.safeParse(written)
  return parsed.success && parsed.data !== undefined && !isEmpty(written)
    ? ifEqual(element, parsed.data, webMailElement)
    : undefined
}

function readLoginPageInfo(element: XmlElement): object {
  const children = childrenOf(element, [])
  return removeUndefined({
    url: element.attributes?.['url'],
    username: children.one('username', plainText),
    ...Object.fromEntries(
      LOGIN_FIELDS.map((name) => [name, children.one(name, ({ attributes }) => attributes ?? {})]),
    ),
    waitForRedirectionURLPrefix: element.attributes?.['waitForRedirectionURLPrefix'],
  })
}

function readUpdate({ attributes, text, children }: XmlElement): string | undefined {
  const { url, ...others } = attributes ?? {}
  const alone = Object.keys(others).length === 0 && text === undefined && children === undefined
  const fits = providerSchema.shape.clientConfigUpdate.safeParse(url).success
  return alone && fits ? url : undefined
}

function withoutEmptyLists(provider: WrittenProvider): WrittenProvider {
  const kept = Object.entries(provider).filter(
    ([, value]) => !Array.isArray(value) || value.length > 0,
  )
  return Object.fromEntries(kept)
}
