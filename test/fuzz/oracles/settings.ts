// What holds for a settings file, whatever it says: it loads, or every fault has a place, and what loads can be answered with.
import { findFailingAnswer } from '../../../src/protocols/trial.js'
import { protocols } from '../../../src/protocols/registry.js'
import { formatProblem } from '../../../src/cli/problem-text.js'
import { parseAddress } from '../../../src/settings/address.js'
import { lookUp } from '../../../src/settings/lookup.js'
import { sampleOf } from '../../../src/settings/table-sample.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { type LoadedSettings, loadSettingsText } from '../../../src/store/settings-file.js'
import { parsePage } from '../../helpers/html.js'
import { parse as parseXml } from '../../helpers/xml.js'

const FILE = '/nowhere/settings.yaml'
const PUBLIC_URL = 'http://localhost:8080'
// Far more than anything takes, and little enough to notice what multiplies.
const LONGEST_MS = 5000

export async function faultsOfSettings(text: string): Promise<string[]> {
  const began = performance.now()
  let loaded: LoadedSettings
  try {
    loaded = await loadSettingsText(text, FILE, PUBLIC_URL)
  } catch (error) {
    return [`loading throws: ${String(error)}`]
  }
  const faults = [...faultsOfProblems(text, loaded), ...(await faultsOfTable(loaded.table))]
  const ms = performance.now() - began
  if (ms > LONGEST_MS) faults.push(`it takes ${ms.toFixed(0)} ms`)
  if ('polluted' in {}) faults.push('every object is polluted')
  return faults
}

export function faultsOfProblems(
  text: string,
  { table, problems }: Omit<LoadedSettings, 'files'>,
): string[] {
  const lines = text.split(/\r\n|\n|\r/).length
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  return [
    ...(hasErrors === (table === undefined)
      ? []
      : ['a table in spite of errors, or none without one']),
    ...problems.flatMap((problem) => {
      const { place, message } = problem
      const isThere =
        place.file !== FILE || (place.line >= 1 && place.line <= lines + 1 && place.column >= 1)
      return [
        ...(isThere ? [] : [`a problem at ${place.line}:${place.column} of ${lines} lines`]),
        ...(message === '' ? ['a problem without a sentence'] : []),
        ...(/[\p{Cc}\u2028\u2029]/u.test(formatProblem(problem)) ? ['a problem on two lines'] : []),
      ]
    }),
  ]
}

/** `check` said that it can be served: then no protocol throws, and what comes out is well-formed. */
async function faultsOfTable(table: MemoryTable | undefined): Promise<string[]> {
  if (table === undefined) return []
  const names = sampleOf(table, () => 0)
  const failed = await findFailingAnswer(table, names)
  if (failed !== undefined) {
    return [`${failed.protocol} fails for ${failed.domain}: ${String(failed.error)}`]
  }
  const options = { table: () => table, credentials: () => undefined, clock: () => new Date() }
  const faults: string[] = []
  for (const domain of names) {
    const address = parseAddress(`o'neil&co@${domain}`)
    const found = await lookUp(table, address === undefined ? { domain } : { address })
    for (const { name, render } of protocols) {
      const answer = await render?.(found, options)
      if (answer === undefined) continue
      const { status, headers, body } = answer
      if (status >= 500) faults.push(`${name}: status ${status}`)
      faults.push(
        ...faultsOfForm(headers['content-type'] ?? '', Buffer.from(body).toString(), name),
      )
    }
  }
  return faults
}

function faultsOfForm(type: string, body: string, name: string): string[] {
  try {
    if (type.startsWith('text/xml') || type.startsWith('application/x-apple')) {
      parseXml(body.replace(/<!DOCTYPE plist[^>]*>/, ''))
    } else if (type.startsWith('application/json')) JSON.parse(body)
    else if (type.startsWith('text/html')) parsePage(body)
    return []
  } catch (error) {
    return [`${name} is not what its type says: ${String(error)}`]
  }
}
