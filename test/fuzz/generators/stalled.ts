// Clients that stop in the middle of a request and keep their connection open, many at once.
import fc, { type Arbitrary } from 'fast-check'
import { type Sent, serialize } from '../request.js'
import { autoconfig, form, page, pox } from './asked.js'

const TOGETHER = 150

/** Never whole: whoever has sent a whole request may stay for longer. */
const stopped: Arbitrary<Sent> = fc
  .tuple(fc.oneof(autoconfig, page, pox, form), fc.double({ min: 0, max: 0.99, noNaN: true }))
  .map(([{ request, canary, mayShow }, share]) => {
    const whole = serialize(request, false)
    const octets = whole.slice(0, Math.floor(whole.length * share))
    return { octets, canaries: [canary], mayShow }
  })

export const stalled: Arbitrary<Sent[]> = fc.array(stopped, {
  minLength: TOGETHER,
  maxLength: TOGETHER,
})
