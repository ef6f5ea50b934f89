// A process that asks without end and checks every answer, so that nothing here takes time from what is measured.
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { agentFor, ask, type Target } from './ask.js'
import { createChecker } from './checker.js'
import {
  type Kind,
  kindOf,
  knownQuestion,
  NOISE,
  type Question,
  unknownQuestion,
} from './questions.js'
import { addTime, count, emptyTally } from './tally.js'
import type { FromLoad, Load, ToLoad } from './load.js'

const MOST_UNDER_WAY = 2000
// Pages are long, and all that was answered is kept.
const CUSTOMERS_WITH_PAGES = 200
const WARM_TOGETHER = 16

const tally = emptyTally()
const checker = createChecker()
const stop = new AbortController()
let load: Load | undefined

const pick = (below: number) => Math.floor(Math.random() * below)
const say = (message: FromLoad) => process.send?.(message)

interface Line {
  target: Target
  agent: ReturnType<typeof agentFor>
}

async function asking({ target, agent }: Line, question: Question, from: number) {
  tally.asked += 1
  try {
    const reply = await ask(target, agent, question)
    tally.answered += 1
    count(tally.codes, `${reply.status}`)
    addTime(tally, performance.now() - from)
    return reply
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    count(tally.wrong, `${question.method} ${code ?? message}`)
    return undefined
  }
}

async function askKnown(line: Line, kind: Kind, customer: number, from: number): Promise<void> {
  const check = checker.expect(kind, customer)
  const reply = await asking(line, knownQuestion(kind, customer), from)
  if (reply === undefined) return
  const wrong = reply.status === 200 ? check(reply.body) : `${kind} ${reply.status}`
  if (wrong !== undefined) count(tally.wrong, wrong)
}

async function askOne(line: Line, { customers, of, noise }: Load, from: number): Promise<void> {
  if (noise && Math.random() < 0.2) {
    const reply = await asking(line, NOISE[pick(NOISE.length)] ?? NOISE_FIRST, from)
    if (reply && (reply.status < 400 || reply.status > 499)) {
      count(tally.wrong, `nonsense ${reply.status}`)
    }
  } else if (of === 'unknown') {
    const reply = await asking(line, unknownQuestion(Math.random), from)
    if (reply && ![404, 503].includes(reply.status)) count(tally.wrong, `unknown ${reply.status}`)
  } else {
    const kind = kindOf(Math.random())
    const hasPage = kind === 'page' || kind === 'profile'
    const among = hasPage ? Math.min(customers, CUSTOMERS_WITH_PAGES) : customers
    await askKnown(line, kind, pick(among), from)
  }
}
const NOISE_FIRST: Question = { method: 'PUT', path: '/' }

/** So many a second, however long answers take. */
async function atRate(lines: readonly Line[], { rate, ...rest }: Load & { rate: number }) {
  let underWay = 0
  let turns = 0
  const began = performance.now()
  while (!stop.signal.aborted) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate)
    for (; turns < due; turns += 1) {
      const line = lines[turns % lines.length]
      if (line === undefined || underWay >= MOST_UNDER_WAY) {
        tally.left += 1
        continue
      }
      underWay += 1
      void askOne(line, { ...rest, rate }, performance.now()).finally(() => {
        underWay -= 1
      })
    }
    await sleep(1)
  }
  while (underWay > 0) await sleep(10)
}

/** One after the other, as clients do. */
async function client(target: Target, keepAlive: boolean, order: Load): Promise<void> {
  const agent = agentFor(target, keepAlive, 1)
  while (!stop.signal.aborted) {
    await askOne({ target, agent }, order, performance.now())
    await sleep((order.pauseMs ?? 0) * (0.5 + Math.random()))
  }
  agent.destroy()
}

/** Asks for every known customer in every way, so that what is right is known, and the service knows it as well. */
async function warm(lines: readonly Line[], { customers, of }: Load): Promise<void> {
  if (of === 'unknown') return
  let next = 0
  const kinds: Kind[] = ['autoconfig', 'pox', 'json']
  const worker = async () => {
    while (next < customers && !stop.signal.aborted) {
      const customer = next++
      const all: Kind[] = customer < CUSTOMERS_WITH_PAGES ? [...kinds, 'profile', 'page'] : kinds
      for (const line of lines) {
        for (const kind of all) await askKnown(line, kind, customer, performance.now())
      }
    }
  }
  await Promise.all(Array.from({ length: WARM_TOGETHER }, worker))
}

async function run(order: Load): Promise<void> {
  const lines = order.targets.map((target) => ({ target, agent: agentFor(target, true, 64) }))
  await warm(lines, order)
  const { wrong } = tally
  Object.assign(tally, { ...emptyTally(), wrong })
  say({ warm: true })
  const { rate, keepAlive = 0, oneShot = 0 } = order
  const clients = Array.from({ length: keepAlive + oneShot }, async (_, index) => {
    const target = order.targets[index % order.targets.length]
    if (target !== undefined) await client(target, index < keepAlive, order)
  })
  if (rate !== undefined) clients.push(atRate(lines, { ...order, rate }))
  await Promise.all(clients)
  for (const { agent } of lines) agent.destroy()
  say({ ended: tally })
}

process.on('message', (message: ToLoad) => {
  if ('load' in message) {
    load = message.load
    run(message.load).catch((error: unknown) => {
      say({ failed: String(error) })
    })
  } else if ('stop' in message) stop.abort()
  else if ('allow' in message) {
    const { first, last, versions } = message.allow
    for (let customer = first; customer <= last; customer += 1) checker.allow(customer, versions)
    say({ allowed: true })
  }
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
setInterval(() => load && say({ tally }), 1000).unref()
