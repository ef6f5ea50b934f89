// The program on settings in files, as long as a scenario lasts.
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeSettings } from './customers.js'
import { startInstances } from './database.js'
import type { Instance } from './processes.js'
import type { Run } from './scenario.js'

export interface OnFile {
  /** The settings; the list of those who share a provider lies beside it. */
  file: string
  instance: Instance
}

/** `known` customers have servers of their own, all others up to `domains` share a provider. */
export async function startOnFile(run: Run, known: number, domains: number): Promise<OnFile> {
  const file = await makeSettings(known, domains)
  run.atEnd(() => rm(dirname(file), { recursive: true, force: true }))
  const [instance] = await startInstances(run, 1, { MAILCONF_CONFIG: file })
  if (instance === undefined) throw new Error('nothing runs')
  return { file, instance }
}
