// From the start of the process until it listens, and what it takes then.
import { type BenchOptions, type Family, type Figure, spreadOf } from './figure.js'
import { startProgram } from './servers.js'

export const start: Family = {
  name: 'start',
  measure: (options) => startFigures('shipped table', { seconds: 0.5, megabytes: 90 }, {}, options),
}

export async function startFigures(
  what: string,
  reach: { seconds: number; megabytes: number },
  variables: Readonly<Record<string, string>>,
  { starts, progress }: BenchOptions,
): Promise<Figure[]> {
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let count = 1; count <= starts; count += 1) {
    progress(`${what}: start ${count} of ${starts}`)
    const program = await startProgram(variables)
    seconds.push(program.secondsToReady)
    megabytes.push(program.megabytes)
    await program.stop()
  }
  return [
    { what: `${what}, ready`, unit: 's', reach: reach.seconds, measured: spreadOf(seconds) },
    {
      what: `${what}, RSS when ready`,
      unit: 'MB',
      reach: reach.megabytes,
      measured: spreadOf(megabytes),
    },
  ]
}
