// Asking the application as clients do. Whatever answers with a document is checked against the vocabulary.
import { readFileSync } from 'node:fs'
import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { MemoryTable } from '../../../src/settings/table.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { PUBLIC_URL } from '../../helpers/settings.js'
import { faults } from './vocabulary.js'

export const PATH = '/mail/config-v1.1.xml'
export const WELL_KNOWN = '/.well-known/autoconfig/mail/config-v1.1.xml'

export interface Question {
  /** Everything after the host: path and query, as they go over the wire. */
  target: string
  host?: string
  method?: string
  headers?: Readonly<Record<string, string>>
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

type StartOptions = NonNullable<Parameters<typeof startApp>[1]>

/** The application on the table that all cases share. */
export async function startFixture(options: StartOptions = {}): Promise<TestApp> {
  return startApp(await fixtureTable(), options)
}

const FIXTURE = fileURLToPath(new URL('fixture.yaml', import.meta.url))
// Read once: nobody can change a table.
const loading = loadSettings(FIXTURE, PUBLIC_URL)

export async function fixtureTable(): Promise<MemoryTable> {
  const { table, problems } = await loading
  if (table === undefined) throw new Error(JSON.stringify(problems, undefined, 2))
  return table
}

export function golden(name: string): string {
  return readFileSync(new URL(`golden/${name}.xml`, import.meta.url), 'utf8')
}

/** Without a socket. */
export async function ask({ app }: TestApp, question: Question): Promise<Answer> {
  const { target, host = 'localhost', method = 'GET', headers = {} } = question
  const {
    statusCode,
    headers: answered,
    body,
  } = await app.inject({
    method: method as 'GET',
    url: target,
    headers: { host, ...headers },
  })
  return checked(method, {
    status: statusCode,
    headers: answered as IncomingHttpHeaders,
    body,
  })
}

/** Over a socket, the target octet for octet. */
export async function askOver(port: number, question: Question, agent?: Agent): Promise<Answer> {
  const { target: path, host = 'localhost', method = 'GET', headers = {} } = question
  const answer = await new Promise<Answer>((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path, method, headers: { host, ...headers }, agent }
    const request = httpRequest(options, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        const { statusCode: status = 0, headers: answered } = response
        resolve({ status, headers: answered, body })
      })
    })
    request.on('error', reject)
    request.end()
  })
  return checked(method, answer)
}

function checked(method: string, answer: Answer): Answer {
  const found = answer.status === 200 && method === 'GET' ? faults(answer.body) : []
  if (found.length > 0) throw new Error(`${found.join('\n')}\n${answer.body}`)
  return answer
}
