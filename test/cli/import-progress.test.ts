// A terminal sees how far a long import is, and nobody else does.
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { runCommandLine } from '../../src/cli/run.js'
import { temporaryFolder } from '../helpers/settings.js'
import { said, startOther } from '../migration/other-service.js'

afterEach(() => {
  vi.useRealTimers()
})

test('IMPORT asking a slow service shows progress in place, and takes it away at the end', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { origin } = await startOther(() => {
    vi.setSystemTime(Date.now() + 3000)
    return said({ username: '%EMAILADDRESS%' })
  })
  const folder = await temporaryFolder({ list: 'a.example\nb.example\nc.example\n' })
  const shown: string[] = []
  const code = await runCommandLine(
    ['import', '--from', origin, '--domains', join(folder, 'list')],
    {},
    {
      out: () => undefined,
      err: () => undefined,
      progress: (line) => shown.push(line),
      width: undefined,
      colour: false,
    },
  )
  expect(code).toBe(0)
  expect(shown).toContain('asking: 1 of 3 domains')
  expect(shown.at(-1)).toBe('')
})
