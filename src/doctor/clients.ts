// Every kind of client, and how it searches. Readers of autoconfig that have more than that come with it.
import type { Names } from '../probe/names.js'
import { autoconfigClients, type AutoconfigClient } from './autoconfig-clients.js'
import { searchAutoconfig } from './autoconfig-search.js'
import {
  deltaChatPox,
  fairEmailPox,
  type SearchPox,
  thunderbirdPox,
} from './autodiscover-readers.js'
import type { MailExchanger } from './mail-exchanger.js'
import { searchOutlook, searchOutlookCloud } from './outlook.js'
import { searchPacc } from './pacc.js'
import { searchProfile } from './profile.js'
import type { Question } from './question.js'
import type { Search } from './search.js'
import { serversBySrv } from './srv-servers.js'
import type { Visits } from './visits.js'

interface Surroundings {
  question: Question
  visits: Visits
  names: Names
  exchanger: Promise<MailExchanger | undefined>
}

/** Which servers of what it found a client logs in to. */
export type Choice = Pick<AutoconfigClient, 'takes' | 'receives'>

export interface Client {
  choice: Choice
  search: (around: Surroundings) => Promise<Search>
}

const FIRST: Choice = { takes: 'first', receives: ['imap', 'pop3'] }

const POX_AFTERWARDS: Readonly<Record<string, SearchPox>> = {
  Thunderbird: thunderbirdPox,
  FairEmail: fairEmailPox,
  'Delta Chat': deltaChatPox,
}

export const clients: readonly Client[] = [
  ...autoconfigClients.map((reader) => ({
    choice: reader,
    search: (around: Surroundings) => searchAsReader(reader, around),
  })),
  {
    choice: FIRST,
    search: ({ question, visits, names }) => searchOutlook(question, visits, names),
  },
  { choice: FIRST, search: ({ question, visits }) => searchOutlookCloud(question, visits) },
  { choice: FIRST, search: ({ question, visits }) => searchProfile(question, visits) },
  { choice: FIRST, search: ({ question, visits, names }) => searchPacc(question, visits, names) },
]

async function searchAsReader(reader: AutoconfigClient, around: Surroundings): Promise<Search> {
  const { question, visits, names, exchanger } = around
  const { client } = reader
  const pox = POX_AFTERWARDS[client]?.(question, visits, names)
  const byAutoconfig = searchAutoconfig(reader, question, visits, exchanger)
  const bySrv = client === 'FairEmail' ? await fairEmailBySrv(question, names) : undefined
  if (bySrv !== undefined) return bySrv
  const result = await byAutoconfig
  if (result.kind === 'found') {
    const { steps, found, passedOver } = result
    return { client, steps, found, ...(passedOver && { cause: passedOver }) }
  }
  const { cause, final } = result
  const afterwards = final && client !== 'Thunderbird' ? undefined : await pox
  const steps = [...result.steps, ...(afterwards?.steps ?? [])]
  return afterwards?.found === undefined
    ? { client, steps, cause }
    : { client, steps, found: afterwards.found, cause }
}

/** Both halves must be there, or it forgets the records. */
async function fairEmailBySrv({ domain }: Question, names: Names): Promise<Search | undefined> {
  const servers = await serversBySrv(names, domain)
  const [imap, smtp] = ['imap', 'smtp'].map((type) => servers.find((one) => one.type === type))
  if (imap === undefined || smtp === undefined) return undefined
  const at = `SRV records of ${domain}`
  const found = { at, servers: [imap, smtp], lacks: [], remarks: [] }
  return { client: 'FairEmail', steps: [{ at, result: 'imap and smtp' }], found }
}
