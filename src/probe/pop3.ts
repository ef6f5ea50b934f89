// POP3 (RFC 1939, 2449, 2595) up to the log-in.
import type { Connection } from './connection.js'
import { type MailDialogue, type Offer, Unwelcome } from './dialogue.js'
import { quoted } from './quoted.js'

export const pop3: MailDialogue = {
  async greet(connection) {
    const greeting = await connection.line()
    if (/^-ERR\b/i.test(greeting))
      throw new Unwelcome('turned away', `it turns clients away: ${quoted(greeting)}`)
    if (!/^\+OK\b/i.test(greeting)) {
      throw new Unwelcome('no service', `it is no POP3 server, it says ${quoted(greeting)}`)
    }
    return greeting
  },
  async offer(connection, greeting): Promise<Offer> {
    // A time stamp in the greeting is the offer of APOP (RFC 1939, section 7).
    const apop = /<[^<>\s]+@[^<>\s]+>/.test(greeting) ? ['APOP'] : []
    const capabilities = await capa(connection)
    // A server without CAPA is older than everything but USER.
    if (capabilities === undefined) {
      return { mechanisms: apop, hasLogin: true, hasStartTls: false }
    }
    const words = capabilities.map((line) => line.toUpperCase().split(' '))
    const [, ...mechanisms] = words.find(([name]) => name === 'SASL') ?? []
    return {
      mechanisms: [...mechanisms, ...apop],
      hasLogin: words.some(([name]) => name === 'USER'),
      hasStartTls: words.some(([name]) => name === 'STLS'),
    }
  },
  async startTls(connection) {
    connection.send('STLS')
    return isOk(await connection.line())
  },
  quit: 'QUIT',
}

function isOk(line: string): boolean {
  return /^\+OK\b/i.test(line)
}

async function capa(connection: Connection): Promise<string[] | undefined> {
  connection.send('CAPA')
  if (!isOk(await connection.line())) return undefined
  const lines: string[] = []
  for (let line = await connection.line(); line !== '.'; line = await connection.line()) {
    lines.push(line.trim())
  }
  return lines
}
