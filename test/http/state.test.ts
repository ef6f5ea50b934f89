// Overload is a loop that stays behind, not one long pause.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchState } from '../../src/http/state.js'

function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('OPS-F07 one long pause is over when it is seen', async () => {
  const state = watchState()
  onTestFinished(() => {
    state.close()
  })
  await sleep(250)
  block(1000)
  for (let tries = 0; tries < 10; tries += 1) {
    await sleep(20)
    expect(state).toMatchObject({ draining: false, overloaded: false })
  }
})

// Every turn of the loop that long, as with a queue that grows.
test.each([700])(
  'OPS-F07 turns of %i ms are overload, and it passes',
  async (ms) => {
    const state = watchState()
    onTestFinished(() => {
      state.close()
    })
    let overloaded = false
    for (let tries = 0; tries < 6 && !overloaded; tries += 1) {
      block(ms)
      await setImmediate()
      overloaded = state.overloaded
    }
    expect(overloaded).toBe(true)
    for (let tries = 0; tries < 30 && state.overloaded; tries += 1) await sleep(50)
    expect(state.overloaded).toBe(false)
  },
  15_000,
)
