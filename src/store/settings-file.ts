// The settings file and the lists it names → the table, with every problem at its place.
import { dirname, resolve } from 'node:path'
import { buildTable } from '../settings/build-table.js'
import { parseSettings } from '../settings/parse.js'
import type { LocatedProblem, Place, Problem, Report } from '../settings/problems.js'
import type { Settings } from '../settings/schema.js'
import type { General, MemoryTable } from '../settings/table.js'
import { readDomainList } from './domain-list.js'
import { readImages } from './image-files.js'
import { type FileRecord, type ReadFile, recordFiles, type TakeBytes } from './read-files.js'
import { openRegularFile, whyUnreadable } from './regular-file.js'
import { readSigningFiles } from './signing-files.js'
import { readYaml } from './yaml.js'

export interface LoadedSettings {
  /** Absent when there is an error: settings are taken whole or not at all. */
  table?: MemoryTable
  /** What the table was made of, without its lists: as it is written. */
  settings?: Settings
  /** Errors and warnings in the order of their places. */
  problems: LocatedProblem[]
  /** Everything that was read and decides what the table says, whether or not it could be read. */
  files: readonly ReadFile[]
}

const LONGEST_FILE = 50 * 1024 * 1024

/**
 * Loads and checks everything. `defaultPublicUrl` stands in where the file names no publicUrl;
 * `progress` hears how many domains there are so far.
 * Never throws for what the file is or says: that is a problem in the result.
 */
export async function loadSettings(
  file: string,
  defaultPublicUrl: string,
  progress: (domains: number) => void = () => undefined,
): Promise<LoadedSettings> {
  const record = recordFiles()
  const { files } = record
  try {
    const text = await record.reading(file, (take) => readText(file, take))
    return await loadSettingsText(text, file, defaultPublicUrl, progress, record)
  } catch (error) {
    const place: Place = { file, line: 1, column: 1 }
    const message = whyUnreadable(error)
    return { problems: [{ severity: 'error', path: [], message, place }], files }
  }
}

/** The same for a text that is, or is to become, the file of this name: the files it speaks of lie beside it. */
export async function loadSettingsText(
  text: string,
  file: string,
  defaultPublicUrl: string,
  progress: (domains: number) => void = () => undefined,
  { files, reading }: FileRecord = recordFiles(),
): Promise<LoadedSettings> {
  const yaml = readYaml(text, file)
  if (yaml.value === undefined) return { problems: yaml.problems, files }
  const problems = [...yaml.problems]
  const misread = new Set(yaml.problems.map(({ place }) => `${place.line}:${place.column}`))
  const told = new Set<string>()
  const report = (problem: Problem) => {
    const place = problem.place ?? yaml.locate(problem.path, problem.at)
    if (problem.place === undefined) {
      const spot = `${place.line}:${place.column}`
      const finding = `${spot} ${problem.message}`
      // What is wrong with a value that could not be read properly is an echo of that;
      // and of a default, each server that takes it would say the same.
      if (misread.has(spot) || told.has(finding)) return
      told.add(finding)
    }
    problems.push({ ...problem, place })
  }
  const { settings, problems: wrongValues, isEcho } = parseSettings(yaml.value)
  for (const problem of wrongValues) report(problem)
  if (settings === undefined) return { problems: inOrder(problems, file), files }
  const reportNew = (problem: Problem) => {
    if (!isEcho(problem)) report(problem)
  }
  if (settings.publicUrl === undefined) {
    const message = `missing; links for people and phones would lead to ${defaultPublicUrl}`
    reportNew({ severity: 'warning', path: ['publicUrl'], message })
  }
  const resolvePath = (name: string) => resolve(dirname(file), name)
  const images = await readImages(settings, resolvePath, reading, reportNew)
  const builder = buildTable(
    settings,
    { publicUrl: defaultPublicUrl, images, resolvePath },
    reportNew,
  )
  for (const [index, name] of (settings.domainFiles ?? []).entries()) {
    const list = resolvePath(name)
    try {
      await reading(list, (take) => readDomainList(list, builder, report, progress, take))
    } catch (error) {
      const message = `"${name}": ${whyUnreadable(error)}`
      reportNew({ severity: 'error', path: ['domainFiles', index], message })
    }
  }
  const table = builder.finish()
  await warnAboutSigning(table.general, reportNew)
  const failed = problems.some(({ severity }) => severity === 'error')
  return { problems: inOrder(problems, file), files, ...(failed ? {} : { table, settings }) }
}

/** An unsigned profile is still a profile: all faults are warnings. */
async function warnAboutSigning({ signing }: General, report: Report): Promise<void> {
  if (signing === undefined) return
  const { pair, problems } = await readSigningFiles(signing, Date.now())
  const consequence = pair === undefined ? '; profiles are not signed' : ''
  for (const { file, message } of problems) {
    const path = ['apple', file]
    report({ severity: 'warning', path, message: `${message}${consequence}` })
  }
}

/** The text of a settings file. Throws for one that cannot be read, is no UTF-8, or is too long. */
export async function readText(file: string, take: TakeBytes = () => undefined): Promise<string> {
  const { handle, size } = await openRegularFile(file)
  try {
    if (size > LONGEST_FILE) {
      throw new Error('longer than 50 MB; move the domains into lists named in domainFiles')
    }
    const bytes = await handle.readFile()
    take(bytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } finally {
    await handle.close()
  }
}

function inOrder(problems: LocatedProblem[], mainFile: string): LocatedProblem[] {
  const rank = ({ file }: Place) => (file === mainFile ? '' : file)
  return problems.toSorted(
    ({ place: a }, { place: b }) =>
      rank(a).localeCompare(rank(b)) || a.line - b.line || a.column - b.column,
  )
}
