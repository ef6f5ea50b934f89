// The service under fuzzing: started again when it has ended, watched for what grows and for whether it still answers.
import { setTimeout as sleep } from 'node:timers/promises'
import { converse, type Heard } from './converse.js'
import { answersIn, faultsOf, faultsOfAll } from './oracles/connection.js'
import { isMiscount } from './oracles/log.js'
import { type Figure, faultsOfMemory } from './oracles/memory.js'
import { faultsOfMetrics } from './oracles/metrics.js'
import type { Sent } from './request.js'
import { type FuzzedService, startFuzzedService } from './service.js'

export interface Listener {
  /** Sends what one connection sends, and judges what comes of it. */
  judge: (sent: Sent) => Promise<string[]>
  /** The same of many connections at once, which stop before they have said everything. */
  judgeStalled: (all: readonly Sent[]) => Promise<string[]>
  /** To be asked between rounds: whether good requests are answered as at the start, metrics are clean, memory stays. */
  judgeAll: () => Promise<string[]>
  figures(): { slowestMs: number; megabytes: number }
  end(): Promise<void>
}

const GOOD = [
  'GET /mail/config-v1.1.xml?emailaddress=a@full.example HTTP/1.1\r\nHost: x.invalid\r\n\r\n',
  'GET /?email=a@starttls.example&lang=en HTTP/1.1\r\nHost: x.invalid\r\n\r\n',
  'GET /email.mobileconfig?email=a@local.example HTTP/1.1\r\nHost: x.invalid\r\nConnection: close\r\n\r\n',
].join('')
const GOOD_LINES = 3

const LATE_MS = 300
// What is sent whole and not understood is waited for so long.
const QUIET_MS = 4
/** From then on everything is compiled and loaded. */
const WARM_AFTER = 1500

export async function startListener(): Promise<Listener> {
  let service = await startFuzzedService()
  let good = await askGood(service)
  let cases = 0
  let slowestMs = 0
  let megabytes = 0
  let figures: Figure[] = []

  const startAgain = async () => {
    await service.end()
    service = await startFuzzedService()
    good = await askGood(service)
    figures = []
  }
  const judgeOnce = async (sent: Sent): Promise<string[]> => {
    const heard = await converse(service.port, sent.octets, sent.asked ? undefined : QUIET_MS)
    cases += 1
    slowestMs = Math.max(slowestMs, heard.ms)
    const lines = await service.takeLines(linesToWaitFor(sent, heard))
    if (!service.isRunning()) return [`the service ended: ${service.lastWords()}`]
    return faultsOf(sent, heard, lines)
  }
  /** Lines of connections that ended before they were understood come when they like. */
  const letLateLinesCome = async () => {
    await sleep(LATE_MS)
    return service.takeLines(0)
  }
  return {
    async judge(sent) {
      if (!service.isRunning()) await startAgain()
      const faults = await judgeOnce(sent)
      if (faults.length === 0 || !faults.every(isMiscount)) return faults
      // A line too many may be of the connection before: then it does not come again.
      await letLateLinesCome()
      return judgeOnce(sent)
    },
    async judgeStalled(all) {
      if (!service.isRunning()) await startAgain()
      const heard = await Promise.all(
        all.map(async (sent) => [sent, await converse(service.port, sent.octets)] as const),
      )
      cases += all.length
      const answers = heard.flatMap(([sent, one]) => answersIn(sent, one))
      const lines = await service.takeLines(answers.length)
      return faultsOfAll(heard, [...lines, ...(await letLateLinesCome())])
    },
    async judgeAll() {
      if (!service.isRunning()) await startAgain()
      const now = await askGood(service)
      megabytes = await service.megabytes()
      if (cases >= WARM_AFTER) figures.push({ cases, megabytes })
      return [
        ...(now === good ? [] : ['good requests are not answered as at the start']),
        ...faultsOfMetrics(await service.metrics()),
        ...faultsOfMemory(figures),
      ]
    },
    figures: () => ({ slowestMs, megabytes }),
    end: () => service.end(),
  }
}

function linesToWaitFor(sent: Sent, heard: Heard): number {
  return sent.asked?.length ?? answersIn(sent, heard).length
}

/** All that is answered, but for the clock. */
async function askGood(service: FuzzedService): Promise<string> {
  const { text } = await converse(service.port, GOOD)
  await service.takeLines(GOOD_LINES)
  return text.replaceAll(/^Date: .*$/gm, '')
}
