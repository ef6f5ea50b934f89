// Where another service is asked: an origin, an ISPDB, or a URL with places to fill in.
import { namesMailbox, replacePlaceholders } from '../settings/placeholders.js'
import { PATHS } from '../settings/paths.js'
import { isWebUrl } from './web-document.js'

export interface ServiceUrl {
  /** Whether it is told the address, or the domain alone. */
  namesMailbox: boolean
  urlFor: (domain: string, address: string) => string
}

/**
 * `https://old.example` is asked at the path that clients ask at; to a path that ends in `/` the domain is appended,
 * as to an ISPDB; placeholders are filled in. Undefined: no URL of a web server.
 */
export function parseServiceUrl(text: string): ServiceUrl | undefined {
  const anywhere = replacePlaceholders(text, ANYBODYS)
  if (!isWebUrl(anywhere)) return undefined
  if (anywhere !== text) {
    return {
      namesMailbox: namesMailbox(text),
      urlFor: (domain, address) =>
        replacePlaceholders(text, {
          EMAILADDRESS: encodeURIComponent(address),
          EMAILLOCALPART: encodeURIComponent(address.slice(0, address.lastIndexOf('@'))),
          EMAILDOMAIN: domain,
        }),
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

const ANYBODYS = { EMAILADDRESS: 'x', EMAILLOCALPART: 'x', EMAILDOMAIN: 'x' }
