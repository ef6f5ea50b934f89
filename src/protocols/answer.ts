// What a protocol answers, before any framework sees it: the same for HTTP and for `render`.

export interface Answer {
  status: number
  headers: Readonly<Record<string, string>>
  /** Text, or octets of what is no text; empty for answers that have none. */
  body: string | Uint8Array
}

// An echoed fragment can never run, whatever a browser makes of the type.
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
} as const

/** What is not there may be there in a minute. */
export const CACHED_BRIEFLY = { 'cache-control': 'public, max-age=60' } as const

/** A short text for whoever reads it when something is not there or goes wrong; kept by nobody unless `headers` say so. */
export function textAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...SECURITY_HEADERS,
      'cache-control': 'no-store',
      ...headers,
    },
    body,
  }
}
