// All that is wrong with what came of one connection: the answers, the log, the time.
import type { Heard } from '../converse.js'
import type { Sent } from '../request.js'
import { type Answer, readAnswers } from './answers.js'
import { faultsOfBody } from './body.js'
import { leaksIn } from './leaks.js'
import { faultsOfLog } from './log.js'
import { faultsOfStatus } from './status.js'
import { faultsOfCustomer } from './whose.js'

/** How many answers there are to wait for in the log. */
export function answersIn(sent: Sent, { text }: Heard): Answer[] {
  return readAnswers(text, methodsOf(sent)).answers
}

/** None: nothing is wrong. */
export function faultsOf(sent: Sent, heard: Heard, lines: readonly string[]): string[] {
  const methods = methodsOf(sent)
  const statuses = answersIn(sent, heard).map(({ status }) => status)
  const log = { lines, statuses, methods, most: mostLines(sent) }
  return [...faultsOfAnswers(sent, heard), ...faultsOfLog(log)]
}

/** Of many at once, whose log lines come in any order. None of them says how many requests it is. */
export function faultsOfAll(
  all: readonly (readonly [Sent, Heard])[],
  lines: readonly string[],
): string[] {
  const statuses = all
    .flatMap(([sent, heard]) => answersIn(sent, heard))
    .map(({ status }) => status)
  const most = all.reduce((sum, [sent]) => sum + mostLines(sent), 0)
  const faults = all.flatMap(([sent, heard]) => faultsOfAnswers(sent, heard))
  return [...faults, ...faultsOfLog({ lines, statuses, methods: undefined, most })]
}

const methodsOf = ({ asked }: Sent) => asked?.map(({ request: { method } }) => method)

/** As many as there may be requests, and one for what is none. */
const mostLines = ({ octets }: Sent) => (octets.match(/HTTP\//gi)?.length ?? 0) + 1

function faultsOfAnswers(sent: Sent, heard: Heard): string[] {
  const { asked, canaries } = sent
  const { answers, faults } = readAnswers(heard.text, methodsOf(sent))
  if (!heard.closed) faults.push(`no end after ${heard.ms.toFixed(0)} ms`)
  if (asked !== undefined && answers.length !== asked.length) {
    faults.push(`${answers.length} answers to ${asked.length} requests`)
  }
  for (const [index, answer] of answers.entries()) {
    const own = asked?.[index]
    const method = own?.request.method
    faults.push(
      ...faultsOfStatus(answer),
      ...faultsOfBody(answer, own?.route, method),
      ...leaksIn(answer, own === undefined ? canaries : [own.canary], method === 'POST'),
      ...strangersLeaks(sent, index, answer),
      ...faultsOfCustomer(answer, own ?? { mayShow: sent.mayShow }),
    )
  }
  return faults
}

/** Whoever asks on the same connection is somebody else: nothing of him, not even where an address may stand. */
function strangersLeaks({ asked = [] }: Sent, index: number, { body }: Answer): string[] {
  const lower = body.toLowerCase()
  const own = asked[index]?.canary.localPart
  const others = asked.map(({ canary }) => canary.localPart).filter((one) => one !== own)
  return others.some((one) => lower.includes(one)) ? ["somebody else's address"] : []
}
