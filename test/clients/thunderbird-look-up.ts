// Thunderbird's own look-up, without a person: the functions that its set-up page calls.
import type { ReadServer, ReadSettings, Way } from './cases.js'
import type { Marionette } from './marionette.js'

const MODULES = 'resource:///modules/accountcreation'
const LOOK_UPS: Readonly<Record<Way, string>> = {
  https: fromIsp(),
  http: fromIsp(),
  autodiscover: `
    const { fetchConfigFromExchange } =
      ChromeUtils.importESModule('${MODULES}/ExchangeAutoDiscover.sys.mjs')
    return fetchConfigFromExchange(domain, address, signal, undefined, undefined, () => {
      throw new Error('asks the person whether to go on')
    })`,
  all: `
    const { FindConfig } = ChromeUtils.importESModule('${MODULES}/FindConfig.sys.mjs')
    const search = FindConfig.parallelAutoDiscovery(domain, address, signal)
    const { done, value } = await search.next()
    if (!done) throw new Error('asks the person whether to go on')
    return value`,
}

function fromIsp(): string {
  return `
    const { FetchConfig } = ChromeUtils.importESModule('${MODULES}/FetchConfig.sys.mjs')
    return FetchConfig.fromISP(domain, address, signal)`
}

/** Found nothing, or the reason in Thunderbird's words. */
export interface NothingRead {
  failure: string
}

export interface Found extends ReadSettings {
  /** What Thunderbird says it has this from, as xml-from-isp-https. */
  source: string
}

/** As if somebody had typed the address; the server names' words are those of autoconfig. */
export async function lookUp(
  { run }: Marionette,
  way: Way,
  address: string,
): Promise<Found | NothingRead> {
  const text = await run(
    `const address = arguments[0]
     const domain = address.slice(address.lastIndexOf('@') + 1)
     const { signal } = new AbortController()
     const search = async () => { ${LOOK_UPS[way]} }
     const { AccountConfig } = ChromeUtils.importESModule('${MODULES}/AccountConfig.sys.mjs')
     return search().then(
       (config) => {
         if (config) AccountConfig.replaceVariables(config, 'Anna Smith', address, '')
         return JSON.stringify(config)
       },
       (error) => JSON.stringify({ failure: String(error.errors?.map(String) ?? error) }),
     )`,
    address,
  )
  const read = JSON.parse(String(text)) as Config | NothingRead | null
  if (read === null) return { failure: 'nothing found' }
  return 'failure' in read ? read : foundIn(read)
}

interface ConfigServer {
  type: string
  hostname: string
  port: number
  socketType: number
  username: string
  auth: number
}

interface Config {
  subSource: string
  incoming: ConfigServer
  incomingAlternatives: ConfigServer[]
  outgoing: ConfigServer
  outgoingAlternatives: ConfigServer[]
}

/** nsMsgSocketType and nsMsgAuthMethod. */
const SOCKET_TYPES: Readonly<Record<number, string>> = { 0: 'plain', 2: 'STARTTLS', 3: 'SSL' }
const AUTHENTICATION: Readonly<Record<number, string>> = {
  3: 'password-cleartext',
  4: 'password-encrypted',
  10: 'OAuth2',
}

function foundIn(config: Config): Found {
  const { incoming, incomingAlternatives, outgoing, outgoingAlternatives, subSource } = config
  return {
    source: subSource,
    incoming: [incoming, ...incomingAlternatives].map(serverIn),
    outgoing: [outgoing, ...outgoingAlternatives].map(serverIn),
  }
}

function serverIn({ type, hostname, port, socketType, username, auth }: ConfigServer): ReadServer {
  return {
    type,
    hostname,
    port,
    username,
    socketType: SOCKET_TYPES[socketType] ?? String(socketType),
    authentication: AUTHENTICATION[auth] ?? String(auth),
  }
}
