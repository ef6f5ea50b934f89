// Documents as trees, from the application.
import { stringify } from 'yaml'
import { startApp } from '../../helpers/app.js'
import { tableOf } from '../../helpers/settings.js'
import { all, parse, textOf, type XmlNode } from '../../helpers/xml.js'
import { ask, startFixture } from './ask.js'

/** What the shared table says of a domain. */
export async function documentOf(domain: string): Promise<XmlNode> {
  const { body } = await ask(await startFixture(), { target: `/v1.1/${domain}` })
  return parse(body)
}

/** The same for settings of one provider that has example.org. */
export async function documentWith(provider: object): Promise<{ root: XmlNode; body: string }> {
  const table = await tableOf(
    stringify({ providers: { one: provider }, domains: { 'example.org': 'one' } }),
  )
  const { body } = await ask(await startApp(table), { target: '/v1.1/example.org' })
  return { root: parse(body), body }
}

/** The least that a provider needs. */
export const SERVERS = {
  hostname: 'mail.example.org',
  incomingServers: ['imap'],
  outgoingServers: ['smtp'],
}

/** type port socketType, in the order of the document. */
export function servers(root: XmlNode): string[] {
  return all(root, 'emailProvider')
    .flatMap(({ children }) => children)
    .filter(({ name }) => name.endsWith('Server'))
    .map((one) =>
      [one.attributes['type'], textOf(one, 'port'), textOf(one, 'socketType')].join(' ').trim(),
    )
}

/** Every element of a name, wherever it stands. */
export function everywhere(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...everywhere(child, name),
  ])
}
