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
export function answersIn({ asked }: Sent, { text }: Heard): Answer[] {
  return readAnswers(
    text,
    asked?.map(({ request: { method } }) => method),
  ).answers
}

/** None: nothing is wrong. */
export function faultsOf(sent: Sent, heard: Heard, lines: readonly string[]): string[] {
  const { asked, octets, canaries } = sent
  const methods = asked?.map(({ request: { method } }) => method)
  const { answers, faults } = readAnswers(heard.text, methods)
  if (!heard.closed) faults.push(`no end after ${heard.ms.toFixed(0)} ms`)
  if (asked !== undefined && answers.length !== asked.length) {
    faults.push(`${answers.length} answers to ${asked.length} requests`)
  }
  for (const [index, answer] of answers.entries()) {
    const own = asked?.[index]
    faults.push(
      ...faultsOfStatus(answer),
      ...faultsOfBody(answer, own?.route, own?.request.method),
      // One who asks before or after on the same connection is somebody else.
      ...leaksIn(
        answer,
        own === undefined ? canaries : [own.canary],
        own?.request.method === 'POST',
      ),
      ...strangersLeaks(sent, index, answer),
      ...faultsOfCustomer(answer, own ?? { mayShow: sent.mayShow }),
    )
  }
  const statuses = answers.map(({ status }) => status)
  const most = (octets.match(/HTTP\//gi)?.length ?? 0) + 1
  return [...faults, ...faultsOfLog({ lines, statuses, methods, most })]
}

/** Whoever asks on the same connection is somebody else: nothing of him, not even where an address may stand. */
function strangersLeaks({ asked = [] }: Sent, index: number, { body }: Answer): string[] {
  const lower = body.toLowerCase()
  const own = asked[index]?.canary.localPart
  const others = asked.map(({ canary }) => canary.localPart).filter((one) => one !== own)
  return others.some((one) => lower.includes(one)) ? ["somebody else's address"] : []
}
