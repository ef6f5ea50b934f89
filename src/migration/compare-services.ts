// Another service and ours, asked about many mailboxes: what differs, and for whom.
import type { Network } from '../probe/network.js'
import type { Address } from '../settings/address.js'
import type { Table } from '../settings/table.js'
import {
  askThem,
  askUs,
  COMPARED_FORMATS,
  type ComparedFormat,
  type ServiceAnswer,
  type ServiceAnswers,
} from './answers.js'
import { compareAnswers } from './compare.js'
import type { ListedMailbox } from './domain-list-argument.js'
import {
  type ComparedMailbox,
  type SharedDifference,
  sharedDifferences,
} from './shared-differences.js'
import type { ServiceUrl } from './service-url.js'
import { inParallel } from './web-document.js'

export interface Comparison {
  /** What most mailboxes have comes first. */
  differences: readonly SharedDifference[]
  agree: number
  differ: number
  /** Formats that the other service does not speak: it answers for none of the mailboxes. */
  notSpoken: readonly ComparedFormat[]
}

const AT_ONCE = 8

/** `progress` hears how many were asked for. */
export async function compareServices(
  service: ServiceUrl,
  table: Table,
  mailboxes: readonly ListedMailbox[],
  network: Network,
  progress: (done: number) => void,
): Promise<Comparison> {
  const spoken = new Set<ComparedFormat>(['autoconfig'])
  const compared: ComparedMailbox[] = []
  const asked = inParallel(mailboxes, AT_ONCE, async (mailbox) => {
    const { address } = mailbox
    const [there, here] = await Promise.all([
      askThem(service, address, network),
      askUs(table, address),
    ])
    return { mailbox, there, here }
  })
  for await (const { mailbox, there, here } of asked) {
    for (const format of COMPARED_FORMATS) if (isAnswer(there[format])) spoken.add(format)
    compared.push({ mailbox, differences: compareAll(there, here, mailbox.address) })
    progress(compared.length)
  }
  const relevant = compared.map(({ mailbox, differences }) => ({
    mailbox,
    differences: differences.filter(({ format }) => spoken.has(format)),
  }))
  const differ = relevant.filter(({ differences }) => differences.length > 0).length
  return {
    differences: sharedDifferences(relevant),
    agree: relevant.length - differ,
    differ,
    notSpoken: COMPARED_FORMATS.filter((format) => !spoken.has(format)),
  }
}

function isAnswer({ kind }: ServiceAnswer): boolean {
  return kind !== 'none' && kind !== 'unreachable'
}

function compareAll(there: ServiceAnswers, here: ServiceAnswers, address: Address) {
  return COMPARED_FORMATS.flatMap((format) =>
    compareAnswers(there[format], here[format], address).map((one) => ({ ...one, format })),
  )
}
