// The end of an import: the settings are made, loaded, compared with what was read, and only then written.
import type { Collected } from '../migration/collection.js'
import type { Findings } from '../migration/findings.js'
import { ownDomains } from '../migration/imported.js'
import { verify, verifyMapped } from '../migration/verify.js'
import type { LocatedProblem } from '../settings/problems.js'
import { whyUnreadable } from '../store/regular-file.js'
import { loadSettingsText } from '../store/settings-file.js'
import type { Output } from './command.js'
import type { Target } from './import-target.js'
import { formatProblem, printable, printErrors } from './problem-text.js'
import { plural } from './text.js'

/** `meanings`: of each mapped domain. Returns whether the target now holds what was read. */
export async function finishImport(
  target: Target,
  collected: Collected,
  meanings: ReadonlyMap<string, string>,
  publicUrl: string,
  findings: Findings,
  output: Output,
): Promise<boolean> {
  const { name } = target
  const unwritten = (why: string) => {
    output.err(`${printable(`${name}: ${why}; nothing is written`)}\n`)
  }
  const { repeated } = collected
  if (collected.providers.length === 0) {
    unwritten(repeated === 0 ? 'there is nothing to import' : 'all that was read stands there')
    return repeated > 0
  }
  const made = target.textWith(collected)
  if (!made.ok) {
    unwritten(made.fault)
    return false
  }
  const { table, problems } = await loadSettingsText(made.text, name, publicUrl)
  if (table === undefined) {
    printErrors(output, problems)
    unwritten('the settings would have errors')
    return false
  }
  verify(collected.providers, table, findings)
  verifyMapped(meanings, collected.domains, table, findings)
  try {
    await target.write(made.text)
  } catch (error) {
    unwritten(whyUnwritable(error))
    return false
  }
  const warnings = problems.filter(isAbout(collected))
  for (const problem of warnings) output.err(`${formatProblem(problem)}\n`)
  const known = repeated === 0 ? '' : `, ${plural(repeated, 'document')} said the same again`
  const imported = `${sizeOf(collected)} imported${known}`
  output.err(`${printable(name)}: ${imported}, ${plural(warnings.length, 'warning')}\n`)
  return true
}

function whyUnwritable(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  return ['EACCES', 'EPERM', 'EROFS'].includes(code)
    ? 'nothing may be written into its folder; check its permissions'
    : `cannot be written: ${whyUnreadable(error)}`
}

function sizeOf({ providers, domains }: Collected): string {
  const own = providers.map(({ provider }) => ownDomains(provider).length)
  const names = own.reduce((sum, count) => sum + count, domains.size)
  return `${plural(providers.length, 'provider')}, ${plural(names, 'domain')}`
}

/** Of a file that something was added to, the rest is known to its owner. */
function isAbout({ providers, domains }: Collected): (problem: LocatedProblem) => boolean {
  const keys = new Set<PropertyKey>(providers.map(({ key }) => key))
  return ({ path: [section, name = ''] }) =>
    (section === 'providers' && keys.has(name)) ||
    (section === 'domains' && domains.has(String(name)))
}
