// What was answered, for the operator's monitoring: by protocol, method and status, never by domain.
import type { Registry } from 'prom-client'
import { histogramText } from './duration-text.js'
import { addCounter } from './plain-counter.js'
import { OTHER_PROTOCOL, type Traffic } from './traffic.js'

/** Gives what stands behind the text of the registry: the durations as they are now. */
export async function addTrafficMetrics(
  registry: Registry,
  traffic: Traffic,
): Promise<() => string> {
  await addCounter(registry, {
    name: 'mailconf_http_requests_total',
    help: 'Answers, by protocol as in the command render; other: paths of none, and methods but GET and POST.',
    labelNames: ['protocol', 'method', 'code'],
    read: () => traffic.requests(),
  })
  await addCounter(registry, {
    name: 'mailconf_refusals_total',
    help: 'Answers that refuse what was asked, by the reason.',
    labelNames: ['protocol', 'reason'],
    read: () => refusals(traffic),
  })
  return () =>
    histogramText(
      'mailconf_http_request_duration_seconds',
      'How long answers took, from the head of the request to the last byte of the answer.',
      [...traffic.durations()].map(({ protocol, buckets }) => ({
        labels: `protocol="${protocol}"`,
        buckets,
      })),
    )
}

const REASONS: Readonly<Record<string, string>> = {
  400: 'malformed',
  404: 'unknown_domain',
  413: 'too_large',
  415: 'malformed',
  422: 'not_statable',
  429: 'rate',
}

/** Of answers of protocols only: what belongs to none is no question about a domain. */
function* refusals(traffic: Traffic) {
  const sums = new Map<string, { labels: { protocol: string; reason: string }; count: number }>()
  for (const [{ protocol, code }, count] of traffic.requests()) {
    const reason = REASONS[code]
    if (reason === undefined || protocol === OTHER_PROTOCOL) continue
    const key = `${protocol} ${reason}`
    const before = sums.get(key)?.count ?? 0
    sums.set(key, { labels: { protocol, reason }, count: before + count })
  }
  for (const { labels, count } of sums.values()) yield [labels, count] as const
}
