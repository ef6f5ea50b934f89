// `--connect-to HOST1:PORT1:HOST2:PORT2` as curl has it: what is meant for HOST1:PORT1 goes to HOST2:PORT2.
// An empty HOST1 or PORT1 fits any, an empty HOST2 or PORT2 changes nothing. Names in requests and certificates stay.

export interface ConnectTo {
  host: string | undefined
  port: number | undefined
  toHost: string | undefined
  toPort: number | undefined
}

export interface Endpoint {
  host: string
  port: number
}

const RULE = /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/

/** Undefined where the text is no rule. IPv6 addresses stand in brackets. */
export function parseConnectTo(text: string): ConnectTo | undefined {
  const [, host = '', port = '', toHost = '', toPort = ''] = RULE.exec(text) ?? []
  const ports = [port, toPort].map((digits) => (digits === '' ? undefined : Number(digits)))
  if (!RULE.test(text) || ports.some((one) => one !== undefined && !isPort(one))) return undefined
  return {
    host: withoutBrackets(host).toLowerCase() || undefined,
    port: ports[0],
    toHost: withoutBrackets(toHost) || undefined,
    toPort: ports[1],
  }
}

export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535
}

export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/** Where a connection to `asked` goes. */
export function redirected(rules: readonly ConnectTo[], asked: Endpoint): Endpoint {
  const rule = rules.find(
    ({ host, port }) =>
      (host === undefined || host === asked.host.toLowerCase()) &&
      (port === undefined || port === asked.port),
  )
  return { host: rule?.toHost ?? asked.host, port: rule?.toPort ?? asked.port }
}
