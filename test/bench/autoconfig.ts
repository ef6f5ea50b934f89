// GET of an autoconfig document, with an address, beside the least that could send it.
import type { Family } from './figure.js'
import { besideYardsticks } from './beside-yardsticks.js'
import { autoconfigRequest } from './requests.js'

export const autoconfig: Family = {
  name: 'autoconfig',
  measure: (options) =>
    besideYardsticks(options, {
      what: 'GET autoconfig',
      request: autoconfigRequest,
      bare: 'bare',
      reach: 0.8,
    }),
}
