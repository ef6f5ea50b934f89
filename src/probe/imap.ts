// IMAP (RFC 9051) up to the log-in.
import type { Connection } from './connection.js'
import { type MailDialogue, type Offer, Unwelcome } from './dialogue.js'
import { quoted } from './quoted.js'

export const imap: MailDialogue = {
  async greet(connection) {
    const greeting = await connection.line()
    if (/^\* BYE\b/i.test(greeting))
      throw new Unwelcome('turned away', `it turns clients away: ${quoted(greeting)}`)
    if (!/^\* (?:OK|PREAUTH)\b/i.test(greeting)) {
      throw new Unwelcome('no service', `it is no IMAP server, it says ${quoted(greeting)}`)
    }
    return greeting
  },
  async offer(connection): Promise<Offer> {
    const { ok, untagged } = await command(connection, 'CAPABILITY')
    if (!ok) throw new Unwelcome('no service', 'it does not tell its capabilities')
    const words = untagged
      .flatMap((line) => /^\* CAPABILITY (.*)$/i.exec(line)?.[1]?.split(' ') ?? [])
      .map((word) => word.toUpperCase())
    return {
      mechanisms: words.flatMap((word) => (word.startsWith('AUTH=') ? word.slice(5) : [])),
      hasLogin: !words.includes('LOGINDISABLED'),
      hasStartTls: words.includes('STARTTLS'),
    }
  },
  startTls: async (connection) => (await command(connection, 'STARTTLS')).ok,
  quit: 'bye LOGOUT',
}

async function command(
  connection: Connection,
  text: string,
): Promise<{ ok: boolean; untagged: string[] }> {
  connection.send(`ask ${text}`)
  const untagged: string[] = []
  for (;;) {
    const line = await connection.line()
    const [, status] = /^ask (\S+)/i.exec(line) ?? []
    if (status !== undefined) return { ok: status.toUpperCase() === 'OK', untagged }
    untagged.push(line)
  }
}
