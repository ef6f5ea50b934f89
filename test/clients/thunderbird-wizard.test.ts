// Thunderbird's set-up page on a display: somebody types a name and an address, and it says what it has found.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startLab } from './lab.js'
import { ARTEFACTS } from './tested.js'
import { findSettings } from './thunderbird-wizard.js'
import { startThunderbird } from './thunderbird.js'
import { startXvfb } from './xvfb.js'

test('the page finds the settings by itself, and shows those of the table', async () => {
  const lab = await startLab()
  onTestFinished(lab.stop)
  const display = await startXvfb()
  onTestFinished(display.stop)
  const { marionette, stop } = await startThunderbird(lab.authority, display.name)
  onTestFinished(stop)

  const address = 'anna.smith@ssl.all.example'
  const shown = await findSettings(marionette, address)
  await mkdir(ARTEFACTS, { recursive: true })
  await writeFile(join(ARTEFACTS, 'thunderbird.png'), await marionette.screenshot())

  const server = (type: string, port: string) => ({
    type,
    hostname: 'mail.house.example',
    port,
    username: address,
    socketType: 'SSL/TLS',
    authentication: 'Normal Password',
  })
  expect(shown).toEqual({
    notice: 'Account settings found automatically.',
    protocols: ['imap', 'pop3'],
    incoming: server('imap', '993'),
    outgoing: server('smtp', '465'),
  })
})
