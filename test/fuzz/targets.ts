// Everything that is fuzzed.
import fc, { type Arbitrary } from 'fast-check'
import { corpus } from './corpus/corpus.js'
import { autoconfig, form, json, pacc, page, pox, profile } from './generators/asked.js'
import { connection } from './generators/connections.js'
import { importedFile } from './generators/documents.js'
import { stalled } from './generators/stalled.js'
import { octets } from './generators/octets.js'
import { settingsText } from './generators/settings-texts.js'
import type { Listener } from './listener.js'
import { faultsOfImport } from './oracles/import.js'
import { faultsOfSettings } from './oracles/settings.js'
import type { Sent } from './request.js'
import { quoted, search, type Target } from './target.js'

export type Judges = Pick<Listener, 'judge' | 'judgeStalled'>

/** Over the network: what is sent to a listening service. */
export function networkTargets({ judge, judgeStalled }: Judges): Target[] {
  const target = (name: string, about: string, sent: Arbitrary<Sent>): Target => ({
    name,
    about,
    round: (order) => search(sent, judge, (one) => quoted(one.octets), order),
  })
  return [
    target('autoconfig', 'GET with addresses in queries', connection(autoconfig)),
    target('pox', 'POST with XML', connection(pox)),
    target('json', 'autodiscover in JSON', connection(json)),
    target('profile', 'Apple profiles', connection(profile)),
    target('pacc', 'PACC documents', connection(pacc)),
    target('page', 'the set-up page by link', connection(page)),
    target('form', 'the set-up page by form', connection(form)),
    target('octets', 'HTTP itself', octets),
    corpusTarget(judge),
    {
      name: 'stalled',
      about: 'clients that stop in the middle, many at once, which takes ten seconds',
      whole: 1,
      round: (order) =>
        search(
          stalled,
          judgeStalled,
          (all) => all.map(({ octets: text }) => quoted(text)).join('\n'),
          order,
        ),
    },
  ]
}

/** Made by hand, in a fixed order: each round goes on where the last one ended. A path is the place of a case. */
function corpusTarget(judge: Listener['judge']): Target {
  const all = [...corpus()]
  let next = 0
  return {
    name: 'corpus',
    about: `${all.length} hostile requests made by hand, each once`,
    whole: all.length,
    async round({ seed, cases, path }) {
      if (path !== undefined) next = Number(path)
      const some = all.slice(next, next + cases)
      for (const [index, { title, sent }] of some.entries()) {
        const faults = await judge(sent)
        if (faults.length === 0) continue
        const shown = `${title}\n${quoted(sent.octets)}`
        return { cases: index + 1, failure: { seed, path: `${next + index}`, faults, shown } }
      }
      next += some.length
      return { cases: some.length }
    },
  }
}

/** In this process: what an admin hands over as a file. */
export const FILE_TARGETS: readonly Target[] = [
  {
    name: 'settings',
    about: 'settings files, loaded and answered with',
    round: (order) => search(settingsText, faultsOfSettings, quoted, order),
  },
  {
    name: 'import',
    about: 'autoconfig documents and seeds of automx2, imported',
    round: (order) =>
      search(
        fc.array(importedFile, { minLength: 1, maxLength: 3 }),
        faultsOfImport,
        (files) => files.map(({ octets: text }) => quoted(text)).join('\n'),
        order,
      ),
  },
]
