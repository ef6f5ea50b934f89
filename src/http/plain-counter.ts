// A counter for Prometheus whose numbers are counted elsewhere, so that counting costs an addition.
import type { Registry } from 'prom-client'

export interface PlainCounter<Label extends string> {
  name: string
  help: string
  labelNames: readonly Label[]
  /** Read at each scrape: every combination of labels that there is, with its count so far. */
  read: () => Iterable<readonly [labels: Readonly<Record<Label, string>>, count: number]>
}

export async function addCounter<Label extends string>(
  registry: Registry,
  { name, help, labelNames, read }: PlainCounter<Label>,
): Promise<void> {
  const { Counter } = await import('prom-client')
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset()
      for (const [labels, count] of read()) this.inc(labels, count)
    },
  })
}

/** For counts that stand under the values of one label. */
export function* byLabel<Label extends string>(
  label: Label,
  counts: Readonly<Record<string, number>>,
): Generator<readonly [Record<Label, string>, number]> {
  for (const [value, count] of Object.entries(counts)) {
    yield [{ [label]: value } as Record<Label, string>, count]
  }
}
