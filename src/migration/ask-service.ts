// A running service of any make, asked as a mail client asks, for mailboxes that are made up and for those that are
// named → what it says of each domain.
import { randomBytes } from 'node:crypto'
import { parseXml } from '../format/read-xml-document.js'
import type { Network } from '../probe/network.js'
import { parseAddress } from '../settings/address.js'
import type { WrittenProvider } from '../settings/schema.js'
import { readAnswer } from './answer.js'
import type { AskedDomains } from './asked-domains.js'
import type { Findings } from './findings.js'
import { deviations, generalise, type Sample } from './generalise.js'
import type { ServiceUrl } from './service-url.js'
import { fetchDocument, inParallel } from './web-document.js'

const AT_ONCE = 8
// Then it is not the domains.
const MOST_UNANSWERED = 20

interface Told {
  domain: string
  /** Absent: a problem of this domain was found. */
  provider?: WrittenProvider
  problems: { about: string; message: string }[]
  changed: readonly string[]
  isUnanswered: boolean
}

/** `take` gets each domain whose settings could be derived; `progress` hears how many were asked for. */
export async function askService(
  service: ServiceUrl,
  asked: AskedDomains,
  network: Network,
  take: (domain: string, provider: WrittenProvider) => void,
  findings: Findings,
  progress: (domains: number) => void,
): Promise<void> {
  const noted = new Set<string>()
  // Two that nobody has, of different lengths.
  const invented = [4, 6].map((length) => `mc${randomBytes(length).toString('hex')}`)
  let unanswered = 0
  let done = 0
  const domains = [...asked.keys()]
  const answers = inParallel(domains, AT_ONCE, (domain) =>
    askForDomain(service, domain, asked.get(domain) ?? [], invented, network),
  )
  for await (const { domain, provider, problems, changed, isUnanswered } of answers) {
    for (const { about, message } of problems) findings.problem(about, message)
    for (const message of changed) {
      if (noted.size === noted.add(message).size) continue
      findings.note(domain, `${message} (said once for all domains)`)
    }
    if (provider !== undefined) take(domain, provider)
    progress((done += 1))
    unanswered = isUnanswered ? unanswered + 1 : 0
    if (unanswered >= MOST_UNANSWERED && done < domains.length) {
      const rest = domains.length - done
      findings.problem(domain, `nobody answers any more; the other ${rest} were not asked for`)
      return
    }
  }
}

type Answered = { ok: true; sample: Sample } | { ok: false; fault: string; status?: number }

async function askForDomain(
  service: ServiceUrl,
  domain: string,
  listed: readonly string[],
  invented: readonly string[],
  network: Network,
): Promise<Told> {
  const refuse = (message: string, isUnanswered = false): Told => ({
    ...{ domain, changed: [], isUnanswered },
    problems: [{ about: domain, message: `not imported: ${message}` }],
  })
  const made = (service.namesMailbox ? invented : invented.slice(0, 1)).map(
    (localPart) => `${localPart}@${domain}`,
  )
  const answers: Answered[] = []
  for (const address of made) answers.push(await askFor(service, domain, address, network))
  const ofListed: Answered[] = []
  for (const address of service.namesMailbox ? listed : []) {
    ofListed.push(await askFor(service, domain, address, network))
  }
  const madeUp = samplesOf(answers)
  const known = samplesOf(ofListed)
  const fault = answers.find((one) => !one.ok)
  const [first, ...others] = fault === undefined ? madeUp : known
  if (first === undefined || (fault !== undefined && others.length === 0)) {
    return refuse(whyNothing(answers, known.length), answers.every(isSilence))
  }
  const general = generalise([first, ...others])
  if (general.varying.length > 0) return refuse(describeVarying(general.varying))
  const odd =
    fault !== undefined
      ? []
      : known.flatMap((sample) => {
          const [path] = deviations(general, sample)
          return path === undefined ? [] : [{ sample, path }]
        })
  const silent = ofListed.flatMap((one, index) =>
    one.ok ? [] : [{ about: listed[index] ?? domain, message: one.fault }],
  )
  if (odd.length > 0) {
    const problems = odd.map(({ sample, path }) => ({
      about: sample.mailbox.EMAILADDRESS,
      message: `not imported, nor is its domain: ${describeVarying([path])}`,
    }))
    return { domain, problems: [...problems, ...silent], changed: [], isUnanswered: false }
  }
  const read = readAnswer(general.root, domain)
  if (!read.ok) return refuse(read.message)
  const { provider, changed } = read.answer
  return { domain, provider, problems: silent, changed, isUnanswered: false }
}

const PATHS_SHOWN = 3

function describeVarying(paths: readonly string[]): string {
  const short = paths
    .slice(0, PATHS_SHOWN)
    .map((path) => path.replace('clientConfig/emailProvider[1]/', ''))
  return `${short.join(', ')} differs from mailbox to mailbox and is no function of the address`
}

// automx2 says 204.
const NOT_FOUND = [204, 404]

function whyNothing(answers: readonly Answered[], known: number): string {
  const [first] = answers.filter((one) => !one.ok)
  const fault = first?.fault ?? 'no answer'
  if (known > 0) {
    return `${fault} for mailboxes that are made up; list a second address of this domain`
  }
  return first?.status !== undefined && NOT_FOUND.includes(first.status)
    ? `${fault}; if it knows the domain it answers only for existing mailboxes: list addresses instead`
    : fault
}

function isSilence(answer: Answered): boolean {
  return !answer.ok && answer.status === undefined
}

function samplesOf(answers: readonly Answered[]): Sample[] {
  return answers.flatMap((one) => (one.ok ? [one.sample] : []))
}

async function askFor(
  service: ServiceUrl,
  domain: string,
  address: string,
  network: Network,
): Promise<Answered> {
  const fetched = await fetchDocument(service.urlFor(domain, address), network)
  if (!fetched.ok) return fetched
  const { status, bytes } = fetched
  if (status !== 200) return { ok: false, status, fault: `it answers with status ${status}` }
  const xml = parseXml(bytes)
  if (!xml.ok || xml.root.element !== 'clientConfig') {
    return { ok: false, status, fault: 'it answers with something that is no autoconfig document' }
  }
  const { localPart } = parseAddress(address) ?? { localPart: address }
  const mailbox = { EMAILADDRESS: address, EMAILLOCALPART: localPart, EMAILDOMAIN: domain }
  return { ok: true, sample: { mailbox, root: xml.root } }
}
