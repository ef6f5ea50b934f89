// Durations as a histogram in the text format of Prometheus: its library could only count them one by one, which costs
// a tenth of a request.
import { BUCKETS_SECONDS, type Durations } from './traffic.js'

interface Series {
  /** As between the braces, without a bucket: `protocol="autoconfig"`. */
  labels: string
  buckets: Durations
}

export function histogramText(name: string, help: string, series: readonly Series[]): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`]
  for (const { labels, buckets } of series) {
    let total = 0
    for (const [index, longest] of BUCKETS_SECONDS.entries()) {
      total += buckets.counts[index] ?? 0
      lines.push(`${name}_bucket{le="${longest}",${labels}} ${total}`)
    }
    total += buckets.above
    lines.push(`${name}_bucket{le="+Inf",${labels}} ${total}`)
    lines.push(`${name}_sum{${labels}} ${buckets.sumSeconds}`, `${name}_count{${labels}} ${total}`)
  }
  return `${lines.join('\n')}\n`
}
