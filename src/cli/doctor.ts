// doctor: whether people with an address of a domain would succeed right now, client by client, and what to mend.
import { type Local, type Question } from '../doctor/question.js'
import { examine } from '../doctor/examine.js'
import { succeeds } from '../doctor/report.js'
import { type Address, ANYBODY, parseAddress } from '../settings/address.js'
import { parseDomain } from '../settings/domain.js'
import { lookUp } from '../settings/lookup.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { reportText } from './doctor-report.js'
import {
  CONNECT_TO_MEANING,
  NETWORK_OPTIONS,
  NETWORK_USAGE,
  type NetworkFlags,
  readNetworkFlags,
} from './network-option.js'
import { CONFIG_OPTION, withServed } from './settings-option.js'
import { slowProgress } from './slow-progress.js'

export const doctor: Command = {
  summary: 'say whether each kind of client finds its settings right now, and if not, what to mend',
  usage: `doctor DOMAIN [--json] [--config FILE] ${NETWORK_USAGE}
DOMAIN: or an address in it, for services that know their mailboxes
--config: hold what is found against these settings
${CONNECT_TO_MEANING}`,
  options: {
    ...CONFIG_OPTION,
    json: { type: 'boolean' },
    ...NETWORK_OPTIONS,
  },
  positionals: { min: 1, max: 1 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { values, positionals, output } = input
  const address = addressFor(positionals[0] ?? '')
  const network = readNetworkFlags(values)
  if (address === undefined || typeof network === 'string') {
    const message = typeof network === 'string' ? network : NO_DOMAIN
    output.err(`mailconf doctor: ${message}\n`)
    return 2
  }
  return withServed(input, async ({ table }) => {
    const found = await lookUp(table, { address })
    const local: Local | undefined = found && { table, found }
    return diagnose({ domain: address.domain, address, local }, network, input)
  })
}

async function diagnose(
  question: Question,
  network: NetworkFlags,
  { values, output }: CommandInput,
): Promise<ExitCode> {
  const started = Date.now()
  const report = await withProgress(output, (tell) => examine(question, network, tell))
  const seconds = (Date.now() - started) / 1000
  output.out(
    values['json'] === true
      ? `${JSON.stringify({ ...report, succeeds: succeeds(report), seconds }, undefined, 2)}\n`
      : reportText(report, { seconds, width: output.width, colour: output.colour }),
  )
  return succeeds(report) ? 0 : 1
}

const NO_DOMAIN = 'name a domain such as example.com, or an address in it'

function addressFor(text: string): Address | undefined {
  if (text.includes('@')) return parseAddress(text)
  const domain = parseDomain(text)
  return domain === undefined ? undefined : { localPart: ANYBODY, domain }
}

const TELL_EVERY_MS = 500

/** What it is doing, once it takes longer than people like to wait without a word. */
async function withProgress<Value>(
  output: Output,
  work: (tell: (what: string) => void) => Promise<Value>,
): Promise<Value> {
  const progress = slowProgress(output)
  let what = ''
  const timer = setInterval(() => {
    progress.show(() => what)
  }, TELL_EVERY_MS)
  try {
    return await work((now) => {
      what = now
    })
  } finally {
    clearInterval(timer)
    progress.clear()
  }
}
