// Whether the lines that are not logged by default cost anything.
import { targetOf } from './answer.js'
import type { Family } from './figure.js'
import { compare, race } from './race.js'
import { autoconfigRequest, domainName } from './requests.js'
import { startProgram } from './servers.js'
import { withDomains } from './settings.js'

export const logging: Family = {
  name: 'logging',
  measure: (options) =>
    withDomains(1, async (settings) => {
      const contenders = []
      for (const logged of ['errors', 'none']) {
        const server = await startProgram({ MAILCONF_CONFIG: settings, LOG_REQUESTS: logged })
        const target = await targetOf(server, [autoconfigRequest(domainName(0))])
        contenders.push({ name: `LOG_REQUESTS=${logged}`, server, target })
      }
      const rounds = await race(contenders, options)
      for (const { server } of contenders) await server.stop()
      const ratio = compare(rounds, 'LOG_REQUESTS=errors', 'LOG_REQUESTS=none')
      return [{ what: 'LOG_REQUESTS=errors × none', unit: 'ratio', reach: 0.95, ...ratio }]
    }),
}
