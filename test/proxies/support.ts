// Starts real programs on free loopback ports, talks to them, and ends each by its own pid.

import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** A program of the operating system. Without it the suite fails: it would prove nothing. */
export function findProgram(name: string, debianPackage: string = name): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const folder of [...folders, '/usr/sbin', '/sbin', '/usr/local/sbin']) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // next folder
    }
  }
  throw new Error(
    `${name} is not installed, and these tests prove nothing without it. On Debian: apt-get install ${debianPackage}`,
  )
}

export interface Folder {
  path: string
  remove: () => Promise<void>
}

/** Readable by everyone, because some programs give up root before they read their files. */
export async function temporaryFolder(purpose: string): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), `mailconf-${purpose}-`))
  await chmod(path, 0o755)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 20,
): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${seconds} seconds in vain until ${what}`)
    await delay(50)
  }
}

export interface Program {
  stdout: () => string
  stderr: () => string
  running: () => boolean
  ended: Promise<number | null>
  stop: () => Promise<void>
}

export interface ProgramOptions {
  env?: Record<string, string>
  cwd?: string
  uid?: number
}

/** The program's environment is PATH and what is given, so that nothing of this machine changes a result. */
export function startProgram(
  command: string,
  args: readonly string[],
  { env = {}, cwd = projectFolder, uid }: ProgramOptions = {},
): Program {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      stderr += `${error.message}\n`
      resolve(null)
    })
    child.once('close', resolve)
  })
  const running = () => child.exitCode === null && child.signalCode === null && !!child.pid
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    running,
    ended,
    stop: async () => {
      if (running()) child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** What a suite has started, so that all of it ends even if the next thing did not start. */
export function startedHere(): {
  add: <T extends { stop: () => Promise<void> }>(started: T) => T
  stop: () => Promise<void>
} {
  const stops: (() => Promise<void>)[] = []
  return {
    add: (started) => {
      stops.unshift(started.stop)
      return started
    },
    stop: async () => {
      for (const stop of stops.splice(0)) await stop()
    },
  }
}

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Finished> {
  const program = startProgram(command, args, options)
  const code = await program.ended
  return { code, stdout: program.stdout(), stderr: program.stderr() }
}

export interface Service {
  port: number
  adminPort: number
  output: () => string
  ended: Promise<number | null>
  stop: () => Promise<void>
}

export interface ServiceOptions extends ProgramOptions {
  /** The command line up to and including `serve`; by default the built program of this project. */
  command?: readonly string[]
  port?: number
}

export async function startService({
  command = [process.execPath, 'dist/main.js', 'serve', '--config', 'config/settings.yaml'],
  port = 0,
  env = {},
  ...options
}: ServiceOptions = {}): Promise<Service> {
  const [executable = '', ...args] = command
  const program = startProgram(executable, args, {
    ...options,
    env: { HOST: '127.0.0.1', PORT: String(port), ADMIN_PORT: '0', ...env },
  })
  const output = () => program.stdout() + program.stderr()
  const wholeLines = () => program.stdout().split('\n').slice(0, -1)
  const announcement = () => wholeLines().find((line) => line.includes('"address":'))
  try {
    await waitUntil('the service says where it listens', () => {
      if (!program.running()) throw new Error(`the service ended at once: ${output()}`)
      return announcement() !== undefined
    })
  } catch (error) {
    await program.stop()
    throw error
  }
  const { address, admin } = JSON.parse(announcement() ?? '') as { address: string; admin: string }
  return {
    port: Number(new URL(address).port),
    adminPort: Number(new URL(admin).port),
    output,
    ended: program.ended,
    stop: program.stop,
  }
}

export function requireBuild(): void {
  if (!existsSync(join(projectFolder, 'dist/main.js'))) {
    throw new Error('dist/main.js is missing: npm run build')
  }
}

interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Recorder {
  port: number
  received: Received[]
  connections: () => number
  stop: () => Promise<void>
}

/** Stands in for the service where a test asks what reaches it. */
export async function startRecorder(): Promise<Recorder> {
  const received: Received[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, url, headers, body: Buffer.concat(pieces) })
      response.end('recorded')
    })
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Question {
  /** An address of this machine, where the request goes and where it comes from; by default 127.0.0.1. */
  address?: string
  port: number
  /** The certificate to trust. With it the question goes by https, and the server must prove its name. */
  ca?: string
  host: string
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  bytes: Buffer
}

export async function ask(question: Question): Promise<Answer> {
  const { address = '127.0.0.1', port, ca, host, path, headers = {}, body } = question
  const { method = 'GET' } = question
  const options = {
    host: address,
    localAddress: address,
    port,
    method,
    path,
    headers: { host, ...headers },
    agent: false,
    timeout: 20_000,
  }
  return new Promise((resolve, reject) => {
    const request =
      ca === undefined
        ? httpRequest(options)
        : httpsRequest({ ...options, ca, servername: host.split(':')[0] })
    request.on('timeout', () => request.destroy(new Error('no answer within 20 seconds')))
    request.on('error', reject)
    request.on('response', (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(pieces)
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers, body: bytes.toString(), bytes })
      })
    })
    request.end(body)
  })
}

/** Sends bytes that no HTTP client would send, and returns the bytes that come back. */
export async function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer within 20 seconds')))
    socket.on('data', (piece: string) => (text += piece))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(text)
    })
  })
}
