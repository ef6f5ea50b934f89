// Lines to and fro on a socket, with TLS from the start or on the way, and with the faults that a test orders.
import { createServer, type Server, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import type { Certificate } from './authority.js'
import type { Keeper } from './keeper.js'
import type { Dialect, MailServer, Stage } from './mail-server.js'
import { tlsOptions } from './tls.js'
import { written } from './written.js'

interface Dialogue {
  server: MailServer
  dialect: Dialect
  keeper: Keeper
  /** Is told the word of each command. */
  heard: (command: string) => void
  secure: (socket: Socket) => Promise<Socket | undefined>
}

/** A server that speaks one dialect. */
export function dialogueServer(
  server: MailServer,
  dialect: Dialect,
  certificate: Certificate,
  keeper: Keeper,
  heard: (command: string) => void,
): Server {
  const secureContext = createSecureContext(tlsOptions(certificate, server.only))
  const secure = (socket: Socket) => keeper.secure(socket, secureContext)
  return createServer({ noDelay: true }, (socket) => {
    void converse(socket, { server, dialect, keeper, heard, secure })
  })
}

async function converse(raw: Socket, dialogue: Dialogue): Promise<void> {
  const { server, dialect, keeper, secure } = dialogue
  if (server.delayMs !== undefined && !(await keeper.pause(server.delayMs))) return
  let socket: Socket | undefined = raw
  if (server.socketType === 'SSL') {
    if (await misbehaved(raw, 'handshake', dialogue)) return
    socket = await secure(raw)
  }
  if (socket === undefined || (await misbehaved(socket, 'greeting', dialogue))) return
  await say(socket, dialect.greeting, server)
  const goesOn = await talk(socket, socket !== raw, dialogue)
  if (!goesOn || (await misbehaved(raw, 'handshake', dialogue))) return
  const secured = await secure(raw)
  if (secured !== undefined) await talk(secured, true, dialogue)
}

/** Answers until the client goes; true: TLS comes next. */
async function talk(socket: Socket, isSecure: boolean, dialogue: Dialogue): Promise<boolean> {
  const { server, dialect, heard } = dialogue
  const reader = readLines(socket)
  for (;;) {
    const line = await reader.next()
    if (line === undefined) return false
    heard(dialect.command(line))
    const { lines, stage, then } = dialect.answer(line, isSecure)
    if (stage !== undefined && (await misbehaved(socket, stage, dialogue))) return false
    if (then === 'tls') reader.stop()
    await say(socket, lines, server)
    if (then === 'close') socket.end()
    if (then !== undefined) return then === 'tls'
  }
}

function readLines(socket: Socket) {
  let rest = ''
  let isOver = false
  let wake: () => void = () => undefined
  const take = (chunk: Buffer) => {
    rest += chunk.toString('latin1')
    wake()
  }
  const end = () => {
    isOver = true
    wake()
  }
  socket.on('data', take).once('end', end).once('close', end)
  return {
    /** Undefined: nothing more comes. */
    async next(): Promise<string | undefined> {
      for (;;) {
        const end = rest.indexOf('\n')
        if (end !== -1) {
          const line = rest.slice(0, end).replace(/\r$/, '')
          rest = rest.slice(end + 1)
          return line
        }
        if (isOver) return undefined
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    /** What comes from now on is somebody else's to read: a handshake. */
    stop() {
      socket.off('data', take).pause()
    },
  }
}

async function say(
  socket: Socket,
  lines: readonly string[],
  { inOctets = false }: MailServer,
): Promise<void> {
  const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1')
  if (!inOctets) {
    await written(socket, bytes)
    return
  }
  for (const octet of bytes) {
    if (!(await written(socket, Buffer.of(octet)))) return
    await nextTurn()
  }
}

/** Whether this is where the fault is; then it has happened. */
async function misbehaved(
  socket: Socket,
  stage: Stage,
  { server: { fault }, dialect }: Dialogue,
): Promise<boolean> {
  if (fault === undefined || (fault.at ?? 'greeting') !== stage) return false
  // What the client says is read, and heard by nobody.
  socket.resume()
  switch (fault.how) {
    case 'silent':
      break
    case 'closes':
      socket.end()
      break
    case 'endless line':
      await forEver(socket, 'x'.repeat(1024))
      break
    case 'endless lines':
      await forEver(socket, `${dialect.unfinished(stage)}\r\n`.repeat(50))
      break
  }
  return true
}

async function forEver(socket: Socket, text: string): Promise<void> {
  while (await written(socket, Buffer.from(text))) await nextTurn()
}
