// Where another service is asked: an origin, an ISPDB, or a URL with places to fill in.
import { PATHS } from '../settings/paths.js'
import { isWebUrl } from './web-document.js'

export interface ServiceUrl {
  /** Whether it is told the address, or the domain alone. */
  namesMailbox: boolean
  urlFor: (domain: string, address: string) => string
}

const PLACEHOLDER = /%(EMAILADDRESS|EMAILDOMAIN|EMAILLOCALPART)%/g

/**
 * `https://old.example` is asked at the path that clients ask at; to a path that ends in `/` the domain is appended,
 * as to an ISPDB; placeholders are filled in. Undefined: no URL of a web server.
 */
export function parseServiceUrl(text: string): ServiceUrl | undefined {
  if (!isWebUrl(text.replace(PLACEHOLDER, 'x'))) return undefined
  if (text.search(PLACEHOLDER) !== -1) {
    return {
      namesMailbox: /%EMAIL(?:ADDRESS|LOCALPART)%/.test(text),
      urlFor: (domain, address) => {
        const values: Readonly<Record<string, string>> = {
          EMAILADDRESS: address,
          EMAILDOMAIN: domain,
          EMAILLOCALPART: address.slice(0, address.lastIndexOf('@')),
        }
        return text.replace(PLACEHOLDER, (_, name: string) =>
          encodeURIComponent(values[name] ?? ''),
        )
      },
    }
  }
  const { pathname, search } = new URL(text)
  if (pathname.endsWith('/') && pathname !== '/' && search === '') {
    return { namesMailbox: false, urlFor: (domain) => `${text}${domain}` }
  }
  const path = pathname === '/' ? PATHS.autoconfig : pathname
  return {
    namesMailbox: true,
    urlFor: (_domain, address) => {
      const url = new URL(text)
      url.pathname = path
      url.searchParams.set('emailaddress', address)
      return url.href
    },
  }
}
