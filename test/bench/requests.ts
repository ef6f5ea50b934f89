// What clients send, as they send it: bytes.

/** Every name has the same length, so that answers have it too. */
export function domainName(index: number): string {
  return `customer-${String(index).padStart(7, '0')}.example`
}

/** As Thunderbird asks. */
export function autoconfigRequest(domain: string): Buffer {
  return Buffer.from(
    [
      `GET /mail/config-v1.1.xml?emailaddress=anna.smith%40${domain} HTTP/1.1`,
      `Host: autoconfig.${domain}`,
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0',
      'Accept: */*',
      'Accept-Language: en-US,en;q=0.5',
      'Accept-Encoding: gzip, deflate',
      'Connection: keep-alive',
      '\r\n',
    ].join('\r\n'),
  )
}

/** As Outlook asks. */
export function autodiscoverRequest(domain: string): Buffer {
  const namespaces = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<Autodiscover xmlns="${namespaces}/requestschema/2006">`,
    '  <Request>',
    `    <EMailAddress>anna.smith@${domain}</EMailAddress>`,
    `    <AcceptableResponseSchema>${namespaces}/responseschema/2006a</AcceptableResponseSchema>`,
    '  </Request>',
    '</Autodiscover>',
  ].join('\r\n')
  const head = [
    'POST /autodiscover/autodiscover.xml HTTP/1.1',
    `Host: autodiscover.${domain}`,
    'User-Agent: Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)',
    'Accept: text/xml',
    'Content-Type: text/xml; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: keep-alive',
    '\r\n',
  ].join('\r\n')
  return Buffer.from(head + body)
}
