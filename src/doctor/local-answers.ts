// What the settings at hand would answer, to be held against what is served.
import { parseXml } from '../format/read-xml-document.js'
import { announcedInAutoconfig } from '../protocols/autoconfig/announced.js'
import { createAnswer } from '../protocols/autoconfig/answer.js'
import { differences } from '../protocols/autoconfig/equality.js'
import type { Source } from './agreement.js'
import { type Cause, withoutQuery } from './cause.js'
import type { Question } from './question.js'

/** The autoconfig document of the domain; undefined where the settings have none. */
function localDocument({ local }: Question): Uint8Array | undefined {
  if (local === undefined) return undefined
  const { status, body } = createAnswer()(local.found)
  return status === 200 ? Buffer.from(body) : undefined
}

export function localSource(question: Question): Source[] {
  const document = localDocument(question)
  const read = document && announcedInAutoconfig(document, question.address)
  return read?.kind === 'settings' ? [{ at: 'the settings here', servers: read.servers }] : []
}

/** Whether a document that was fetched is another one than the settings at hand would give. */
export function servedOtherwise(question: Question, url: string, body: Uint8Array): Cause[] {
  const document = localDocument(question)
  if (document === undefined) return []
  const [ours, theirs] = [parseXml(document), parseXml(body)]
  if (!ours.ok || !theirs.ok) return []
  const [first, ...more] = differences(theirs.root, ours.root)
  if (first === undefined) return []
  const { path, left = 'nothing', right = 'nothing' } = first
  const others = more.length === 0 ? '' : `, and ${more.length} more differences`
  return [
    {
      problem: `${withoutQuery(url)} differs from the settings here: ${path} is ${left || 'empty'} there, ${right || 'empty'} here${others}.`,
      fix: 'Restart the service with these settings, or examine with the settings that it runs with (--config).',
    },
  ]
}
