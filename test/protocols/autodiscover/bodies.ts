// Request bodies, written as the protocol's documentation writes them.

const SCHEMAS = 'http://schemas.microsoft.com/exchange/autodiscover'
export const OUTLOOK_REQUEST = `${SCHEMAS}/outlook/requestschema/2006`
export const OUTLOOK_RESPONSE = `${SCHEMAS}/outlook/responseschema/2006a`
export const MOBILESYNC_REQUEST = `${SCHEMAS}/mobilesync/requestschema/2006`
export const MOBILESYNC_RESPONSE = `${SCHEMAS}/mobilesync/responseschema/2006`
export const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

/** As a client escapes it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

export function schema(uri: string): string {
  return element('AcceptableResponseSchema', uri)
}

/** A request with this markup inside `Request`. */
export function request(content: string, namespace = OUTLOOK_REQUEST): string {
  return `${DECLARATION}<Autodiscover xmlns="${namespace}"><Request>${content}</Request></Autodiscover>`
}

/** `address` is markup: what must be escaped comes escaped. */
export function outlook(address: string): string {
  return request(element('EMailAddress', address) + schema(OUTLOOK_RESPONSE))
}

export function mobilesync(address: string): string {
  const content = element('EMailAddress', address) + schema(MOBILESYNC_RESPONSE)
  return request(content, MOBILESYNC_REQUEST)
}
