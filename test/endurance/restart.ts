// G4: the service is stopped and started again behind Caddy, as it is shipped, under clients of both kinds.
// With its socket held by somebody, as under systemd, and alone, as in the compose file for one domain.
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { names, startCaddy } from '../proxies/start-caddy.js'
import { freePort } from '../proxies/support.js'
import { makeSettings } from './customers.js'
import { startLoad } from './load.js'
import { type HeldSocket, holdSocket } from './held-socket.js'
import { type Instance, startInstance } from './processes.js'
import { count } from './tally.js'
import { atMost, figure, type Row, rowsOf, type Run, watch } from './scenario.js'

const KNOWN = 200
const CLIENTS = { keepAlive: 50, oneShot: 50, pauseMs: 300 }
// As little as the shipped units wait; behind one Caddy alone it is more than enough.
const DRAIN_SECONDS = '2'

type Service = Pick<HeldSocket, 'port' | 'start' | 'stop'> & {
  /** Gives the exit code. */
  end(): Promise<unknown>
}

export const restart = (run: Run): Promise<Row[]> => restartOf(run, holdSocket)

/** While nobody listens, only Caddy keeps who comes; who connects in the moment of closing may be reset. */
export const restartAlone = (run: Run): Promise<Row[]> => restartOf(run, alone)

async function alone(variables: Readonly<Record<string, string>>): Promise<Service> {
  const port = await freePort()
  let instance: Instance | undefined
  return {
    port,
    async start() {
      instance = await startInstance({ ...variables, PORT: `${port}` })
    },
    end: async () => instance?.end(),
    async stop() {
      await instance?.end('SIGKILL')
    },
  }
}

async function restartOf(
  run: Run,
  open: (variables: Readonly<Record<string, string>>) => Promise<Service>,
): Promise<Row[]> {
  const { options, atEnd, progress } = run
  const { count: restarts = 100, domains = 1000 } = options
  const known = Math.min(KNOWN, domains)
  const file = await makeSettings(known, domains)
  atEnd(() => rm(dirname(file), { recursive: true, force: true }))
  const service = await open({ MAILCONF_CONFIG: file, DRAIN_SECONDS })
  atEnd(service.stop)
  await service.start()
  const caddy = await startCaddy(service.port)
  atEnd(caddy.stop)
  const host = `autodiscover.${names.MAIL_DOMAIN}`
  const load = await startLoad({
    targets: [{ port: caddy.httpsPort, ca: caddy.ca, host }],
    customers: known,
    of: 'known',
    noise: options.noise,
    ...CLIENTS,
  })
  const codes = new Set<unknown>()
  const gaps: number[] = []
  for (let time = 1; time <= restarts; time += 1) {
    codes.add(await service.end())
    const gone = performance.now()
    await service.start()
    gaps.push((performance.now() - gone) / 1000)
    progress(`restart ${time} of ${restarts}`)
    await watch(run, `between two of ${restarts} restarts`, 0.5, load)
  }
  return [
    figure('restarts', restarts),
    figure('nobody listens for at most', `${Math.max(...gaps).toFixed(1)} s`),
    ...rowsOf(await load.stop()),
    ...complaints(await caddy.log()),
    figure('exit codes', [...codes].join(', ')),
    atMost('other exit codes than 0', [...codes].filter((code) => code !== 0).length, 0),
  ]
}

/** Why Caddy answered by itself, and how often. */
function complaints(log: string): Row[] {
  const reasons: Record<string, number> = {}
  for (const [, reason = ''] of log.matchAll(/"level":"error".*?"msg":"([^"]*)"/g)) {
    count(reasons, reason.replaceAll(/\d+(\.\d+)*/g, 'N').slice(-34))
  }
  return Object.entries(reasons).map(([reason, times]) => figure(`  ${reason}`, times))
}
