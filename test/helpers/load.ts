// Clients that ask without a pause, for tests in which the service stops or starts meanwhile.
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { AUTOCONFIG, POX, poxBody } from '../http/fixture.js'

export const BODY = poxBody('a@example.lt')

function ask(agent: Agent, port: number, method: 'GET' | 'POST'): Promise<number | string> {
  return new Promise((resolve) => {
    const path = method === 'GET' ? `${AUTOCONFIG}?emailaddress=a@example.lt` : POX
    const asked = request({ port, host: '127.0.0.1', agent, method, path }, (answer) => {
      answer.resume()
      answer.once('end', () => {
        resolve(answer.statusCode ?? 0)
      })
      answer.once('error', (error) => {
        resolve(error.message)
      })
    })
    asked.once('error', (error) => {
      resolve(error.message)
    })
    asked.end(method === 'GET' ? undefined : BODY)
  })
}

/** One client on one kept connection, asking until it is told to stop: the status of each answer, or what failed. */
export async function client(port: number, stop: AbortSignal): Promise<(number | string)[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const results: (number | string)[] = []
  while (!stop.aborted) {
    results.push(await ask(agent, port, results.length % 2 === 0 ? 'GET' : 'POST'))
    // The machine has other work to do.
    await sleep(5)
  }
  agent.destroy()
  return results
}
