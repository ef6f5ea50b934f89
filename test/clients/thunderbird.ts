// Debian's Thunderbird as it is, with a profile of its own and no window unless there is a display.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectMarionette, type Marionette } from './marionette.js'
import {
  findProgram,
  freePort,
  type Program,
  startProgram,
  temporaryFolder,
  waitUntil,
} from '../proxies/support.js'

export interface Thunderbird {
  version: string
  marionette: Marionette
  stop: () => Promise<void>
}

const SECONDS_TO_START = 60

/** Nothing but what is asked for: no start page, no updates, no reports. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.dom.window.dump.enabled': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'mail.provider.enabled': false,
  'mailnews.start_page.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
} as const

/** `authority`: the certificate, in PEM, that signs all others. `display`: as in DISPLAY; without one nothing is shown. */
export async function startThunderbird(authority: string, display?: string): Promise<Thunderbird> {
  const file = findProgram('thunderbird')
  const profile = await temporaryFolder('thunderbird')
  const port = await freePort()
  const preferences = Object.entries({ ...PREFERENCES, 'marionette.port': port })
  const lines = preferences.map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile.path, 'user.js'), `${lines.join('\n')}\n`)
  const program = startProgram(
    file,
    [
      ...(display === undefined ? ['--headless'] : []),
      ...['--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile.path],
    ],
    {
      env: {
        HOME: profile.path,
        MOZ_CRASHREPORTER_DISABLE: '1',
        ...(display === undefined ? {} : { DISPLAY: display }),
      },
    },
  )
  const stop = async () => {
    await program.stop()
    await profile.remove()
  }
  try {
    const marionette = await driven(program, port)
    await trust(marionette, authority)
    const version = String(await marionette.run('return Services.appinfo.version'))
    return { version, marionette, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function driven(program: Program, port: number): Promise<Marionette> {
  let marionette: Marionette | undefined
  await waitUntil(
    'Thunderbird can be driven',
    async () => {
      if (!program.running()) throw new Error(`Thunderbird ended at once: ${program.stderr()}`)
      marionette = await connectMarionette(port)
      return marionette !== undefined
    },
    SECONDS_TO_START,
  )
  return marionette as unknown as Marionette
}

async function trust(marionette: Marionette, authority: string): Promise<void> {
  const base64 = authority.replace(/-----.*-----|\s/g, '')
  await marionette.run(
    `Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB)
       .addCertFromBase64(arguments[0], 'C,,')`,
    base64,
  )
}
