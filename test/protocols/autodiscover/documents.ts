// Judges whole POX documents: bytes first, then vocabulary, then what no grammar can say.
import { SaxesParser } from 'saxes'
import { all, parse, textOf, type XmlNode } from '../../helpers/xml.js'
import { judge } from './grammar.js'
import {
  ACCOUNTS,
  DAV,
  ERROR,
  isLegalTransport,
  MOBILESYNC,
  NS,
  OUTLOOK,
  RECEIVING,
  ROOT,
  SENDING,
} from './vocabulary.js'

/** What a document is; undefined: nothing that the protocol knows. */
export type Kind = 'settings' | 'redirect' | 'mobilesync' | 'error'

export interface Judgement {
  kind: Kind | undefined
  /** Everything that is wrong, as sentences. */
  wrong: string[]
}

export function judgeDocument(text: string): Judgement {
  const wrong = judgeBytes(text)
  if (wrong.length > 0) return { kind: undefined, wrong }
  const root = parse(text)
  const [response] = root.children
  wrong.push(...judge(root, ROOT, root.name))
  if (root.name !== 'Autodiscover' || response === undefined) {
    return { kind: undefined, wrong: [...wrong, 'no Autodiscover/Response'] }
  }
  const [kind, more] = judgeResponse(response)
  return { kind, wrong: [...wrong, ...more] }
}

function judgeBytes(text: string): string[] {
  const wrong: string[] = []
  if (!/^<\?xml version="1\.0" encoding="utf-8"\?>/i.test(text)) wrong.push('no XML declaration')
  if (text.includes('\ufeff')) wrong.push('a byte order mark')
  if (text.includes('<!')) wrong.push('a DOCTYPE, comment or CDATA')
  if (text.lastIndexOf('<?') > 0) wrong.push('a processing instruction')
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', ({ message }) => wrong.push(`not well-formed: ${message}`))
  parser.on('opentag', ({ name, attributes }) => {
    for (const one of [name, ...Object.keys(attributes)]) {
      if (one.includes(':')) wrong.push(`a prefix: ${one}`)
    }
  })
  parser.write(text).close()
  return wrong
}

function judgeResponse(response: XmlNode): [Kind | undefined, string[]] {
  switch (response.attributes['xmlns']) {
    case NS.outlook: {
      const action = textOf(response, 'Account', 'Action')
      return [action === 'settings' ? 'settings' : 'redirect', judgeOutlook(response)]
    }
    case NS.mobilesync: {
      const wrong = judge(response, MOBILESYNC, 'Response')
      const [server] = all(response, 'Action', 'Settings', 'Server')
      const same = server && textOf(server, 'Url') === textOf(server, 'Name')
      return ['mobilesync', same === false ? [...wrong, 'Name is not the Url'] : wrong]
    }
    case undefined: {
      const wrong = judge(response, ERROR, 'Response')
      const id = Number(all(response, 'Error')[0]?.attributes['Id'])
      return ['error', id < 2 ** 32 ? wrong : [...wrong, `Id ${id} does not fit`]]
    }
    default:
      return [undefined, ['Response is in an unknown namespace']]
  }
}

function judgeOutlook(response: XmlNode): string[] {
  const wrong = judge(response, OUTLOOK, 'Response')
  const [account] = all(response, 'Account')
  if (account === undefined) return wrong
  const action = textOf(account, 'Action') ?? ''
  const model = ACCOUNTS.get(action)
  if (model === undefined) return [...wrong, `Account: Action is "${action}"`]
  wrong.push(...judge(account, model, 'Account'))
  const protocols = all(account, 'Protocol')
  wrong.push(...judgeTypes(protocols.map((protocol) => textOf(protocol, 'Type') ?? '')))
  const forAddress = all(response, 'User').length > 0
  return [...wrong, ...protocols.flatMap((protocol) => judgeProtocol(protocol, forAddress))]
}

const PLACES = [/^(?:IMAP|POP3)$/, /^SMTP$/, /^CalDAV$/, /^CardDAV$/]

/** Some clients keep the last block of a type, some refuse a second one. */
function judgeTypes(types: readonly string[]): string[] {
  const places = types.map((type) => PLACES.findIndex((pattern) => pattern.test(type)))
  const sorted = places.toSorted((a, b) => a - b)
  return [
    ...(new Set(types).size < types.length ? [`Account: a type twice in ${types.join()}`] : []),
    ...(places.join() === sorted.join() ? [] : [`Account: ${types.join()} is out of order`]),
  ]
}

function judgeProtocol(protocol: XmlNode, forAddress: boolean): string[] {
  const of = (name: string) => textOf(protocol, name)
  const type = of('Type') ?? ''
  const where = `Protocol ${type}`
  if (type.endsWith('DAV')) return judge(protocol, DAV, where)
  const wrong = judge(protocol, type === 'SMTP' ? SENDING : RECEIVING, where)
  const [port, ssl, encryption] = [of('Port') ?? '', of('SSL') ?? '', of('Encryption') ?? '']
  if (!isLegalTransport(type, Number(port), ssl, encryption)) {
    wrong.push(`${where}: port ${port} with ${ssl}/${encryption}`)
  }
  const login = of('LoginName')
  const domain = of('DomainName')
  if (of('AuthRequired') === 'on' && (forAddress ? login : domain) === undefined) {
    wrong.push(`${where}: nobody is named to log in`)
  }
  if (!forAddress && login !== undefined) wrong.push(`${where}: LoginName, but nobody asked`)
  if ((of('DomainRequired') === 'on') !== (domain !== undefined)) {
    wrong.push(`${where}: DomainRequired and DomainName do not go together`)
  }
  return wrong
}
