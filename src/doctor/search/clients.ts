// Every kind of client, and how it searches.
import type { Names } from '../../probe/names.js'
import { autoconfigClients, type AutoconfigClient } from './autoconfig-clients.js'
import { searchAutoconfig } from './autoconfig-search.js'
import type { MailExchanger } from './mail-exchanger.js'
import { searchOutlook, searchOutlookCloud } from './outlook.js'
import { searchPacc } from './pacc.js'
import { searchProfile } from './profile.js'
import type { Question } from '../question.js'
import type { Search } from './search.js'
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
  const pox = reader.autodiscover?.search(question, visits, names)
  const byAutoconfig = searchAutoconfig(reader, question, visits, exchanger, pox)
  return (await reader.first?.(question, names)) ?? byAutoconfig
}
