// A process of its own: the least that can give an answer. Arguments: its kind, and the answer as JSON.
import Fastify from 'fastify'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import type { GivenAnswer, Kind } from './servers.js'

// As long as the program's own: its length is told to clients.
const KEEP_ALIVE_MS = 130_000

const [kind = '', json = ''] = process.argv.slice(2)
const { status, headers, body } = JSON.parse(json) as GivenAnswer

/** node:http alone; `readsBody`: the answer waits until the request is there. */
async function bare(readsBody: boolean): Promise<number> {
  const answer: RequestListener = (_request, response) => {
    response.writeHead(status, headers).end(body)
  }
  const answerAfterBody: RequestListener = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      Buffer.concat(chunks)
      answer(request, response)
    })
  }
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    readsBody ? answerAfterBody : answer,
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** One route of Fastify, which looks at nothing. */
async function fastify(): Promise<number> {
  const app = Fastify({ keepAliveTimeout: KEEP_ALIVE_MS })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => {
    done(null)
  })
  app.all('/*', (_request, reply) => reply.code(status).headers(headers).send(body))
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

const starts: Readonly<Record<Kind, () => Promise<number>>> = {
  bare: () => bare(false),
  'bare with body': () => bare(true),
  fastify,
}
process.stdout.write(`${JSON.stringify({ port: await starts[kind as Kind]() })}\n`)
