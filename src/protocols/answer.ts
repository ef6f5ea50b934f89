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
