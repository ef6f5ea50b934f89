// Plain clients of the private internet, of Node's own parts only.
import { request as requestPlainly } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { connect, type Socket } from 'node:net'
import { Resolver } from 'node:dns/promises'
import { text } from 'node:stream/consumers'
import { connect as connectSecurely, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { Internet } from './internet.js'

export function resolverOf({ resolver }: Internet, timeout = 5000): Resolver {
  const client = new Resolver({ timeout, tries: 1 })
  client.setServers([resolver])
  return client
}

/** Where the rules lead. */
export function portOf({ connectTo }: Internet, host: string, port: number): number {
  const rule = connectTo.find((one) => one.startsWith(`${host}:${port}:127.0.0.1:`))
  if (rule === undefined) throw new Error(`no rule for ${host}:${port}`)
  return Number(rule.slice(rule.lastIndexOf(':') + 1))
}

export interface Got {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** Rejects as node:http and node:tls do. */
export function get(
  internet: Internet,
  url: string,
  { tls = {}, ...options }: GetOptions = {},
): Promise<Got> {
  const { hostname, protocol, pathname, search, host } = new URL(url)
  const isSecure = protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestSecurely : requestPlainly)({
      host: internet.address,
      port: portOf(internet, hostname, isSecure ? 443 : 80),
      servername: hostname,
      ca: internet.authority,
      agent: false,
      path: pathname + search,
      method: options.method ?? 'GET',
      headers: { host, ...options.headers },
      signal: options.signal,
      ...tls,
    })
    request.once('error', reject)
    request.once('response', (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      }, reject)
    })
    request.end(options.body)
  })
}

interface GetOptions {
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
  tls?: ConnectionOptions
}

/** The TLS handshake of a host; rejects with what OpenSSL has against it. */
export function handshake(
  internet: Internet,
  options: ConnectionOptions & { servername: string },
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectSecurely({ ca: internet.authority, ...options })
    onTestFinished(() => {
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      resolve(socket)
    })
  })
}

export interface Line {
  socket: Socket
  /** Everything received so far. */
  received: () => string
  /** Received in so many pieces. */
  pieces: () => number
  send: (line: string) => void
  /** Waits for a text, or for so many octets; rejects when the other side hangs up before. */
  until: (text: string, from?: number) => Promise<string>
  untilOctets: (count: number) => Promise<string>
  closed: Promise<void>
  /** Stops reading, and shakes hands. */
  startTls: (options?: ConnectionOptions) => Promise<Line>
}

/** A connection to a mail server that speaks plainly. */
export function dial(internet: Internet, host: string, port: number): Line {
  const socket = connect(portOf(internet, host, port), internet.address)
  return lineOn(socket, internet, host)
}

/** The same with TLS from the first octet. */
export async function dialSecurely(
  internet: Internet,
  host: string,
  port: number,
  options: ConnectionOptions = {},
): Promise<Line> {
  const place = { host: internet.address, port: portOf(internet, host, port) }
  return lineOn(
    await handshake(internet, { ...place, ...options, servername: options.servername ?? host }),
    internet,
    host,
  )
}

function lineOn(socket: Socket, internet: Internet, host: string): Line {
  let received = ''
  let pieces = 0
  const take = (chunk: Buffer) => {
    received += chunk.toString('latin1')
    pieces += 1
  }
  socket.on('data', take)
  socket.on('error', () => undefined)
  onTestFinished(() => {
    socket.destroy()
  })
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve()
    })
  })
  const when = (isEnough: () => boolean, what: string) =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        if (!isEnough()) return
        socket.off('data', check)
        resolve(received)
      }
      socket.on('data', check)
      void closed.then(() => {
        reject(new Error(`closed before ${what}: ${received.slice(0, 200)}`))
      })
      check()
    })
  return {
    socket,
    received: () => received,
    pieces: () => pieces,
    send(line) {
      socket.write(`${line}\r\n`)
    },
    until: (text, from = 0) => when(() => received.indexOf(text, from) !== -1, text),
    untilOctets: (count) => when(() => received.length >= count, `${count} octets`),
    closed,
    async startTls(options = {}) {
      socket.off('data', take).pause()
      return lineOn(
        await handshake(internet, { socket, ...options, servername: options.servername ?? host }),
        internet,
        host,
      )
    },
  }
}
