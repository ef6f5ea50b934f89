// The connection that hears of changes, where it cannot even be begun.
import { expect, test, vi } from 'vitest'
import { startListener } from '../../../src/store/postgres/listener.js'

test('a certificate that cannot be read is tried again, and ends nothing', async () => {
  let hints = 0
  const url = 'postgresql://x@127.0.0.1:1/x?sslmode=verify-full&sslrootcert=/nonexistent/ca.pem'
  const listener = startListener(url, () => {
    hints += 1
  })
  // A rejection that nobody catches would make this suite fail.
  await vi.waitFor(
    () => {
      expect(hints).toBeGreaterThan(1)
    },
    { timeout: 5000 },
  )
  listener.close()
})
