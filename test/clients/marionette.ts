// Marionette, the protocol in which Mozilla's programs are driven: JSON over TCP, its length in front.
import { connect, type Socket } from 'node:net'

export interface Marionette {
  /** Runs the body of an async function in the program itself, with all its rights; gives what it returns. */
  run: (body: string, ...args: readonly unknown[]) => Promise<unknown>
  /** What the program shows, as PNG. */
  screenshot: () => Promise<Buffer>
  close: () => void
}

const COMMAND = 0
const SCRIPT_MS = 60_000

type Reply = [type: number, id: number, error: { message: string } | null, result: unknown]

/** Undefined: nobody listens yet. */
export async function connectMarionette(port: number): Promise<Marionette | undefined> {
  const socket = await connected(port).catch(() => undefined)
  if (socket === undefined) return undefined
  const closed = new Promise<undefined>((resolve) =>
    socket.once('close', () => {
      resolve(undefined)
    }),
  )
  const waiting = new Map<number, (reply: Reply) => void>()
  readMessages(socket, (message) => {
    // What the program says first is no reply.
    if (!Array.isArray(message)) return
    const reply = message as Reply
    waiting.get(reply[1])?.(reply)
    waiting.delete(reply[1])
  })
  let last = 0
  const send = async (name: string, parameters: object): Promise<unknown> => {
    last += 1
    const id = last
    const replied = new Promise<Reply>((resolve) => waiting.set(id, resolve))
    const text = JSON.stringify([COMMAND, id, name, parameters])
    socket.write(`${Buffer.byteLength(text)}:${text}`)
    const reply = await Promise.race([replied, closed])
    if (reply === undefined) throw new Error(`the program ended at ${name}`)
    const [, , error, result] = reply
    if (error !== null) throw new Error(`${name}: ${error.message}`)
    return (result as { value?: unknown } | null)?.value
  }
  await send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } })
  await send('Marionette:SetContext', { value: 'chrome' })
  await send('WebDriver:SetTimeouts', { script: SCRIPT_MS })
  return {
    run: (body, ...args) => {
      const script = `return (async function () { ${body} }).apply(null, arguments)`
      return send('WebDriver:ExecuteScript', { script, args, sandbox: 'system' })
    },
    screenshot: async () =>
      Buffer.from((await send('WebDriver:TakeScreenshot', { full: true })) as string, 'base64'),
    close: () => socket.destroy(),
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('error', reject).once('connect', () => {
      socket.off('error', reject).on('error', () => undefined)
      resolve(socket)
    })
  })
}

function readMessages(socket: Socket, heard: (message: unknown) => void): void {
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (;;) {
      const colon = received.indexOf(':')
      if (colon === -1) return
      const end = colon + 1 + Number(received.toString('latin1', 0, colon))
      if (received.length < end) return
      heard(JSON.parse(received.toString('utf8', colon + 1, end)))
      received = received.subarray(end)
    }
  })
}
