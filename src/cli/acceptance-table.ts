// A row for each mail client: whether it sets itself up, for whom it does not, and why.
import type { Verdict } from '../protocols/clients.js'
import { judgeClients } from '../protocols/registry.js'
import type { Subject } from './subjects.js'
import { renderTable } from './text.js'

export function acceptanceTable(subjects: readonly Subject[], width: number | undefined): string {
  const judged = subjects.map(({ name, entry }) => ({
    name,
    verdicts: judgeClients(entry.provider),
  }))
  const clients = judged[0]?.verdicts.map(({ client }) => client) ?? []
  const rows = clients.map((client, index) => {
    const verdicts = judged.map(({ name, verdicts: all }) => ({ name, verdict: all[index] }))
    const failing = verdicts.filter(({ verdict }) => verdict?.works !== 'yes')
    if (failing.length === 0) return [client, 'yes', '']
    const some = failing.length < judged.length
    const none = failing.every(({ verdict }) => verdict?.works === 'partly') ? 'partly' : 'no'
    const works = some ? `${judged.length - failing.length} of ${judged.length}` : none
    return [client, works, reasons(failing, some)]
  })
  return renderTable([['Client', 'Sets itself up', 'Why not, and what to do'], ...rows], width)
}

const NAMES_SHOWN = 3

function reasons(
  failing: readonly { name: string; verdict: Verdict | undefined }[],
  naming: boolean,
): string {
  const byReason = groupByReason(failing)
  return [...byReason]
    .map(([because, names]) => {
      if (!naming && byReason.size === 1) return because
      const more = names.length > NAMES_SHOWN ? `, … (${names.length})` : ''
      return `${names.slice(0, NAMES_SHOWN).join(', ')}${more}: ${because}`
    })
    .join('; ')
}

function groupByReason(
  failing: readonly { name: string; verdict: Verdict | undefined }[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { name, verdict } of failing) {
    const because = verdict?.because ?? ''
    const names = groups.get(because)
    if (names === undefined) groups.set(because, [name])
    else names.push(name)
  }
  return groups
}
