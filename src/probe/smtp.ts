// SMTP submission (RFC 5321, 3207, 4954, 6409) up to the log-in.
import type { Connection } from './connection.js'
import { type MailDialogue, type Offer, Unwelcome } from './dialogue.js'
import { quoted } from './quoted.js'

// RFC 5321, 4.1.3: an address literal, for whoever has no name.
const OWN_NAME = '[127.0.0.1]'

export const smtp: MailDialogue = {
  async greet(connection) {
    const { code, lines } = await reply(connection)
    const [greeting = ''] = lines
    if (code === undefined)
      throw new Unwelcome('no service', `it is no SMTP server, it says ${quoted(greeting)}`)
    if (code !== 220)
      throw new Unwelcome('turned away', `it turns clients away: ${quoted(greeting)}`)
    return greeting
  },
  async offer(connection): Promise<Offer> {
    connection.send(`EHLO ${OWN_NAME}`)
    const { code, lines } = await reply(connection)
    if (code !== 250)
      throw new Unwelcome('no service', `it refuses EHLO: ${quoted(lines[0] ?? '')}`)
    const words = lines.map((line) => line.slice(4).toUpperCase().split(/[ =]/))
    return {
      // "AUTH=" is what old servers write for old clients.
      mechanisms: [...new Set(words.flatMap(([name, ...rest]) => (name === 'AUTH' ? rest : [])))],
      hasLogin: false,
      hasStartTls: words.some(([name]) => name === 'STARTTLS'),
    }
  },
  async startTls(connection) {
    connection.send('STARTTLS')
    return (await reply(connection)).code === 220
  },
  quit: 'QUIT',
}

/** `code` undefined: a line that is no reply. */
async function reply(
  connection: Connection,
): Promise<{ code: number | undefined; lines: string[] }> {
  const lines: string[] = []
  for (;;) {
    const line = await connection.line()
    lines.push(line)
    const [, code, mark] = /^(\d{3})([ -]?)/.exec(line) ?? []
    if (code === undefined) return { code: undefined, lines: [line] }
    if (mark !== '-') return { code: Number(code), lines }
  }
}
