// Requests as real clients send them: bytes and headers. Where nobody captured the bytes of a version,
// the shape is that of its source code, at the revision in the file's name, or of Microsoft's
// documentation, and `from` says so.

export interface RealRequest {
  /** The client, and its version where it matters. */
  title: string
  from: 'captured' | 'source code' | 'documentation'
  /** In requests/; none: a GET. */
  file?: string
  path?: string
  headers: Readonly<Record<string, string>>
  /** In which schema it wants to be answered. */
  wants: 'outlook' | 'mobilesync'
}

const LOWER = '/autodiscover/autodiscover.xml'
const BASIC = `Basic ${Buffer.from('user@example.lt:lab-password').toString('base64')}`

export const realRequests: readonly RealRequest[] = [
  {
    title: 'Thunderbird 153.7.0, before it knows a password',
    from: 'captured',
    file: 'thunderbird-153.7.0.xml',
    headers: {
      host: 'autodiscover.example.lt',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7.0',
      accept: '*/*',
      'accept-language': 'en-US,en;q=0.9',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'content-type': 'text/xml; charset=utf-8',
    },
    wants: 'outlook',
  },
  {
    title: 'Thunderbird 153.7.0, with a password nobody asked for',
    from: 'captured',
    file: 'thunderbird-153.7.0.xml',
    headers: {
      host: 'example.lt',
      'content-type': 'text/xml; charset=utf-8',
      authorization: BASIC,
    },
    wants: 'outlook',
  },
  {
    title: 'exchangelib 4.9, capital A twice',
    from: 'captured',
    file: 'exchangelib-4.9.xml',
    path: '/Autodiscover/Autodiscover.xml',
    headers: {
      host: 'autodiscover.example.lt',
      'content-type': 'text/xml; charset=utf-8',
    },
    wants: 'outlook',
  },
  {
    title: 'Evolution-EWS and GNOME Online Accounts, no declaration',
    from: 'source code',
    file: 'evolution-ews-3e4e2c1c.xml',
    headers: {
      host: 'example.lt',
      'content-type': 'text/xml; charset=utf-8',
    },
    wants: 'outlook',
  },
  {
    title: 'FairEmail, as a form and standalone="no"',
    from: 'source code',
    file: 'fairemail-e23dd9df.xml',
    headers: { host: 'example.lt', 'content-type': 'application/x-www-form-urlencoded' },
    wants: 'outlook',
  },
  {
    title: 'EWS Managed API, no declaration',
    from: 'source code',
    file: 'ews-managed-api-25a393db.xml',
    headers: {
      host: 'autodiscover.example.lt',
      'user-agent': 'ExchangeServicesClient/15.0',
      accept: 'text/xml',
      'content-type': 'text/xml; charset=utf-8',
    },
    wants: 'outlook',
  },
  {
    title: 'Outlook 2016, as headers were logged and its body is documented',
    from: 'documentation',
    file: 'outlook-2016.xml',
    path: '/Autodiscover/autodiscover.xml',
    headers: {
      host: 'autodiscover.example.lt',
      'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10730; Pro)',
      'x-mapihttpcapability': '1',
      'x-anchormailbox': 'user@example.lt',
      'x-clientcanhandle': 'Negotiate, ExHttpInfo',
      'content-type': 'text/xml',
    },
    wants: 'outlook',
  },
  {
    title: 'Outlook with a profile of old, address and directory name',
    from: 'documentation',
    file: 'outlook-legacy-dn.xml',
    headers: { host: 'autodiscover.example.lt', 'content-type': 'text/xml' },
    wants: 'outlook',
  },
  {
    title: 'eM Client, which sends no User-Agent',
    from: 'documentation',
    file: 'outlook-2016.xml',
    headers: { host: 'autodiscover.example.lt', 'content-type': 'text/xml' },
    wants: 'outlook',
  },
  {
    title: 'Android Exchange (AOSP)',
    from: 'source code',
    file: 'android-exchange-10f2c982.xml',
    headers: { host: 'example.lt', 'content-type': 'text/xml', authorization: BASIC },
    wants: 'mobilesync',
  },
  {
    title: 'Delta Chat 1.142: Host and accept, nothing else',
    from: 'captured',
    path: LOWER,
    headers: { host: 'example.lt', accept: '*/*' },
    wants: 'outlook',
  },
]
