// The program with one domain, beside servers that can do nothing but send the same bytes.
import { targetOf, yardstickOf } from './answer.js'
import type { BenchOptions, Figure } from './figure.js'
import { compare, race } from './race.js'
import { domainName } from './requests.js'
import { type Kind, type Server, startProgram } from './servers.js'
import { withDomains } from './settings.js'

export interface Question {
  what: string
  request: (domain: string) => Buffer
  /** The yardstick that what is to be reached is a part of. */
  bare: Kind
  reach: number
}

export async function besideYardsticks(
  options: BenchOptions,
  { what, request, bare, reach }: Question,
): Promise<Figure[]> {
  const asked = request(domainName(0))
  const program = await withDomains(1, (settings) => startProgram({ MAILCONF_CONFIG: settings }))
  const servers: Readonly<Record<string, Server>> = {
    mailconf: program,
    'bare node:http': await yardstickOf(bare, program, asked),
    'a Fastify route': await yardstickOf('fastify', program, asked),
  }
  const contenders = await Promise.all(
    Object.entries(servers).map(async ([name, server]) => ({
      name: `${what}, ${name}`,
      server,
      target: await targetOf(server, [asked]),
    })),
  )
  const rounds = await race(contenders, options)
  for (const server of Object.values(servers)) await server.stop()
  const ratio = (name: string) => compare(rounds, `${what}, ${name}`, `${what}, bare node:http`)
  return [
    { what: `${what}, × bare node:http`, unit: 'ratio', reach, ...ratio('mailconf') },
    { what: '  a plain Fastify route', unit: 'ratio', ...ratio('a Fastify route') },
  ]
}
