// What the operator's monitoring reads: text in the format of Prometheus. Never a domain, an address or a path.
import process from 'node:process'

export interface MetricsSource {
  version: string
  /** Absent where no signing is configured. Gives when the certificate in use ends, in milliseconds. */
  signingValidUntil?: () => number | undefined
}

export interface Metrics {
  contentType: string
  text: () => Promise<string>
}

/** Loads its library only here, on the first scrape. */
export async function createMetrics({
  version,
  signingValidUntil,
}: MetricsSource): Promise<Metrics> {
  const { Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  new Gauge({
    name: 'mailconf_build_info',
    help: 'What runs; always 1.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1)
  if (signingValidUntil !== undefined) {
    new Gauge({
      name: 'mailconf_signing_usable',
      help: 'Whether profiles are signed: 1, or 0 for lack of a usable certificate and key.',
      registers,
      collect() {
        this.set(signingValidUntil() === undefined ? 0 : 1)
      },
    })
    new Gauge({
      name: 'mailconf_signing_certificate_expiry_timestamp_seconds',
      help: 'When the certificate that signs profiles ends; absent while none is usable.',
      registers,
      collect() {
        const until = signingValidUntil()
        if (until === undefined) this.remove()
        else this.set(until / 1000)
      },
    })
  }
  return { contentType: registry.contentType, text: () => registry.metrics() }
}
