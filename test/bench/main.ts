// npm run bench: the figures that the program is to reach, all measured on one machine in one run.
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { autoconfig } from './autoconfig.js'
import { autodiscover } from './autodiscover.js'
import { type BenchOptions, type Family, type Figure, isReached } from './figure.js'
import { logging } from './logging.js'
import { million } from './million.js'
import { reload } from './reload.js'
import { start } from './start.js'
import { number, reachOf, tableOf } from './table.js'

const FAMILIES: readonly Family[] = [autoconfig, autodiscover, million, start, reload, logging]
const NAMES = FAMILIES.map(({ name }) => name)

const FULL = { rounds: 15, roundMs: 2000, starts: 5 }
const QUICK = { rounds: 5, roundMs: 400, starts: 3 }

const USAGE = `npm run bench -- [--quick] [--only NAME]... [--output FILE]

  --quick        less than two minutes, less exact
  --only NAME    one family of figures: ${NAMES.join(', ')}
  --output FILE  where the same goes as JSON; default: bench.json
`

function progress(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

async function bench(families: readonly Family[], options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { measure } of families) figures.push(...(await measure(options)))
  endProgress()
  return figures
}

function missed(figures: readonly Figure[]): string {
  const each = figures
    .filter((figure) => isReached(figure) === false)
    .map(
      (figure) =>
        `${figure.what} (${number(figure.measured.median, figure.unit)}, not ${reachOf(figure)})`,
    )
  return each.length === 0 ? '' : `Not reached: ${each.join('; ')}.\n`
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: NAMES },
      output: { type: 'string', default: 'bench.json' },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.filter((name) => !NAMES.includes(name))
  if (values.help || unknown.length > 0) {
    process[values.help ? 'stdout' : 'stderr'].write(USAGE)
    return values.help ? 0 : 2
  }
  const length = values.quick ? QUICK : FULL
  const families = FAMILIES.filter(({ name }) => values.only.includes(name))
  const figures = await bench(families, { ...length, progress })
  const machine = { node: process.version, cores: availableParallelism(), ...length }
  const judged = figures.map((figure) => ({ ...figure, ok: isReached(figure) }))
  await writeFile(values.output, `${JSON.stringify({ machine, figures: judged }, undefined, 2)}\n`)
  process.stdout.write(
    `Node ${process.version}, ${machine.cores} cores, ${length.rounds} rounds of ${length.roundMs} ms, ${length.starts} starts\n\n`,
  )
  process.stdout.write(tableOf(figures))
  const sentence = missed(figures)
  process.stderr.write(sentence)
  return sentence === '' ? 0 : 1
}

process.exitCode = await run()
