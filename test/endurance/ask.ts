// One request over HTTP, on a connection that is kept or not.
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Question } from './questions.js'

export interface Target {
  port: number
  /** By https, with this authority. */
  ca?: string
  /** Else the loopback address. */
  host?: string
}

export interface Reply {
  status: number
  body: string
}

const LONGEST_MS = 15_000

export function agentFor({ ca }: Target, keepAlive: boolean, maxSockets: number) {
  return ca === undefined
    ? new HttpAgent({ keepAlive, maxSockets })
    : new HttpsAgent({ keepAlive, maxSockets, ca })
}

/** Rejects with what failed. */
export function ask(
  target: Target,
  agent: HttpAgent | HttpsAgent,
  { method, path, body }: Question,
): Promise<Reply> {
  const { port, ca, host } = target
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path,
    agent,
    timeout: LONGEST_MS,
    headers: {
      ...(host !== undefined && { host }),
      ...(method === 'POST' && { 'content-type': 'text/xml' }),
    },
  }
  return new Promise((resolve, reject) => {
    const going =
      ca === undefined
        ? httpRequest(options)
        : httpsRequest({ ...options, ...(host !== undefined && { servername: host }) })
    going.on('timeout', () => going.destroy(new Error('no answer in time')))
    going.on('error', reject)
    going.on('response', (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() })
      })
    })
    going.end(body)
  })
}
