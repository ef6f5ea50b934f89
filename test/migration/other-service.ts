// A service of another make on loopback: what it answers is made by a function of the address.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface Asked {
  localPart: string
  domain: string
  path: string
}

/** What it answers: a document, or a status without one. */
export type Answering = (asked: Asked) => string | number

export interface OtherService {
  origin: string
  /** The targets of all requests so far. */
  requests: string[]
}

function askedIn({ url = '/' }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const address = searchParams.get('emailaddress') ?? ''
  const at = address.lastIndexOf('@')
  const [, domain = ''] = /\/v1\.1\/(.+)$/.exec(pathname) ?? []
  return {
    localPart: address.slice(0, Math.max(at, 0)),
    domain: at === -1 ? domain : address.slice(at + 1),
    path: pathname,
  }
}

export async function startOther(answer: Answering): Promise<OtherService> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    const said = answer(askedIn(request))
    if (typeof said === 'string') response.setHeader('content-type', 'text/xml')
    else response.statusCode = said
    if (typeof said === 'number' && said >= 300 && said < 400) {
      response.setHeader('location', request.url ?? '/')
    }
    response.end(typeof said === 'string' ? said : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

export interface Said {
  id?: string
  domains?: readonly string[]
  displayName?: string
  hostname?: string
  smtp?: string
  username: string
  method?: string
  inside?: string
}

/** A document as such services write it. */
export function said({
  id = 'automx2-1000',
  domains = [],
  displayName = 'Example Inc.',
  hostname = 'imap.hoster.example',
  smtp = hostname,
  username,
  method = 'password-cleartext',
  inside = '',
}: Said): string {
  const server = (element: string, type: string, host: string, port: number, socket: string) =>
    `<${element} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>${username}</username><authentication>${method}</authentication></${element}>`
  return [
    `<clientConfig version="1.1"><emailProvider id="${id}">${inside}`,
    ...domains.map((domain) => `<domain>${domain}</domain>`),
    `<displayName>${displayName}</displayName><displayShortName>Example</displayShortName>`,
    server('incomingServer', 'imap', hostname, 993, 'SSL'),
    server('outgoingServer', 'smtp', smtp, 587, 'STARTTLS'),
    '</emailProvider></clientConfig>',
  ].join('')
}
