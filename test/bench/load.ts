// Requests over a few connections that stay open. On sockets and not through a client of HTTP:
// whoever asks must be far quicker than who answers, on a machine of two processors.
import { connect, type Socket } from 'node:net'

// Enough that the server always has something to do, so that its speed counts and not the way there and back.
const CONNECTIONS = 100
const OK = 'HTTP/1.1 200 '

export interface Target {
  port: number
  /** Whole requests, asked in turn. All their answers are of one length. */
  requests: readonly Buffer[]
  answerLength: number
}

/**
 * Asks without a pause until `during` is over; gives how many answers came meanwhile.
 * An answer that is not a 200 of the expected length, or that never ends, makes it fail.
 */
export async function load(target: Target, during: () => Promise<void>): Promise<number> {
  const state = { answers: 0, stopped: false, next: 0 }
  neverSleep(state)
  const connections = Array.from({ length: CONNECTIONS }, () => ask(target, state))
  const all = Promise.all(connections)
  // A connection ends only with a failure before it is told to stop.
  await Promise.race([during(), all])
  const { answers } = state
  state.stopped = true
  await all
  return answers
}

/**
 * Who asks and has to wait would sleep, and to wake it is work of the kernel that is charged to the server as it
 * writes: half as much again as all else it does in the kernel, and only for servers that let it wait.
 */
function neverSleep(state: State): void {
  if (!state.stopped) setImmediate(neverSleep, state)
}

interface State {
  answers: number
  stopped: boolean
  next: number
}

function ask({ port, requests, answerLength }: Target, state: State): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let received = 0
    const send = () => {
      received = 0
      socket.write(requests[state.next % requests.length] ?? '')
      state.next += 1
    }
    socket.once('connect', send)
    socket.on('data', (chunk: Buffer) => {
      if (received === 0 && chunk.toString('latin1', 0, OK.length) !== OK) {
        fail(socket, reject, `an answer begins with ${chunk.toString('latin1', 0, 40)}`)
        return
      }
      received += chunk.length
      if (received < answerLength) return
      if (received > answerLength) {
        fail(socket, reject, `an answer has ${received} bytes, not ${answerLength}`)
        return
      }
      state.answers += 1
      if (state.stopped) {
        socket.destroy()
        resolve()
      } else send()
    })
    socket.once('error', reject)
    socket.once('end', () => {
      fail(socket, reject, 'the server closes a connection')
    })
  })
}

function fail(socket: Socket, reject: (error: Error) => void, reason: string): void {
  socket.destroy()
  reject(new Error(reason))
}
