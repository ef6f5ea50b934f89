// A display that nobody looks at.
import { spawn } from 'node:child_process'
import { findProgram } from '../proxies/support.js'

export interface Display {
  /** As in DISPLAY. */
  name: string
  stop: () => Promise<void>
}

/** Takes the first number that is free. */
export async function startXvfb(): Promise<Display> {
  const child = spawn(
    findProgram('Xvfb', 'xvfb'),
    ['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve()
    })
    child.once('close', () => {
      resolve()
    })
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const number = await Promise.race([
    new Promise<string>((resolve) => {
      child.stdio[3]?.once('data', (chunk: Buffer) => {
        resolve(chunk.toString().trim())
      })
    }),
    ended,
  ])
  if (number === undefined) throw new Error('Xvfb does not start')
  return { name: `:${number}`, stop }
}
