// What real clients make of an answer: small readers, each with the rules and the slips of its model.
// They never see our settings; agreement.ts compares what they end up with.
import { all, parse, textOf, type XmlNode } from '../../helpers/xml.js'

export interface Configured {
  type: string
  host: string
  port: number
  /** `automatic`: the client tries TLS first and never goes plain. */
  socket: 'SSL' | 'STARTTLS' | 'plain' | 'automatic'
  username?: string
}

type Jxon = string | number | boolean

/** Thunderbird turns texts into values before it looks at them: nothing becomes true, digits a number. */
function jxon(text: string): Jxon {
  const trimmed = text.trim()
  if (trimmed === '') return true
  if (/^(?:true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true'
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed
}

/** As in `value.toLowerCase()`: throws on what is no string, which loses the whole block. */
function lowerCase(value: Jxon | undefined): string | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new TypeError('no string')
  return value.toLowerCase()
}

const STARTTLS_PORTS = [25, 110, 143, 587]

function thunderbirdServer(protocol: XmlNode): Configured | undefined {
  const value = (name: string) => {
    const [node] = all(protocol, name)
    return node === undefined ? undefined : jxon(node.text)
  }
  const type = value('Type')
  if (type !== 'IMAP' && type !== 'POP3' && type !== 'SMTP') return undefined
  const host = value('Server')
  if (typeof host !== 'string' || !/^[a-z0-9.:_-]+$/i.test(host)) throw new Error('no host name')
  const port = value('Port')
  if (typeof port !== 'number' || !Number.isInteger(port)) throw new Error('no port')
  const plain = lowerCase(value('SSL')) === 'off' || lowerCase(value('Encryption')) === 'none'
  const upgrade = STARTTLS_PORTS.includes(port) ? 'STARTTLS' : 'SSL'
  lowerCase(value('SPA'))
  const login = value('LoginName')
  return {
    type,
    host,
    port,
    socket: plain ? 'plain' : upgrade,
    username: login === undefined ? '%EMAILADDRESS%' : String(login),
  }
}

/** Thunderbird 153: names with their prefixes, the port decides on TLS. Throws where it finds nothing. */
export function thunderbird(body: string): Configured[] {
  const root = parse(body)
  const protocols = root.name === 'Autodiscover' ? all(root, 'Response', 'Account', 'Protocol') : []
  const servers = protocols.flatMap((protocol) => {
    try {
      return thunderbirdServer(protocol) ?? []
    } catch {
      return []
    }
  })
  if (!servers.some(({ type }) => type !== 'SMTP')) throw new Error('no valid configuration')
  return servers
}

/** Every element below a node, in the order of the document. */
function descendants(node: XmlNode): XmlNode[] {
  return node.children.flatMap((child) => [child, ...descendants(child)])
}

/** Delta Chat: raw names in any case, anywhere; everything but `off` is on; no log-in names. */
export function deltaChat(body: string): Configured[] {
  const blocks = descendants(parse(body)).filter(({ name }) => name.toLowerCase() === 'protocol')
  return blocks.flatMap((block) => {
    const text = (name: string) =>
      descendants(block)
        .filter((one) => one.name.toLowerCase() === name)
        .at(-1)
        ?.text.trim()
    const [type, host, port] = [text('type'), text('server'), text('port')]
    if (type === undefined || host === undefined || port === undefined) return []
    if (!['imap', 'smtp'].includes(type.toLowerCase())) return []
    const socket = text('ssl') === 'off' ? 'plain' : 'automatic'
    return [{ type: type.toUpperCase(), host, port: Number(port), socket }]
  })
}

/** Where Delta Chat goes on asking; it reads the text only up to the first reference. */
export function deltaChatRedirect(body: string): string | undefined {
  return /<RedirectUrl>([^<&]*)/i.exec(body)?.[1]
}

/** FairEmail: status 200, account and action first, the last block of a type wins, the port decides. */
export function fairEmail(status: number, body: string): Configured[] {
  if (status !== 200) throw new Error(`status ${status}`)
  const found = new Map<string, Configured>()
  let [accountType, action] = ['', '']
  for (const node of descendants(parse(body))) {
    if (node.name === 'AccountType') accountType = node.text
    if (node.name === 'Action') action = node.text
    if (node.name !== 'Protocol') continue
    if (accountType !== 'email' || action !== 'settings') throw new Error('no account')
    const [type = '', host, port = ''] = ['Type', 'Server', 'Port'].map((one) => textOf(node, one))
    if (!['IMAP', 'SMTP'].includes(type) || host === undefined || !/^\d+$/.test(port)) continue
    const socket = ['143', '587'].includes(port) ? 'STARTTLS' : 'SSL'
    found.set(type, { type, host, port: Number(port), socket })
  }
  if (found.size < 2) throw new Error('IMAP and SMTP are both needed')
  return [...found.values()]
}

export type ActiveSyncOutcome =
  | { outcome: 'found'; host: string; port: number }
  | { outcome: 'next URL' | 'asks for the password' | 'gives up' }

/** Android's Exchange client (AOSP): unprefixed names, Type before Url, always TLS. */
export function androidExchange(status: number, body: string): ActiveSyncOutcome {
  if (status === 401) return { outcome: 'asks for the password' }
  if (status !== 200) return { outcome: 'next URL' }
  const root = parse(body)
  const servers =
    root.name === 'Autodiscover' ? all(root, 'Response', 'Action', 'Settings', 'Server') : []
  for (const server of servers) {
    let mobileSync = false
    for (const { name, text } of server.children) {
      if (name === 'Type' && text === 'MobileSync') mobileSync = true
      if (!mobileSync || name !== 'Url' || !URL.canParse(text)) continue
      const { hostname, port } = new URL(text)
      return { outcome: 'found', host: hostname, port: port === '' ? 443 : Number(port) }
    }
  }
  return { outcome: 'gives up' }
}
