// The settings that serve answers with: loaded once, and again whenever their files change, whole or not at all.
import type { Logger } from 'pino'
import type { SettingsState } from '../http/metrics.js'
import { findFailingAnswer } from '../protocols/trial.js'
import type { SigningCredentials, SigningFiles } from '../settings/signing.js'
import type { MemoryTable } from '../settings/table.js'
import { loadApart, type LoadedApart } from '../store/load-apart.js'
import { type ReadFile, versionOf } from '../store/read-files.js'
import { type Reloaded, type SettingsWatch, watchSettings } from '../store/settings-watch.js'
import { describeError } from '../http/logging.js'
import { logChange, logRefusal, logSigning } from './reload-log.js'
import { openSigning, type Signing } from '../store/signing-watch.js'

export interface LiveSettings {
  /** The table as it is now. */
  table: () => MemoryTable
  credentials: () => SigningCredentials | undefined
  state: () => SettingsState
  /** From now on changes take effect, and what is wrong with signing is told. */
  watch(): void
  /** Has the files looked at now; before `watch`, by it. */
  reload: () => void
  close: () => Promise<void>
}

interface Source {
  file: string
  defaultPublicUrl: string
  /** What has just been loaded from it. */
  table: MemoryTable
  files: readonly ReadFile[]
}

export async function openLiveSettings(source: Source, logger: Logger): Promise<LiveSettings> {
  const { file, defaultPublicUrl, files } = source
  let table = source.table
  let version = versionOf(files)
  let loadedAt = Date.now()
  let known = files
  let isLastGood = true
  let signing = await open(table.general.signing)
  let watch: SettingsWatch | undefined
  let asked = false

  const refuse = (): void => {
    isLastGood = false
  }
  const take = async (loaded: LoadedApart & { kind: 'loaded' }): Promise<void> => {
    const failing = await findFailingAnswer(loaded.table, loaded.sample)
    if (failing !== undefined) {
      const { protocol, domain, error } = failing
      logger.error({ protocol, domain, err: describeError(error) }, 'an answer cannot be made')
      logRefusal(logger, { problems: [], errors: 1, warnings: loaded.warnings })
      refuse()
      return
    }
    const isSigningNew = loaded.change.general.includes('signing')
    const next = isSigningNew ? await open(loaded.table.general.signing) : signing
    const last = signing
    ;({ table, version } = loaded)
    signing = next
    loadedAt = Date.now()
    isLastGood = true
    logChange(logger, loaded)
    if (isSigningNew) {
      last?.close()
      if (next !== undefined) logSigning(next, logger)
    }
  }
  const follow = async (loaded: LoadedApart): Promise<Reloaded> => {
    switch (loaded.kind) {
      case 'unsettled':
        return 'unsettled'
      case 'unchanged':
        logger.debug({ version }, 'the settings are unchanged')
        break
      case 'served':
        if (!isLastGood) logger.info({ version }, 'the settings are again those that are served')
        isLastGood = true
        break
      case 'refused':
        logRefusal(logger, loaded)
        refuse()
        break
      case 'loaded':
        await take(loaded)
    }
    known = loaded.files
    return known
  }
  const reload = async (stop: AbortSignal): Promise<Reloaded> => {
    try {
      const request = { file, defaultPublicUrl, known, served: version }
      return await follow(await loadApart(request, table, stop))
    } catch (error) {
      if (stop.aborted) return 'failed'
      logger.error(describeError(error), 'the changed settings could not be loaded')
      refuse()
      return 'failed'
    }
  }
  return {
    table: () => table,
    credentials: () => signing?.credentials(),
    state: () => ({
      domains: table.size,
      version,
      loadedAt,
      isLastGood,
      ...(signing && { signing: { validUntil: signing.validUntil() } }),
    }),
    watch() {
      if (signing !== undefined) logSigning(signing, logger)
      watch = watchSettings(files, reload)
      if (asked) watch.trigger()
    },
    reload() {
      if (watch === undefined) asked = true
      else watch.trigger()
    },
    async close() {
      await watch?.close()
      signing?.close()
    },
  }
}

async function open(files: SigningFiles | undefined): Promise<Signing | undefined> {
  return files && (await openSigning(files))
}
