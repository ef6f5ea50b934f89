// What another service says of one domain → a provider, free of the names that belong to the domain asked for.
import { METHODS_TODAY } from '../settings/authentication.js'
import type { XmlElement } from '../format/xml-document.js'
import { clientConfig } from '../protocols/autoconfig/document.js'
import { differences } from '../protocols/autoconfig/equality.js'
import { parseClientConfig } from '../protocols/autoconfig/parse.js'
import { parseDomain } from '../settings/domain.js'
import { fillDomain } from '../settings/placeholders.js'
import { resolveProvider } from '../settings/provider.js'
import type { WrittenProvider } from '../settings/schema.js'
import { errorIn } from './imported.js'

export interface ReadAnswer {
  provider: WrittenProvider
  /** What is said otherwise here, or not at all, in clauses. */
  changed: string[]
}

/** Without an id and domains that only repeat the question: whoever is mapped to a provider is told its own name. */
export function readAnswer(
  root: XmlElement,
  domain: string,
): { ok: true; answer: ReadAnswer } | { ok: false; message: string } {
  const changed = new Set<string>()
  const usual = withAskedDomain(root, domain, changed)
  const parsed = parseClientConfig(usual)
  if (!parsed.ok) return parsed
  const resolved = resolveProvider(
    '',
    parsed.provider,
    () => [],
    () => undefined,
  )
  const rendered = clientConfig(resolved, { defaultId: domain, domains: resolved.domains })
  if (rendered === undefined) return { ok: false, message: 'it names no mail server' }
  const error = errorIn(parsed.provider)
  if (error !== undefined) return { ok: false, message: error }
  for (const lost of parsed.lost) changed.add(lost)
  const [first] = parsed.lost.length === 0 ? differences(usual, rendered) : []
  if (first !== undefined) return { ok: false, message: `${first.path} cannot be kept` }
  const { domains: _domains, id, ...others } = parsed.provider
  const provider = id?.toLowerCase() === domain || id === undefined ? others : { id, ...others }
  return { ok: true, answer: { provider, changed: [...changed] } }
}

const OTHER_DOMAINS =
  'it lists other domains than the one that is asked for; here each is told its own name alone'

function withAskedDomain(root: XmlElement, domain: string, changed: Set<string>): XmlElement {
  const isAsked = (text = '') => parseDomain(fillDomain(text, domain)) === domain
  const inside = ({ element, attributes, text, children }: XmlElement): XmlElement => {
    const isEmpty = attributes === undefined && text === undefined && children === undefined
    const method = element === 'authentication' && attributes === undefined ? text : undefined
    const newMethod = method === undefined ? undefined : METHODS_TODAY.get(method)
    if (newMethod !== undefined) {
      changed.add(`authentication "${method ?? ''}" becomes "${newMethod}"`)
    }
    const kept = children?.filter((child) => {
      const isNothing = child.element === 'identity' && Object.keys(child).length === 1
      if (isNothing) changed.add('an empty identity is left out')
      if (child.element !== 'domain') return !isNothing
      if (!isAsked(child.text) || child.attributes !== undefined) changed.add(OTHER_DOMAINS)
      return false
    })
    if (isEmpty) return { element }
    return {
      element,
      ...(attributes && { attributes }),
      ...(text !== undefined && { text: newMethod ?? text }),
      ...(children && { children: (kept ?? []).map(inside) }),
    }
  }
  return {
    ...root,
    children: root.children?.map((child) => {
      if (child.element !== 'emailProvider') return inside(child)
      const { id = domain } = child.attributes ?? {}
      const attributes = { ...child.attributes, id: isAsked(id) ? domain : id }
      return { ...inside(child), attributes }
    }),
  }
}
