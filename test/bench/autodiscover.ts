// POST of an autodiscover request, beside the least that could answer it.
import type { Family } from './figure.js'
import { besideYardsticks } from './beside-yardsticks.js'
import { autodiscoverRequest } from './requests.js'

export const autodiscover: Family = {
  name: 'autodiscover',
  measure: (options) =>
    besideYardsticks(options, {
      what: 'POST autodiscover',
      request: autodiscoverRequest,
      bare: 'bare with body',
      reach: 0.45,
    }),
}
