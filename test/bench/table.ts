// The figures as a table of at most 80 columns.
import { type Figure, isReached, type Spread } from './figure.js'

const DIGITS = { ratio: 2, s: 2, MB: 0, ms: 0, count: 0 } as const satisfies Record<
  Figure['unit'],
  number
>
const WIDTHS = [42, 9, 9, 11, 5]

type Row = readonly [what: string, reach: string, measured: string, spread: string, cpu: string]

function line(row: Row, verdict: string): string {
  const [what, ...numbers] = row.map((cell, column) => {
    const width = WIDTHS[column] ?? 0
    return column === 0 ? cell.padEnd(width) : cell.padStart(width)
  })
  return `${[what, ...numbers].join('')} ${verdict}`.trimEnd()
}

/** A number with as many digits as its unit is measured in; ratios have no unit. */
export function number(value: number, unit: Figure['unit']): string {
  const digits = value.toFixed(DIGITS[unit])
  return unit === 'ratio' || unit === 'count' ? digits : `${digits} ${unit}`
}

/** What is to be reached: `≥ 0.80`, `≤ 5 s`. */
export function reachOf({ reach, unit }: Figure): string {
  if (reach === undefined) return ''
  if (unit === 'ratio') return `≥ ${reach.toFixed(2)}`
  return unit === 'count' ? `≤ ${reach}` : `≤ ${reach} ${unit}`
}

function between({ low, high }: Spread, unit: Figure['unit']): string {
  return `${low.toFixed(DIGITS[unit])}-${high.toFixed(DIGITS[unit])}`
}

/** One line for each figure, below a heading. */
export function tableOf(figures: readonly Figure[]): string {
  const heading = line(['', 'reach', 'measured', 'spread', 'CPU'], '')
  const lines = figures.map((figure) => {
    const { what, unit, measured, cpu } = figure
    const verdict = { true: 'ok', false: 'NO', undefined: '' }[`${isReached(figure)}`]
    return line(
      [
        what,
        reachOf(figure),
        number(measured.median, unit),
        between(measured, unit),
        cpu === undefined ? '' : number(cpu.median, 'ratio'),
      ],
      verdict,
    )
  })
  return `${[heading, ...lines].join('\n')}\n`
}
