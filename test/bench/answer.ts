// One answer, looked at closely before it is asked for many times.
import { connect } from 'node:net'
import type { Target } from './load.js'
import { type GivenAnswer, type Kind, type Server, startYardstick } from './servers.js'

/** What node:http adds by itself. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive']

/** The requests for a server, asked once to know how long an answer is. */
export async function targetOf(server: Server, requests: readonly Buffer[]): Promise<Target> {
  const { port } = server
  return { port, requests, answerLength: (await ask(port, requests[0])).length }
}

/** A yardstick that answers with the same bytes as the program does. Throws if one of them differs. */
export async function yardstickOf(kind: Kind, program: Server, request: Buffer): Promise<Server> {
  const answer = await ask(program.port, request)
  const yardstick = await startYardstick(kind, parse(answer))
  const same = sorted(answer)
  const given = sorted(await ask(yardstick.port, request))
  if (same !== given)
    throw new Error(`the yardstick answers otherwise:\n${given}\nand not\n${same}`)
  return yardstick
}

/** The order of headers is nothing that costs, and a moment may pass between two answers. */
function sorted(answer: string): string {
  const [head = '', body = ''] = halves(answer)
  const lines = head.split('\r\n').map((line) => line.replace(/^(date): .*/i, '$1'))
  return [...lines.toSorted().map((line) => line.toLowerCase()), body].join('\n')
}

function halves(answer: string): string[] {
  const end = answer.indexOf('\r\n\r\n')
  return [answer.slice(0, end), answer.slice(end + 4)]
}

function parse(answer: string): GivenAnswer {
  const [head = '', body = ''] = halves(answer)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = lines
    .map((line) => line.split(': ', 2) as [string, string])
    .filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()))
  return { status: Number(statusLine.split(' ')[1]), headers: Object.fromEntries(headers), body }
}

/** All bytes of one answer, as Latin-1: as many characters as bytes. */
async function ask(port: number, request: Buffer | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let text = ''
    socket.once('error', reject)
    socket.once('connect', () => socket.write(request ?? ''))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const [head = '', body = ''] = halves(text)
      const [, length] = /^content-length: (\d+)$/im.exec(head) ?? []
      if (length === undefined || body.length < Number(length)) return
      socket.destroy()
      resolve(text)
    })
  })
}
