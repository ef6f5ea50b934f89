// Nobody is answered with another customer's settings, and who asks in a sound way is answered with his own.
import { customersIn } from '../customers.js'
import type { Answer } from './answers.js'

export interface Whose {
  mayShow: readonly string[]
  mustShow?: string | undefined
}

// He has it already, or asks too often.
const NOT_NOW = [304, 429]

export function faultsOfCustomer(
  { status, headers, body }: Answer,
  { mayShow, mustShow }: Whose,
): string[] {
  const shown = customersIn(`${headers['location'] ?? ''} ${body}`)
  const strangers = shown.filter((one) => !mayShow.includes(one))
  return [
    ...strangers.map((one) => `the settings of ${one}, who was not asked for`),
    ...(shown.length > 1 ? [`the settings of ${shown.join(' and ')} in one answer`] : []),
    ...(mustShow === undefined || NOT_NOW.includes(status) || shown.includes(mustShow)
      ? []
      : [`status ${status} without the settings of ${mustShow}`]),
  ]
}
