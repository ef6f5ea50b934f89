// Requests with a DOCTYPE: each a known attack or its harmless look-alike, and all refused.
import { DECLARATION, outlook } from './bodies.js'

const doctype = (inside: string, address = 'ana@example.org') =>
  outlook(address).replace(DECLARATION, `${DECLARATION}<!DOCTYPE Autodiscover ${inside}>`)

const laughs = Array.from({ length: 9 }, (_, level) => {
  const inside = level === 0 ? 'marker' : `&l${level - 1};`.repeat(10)
  return `<!ENTITY l${level} "${inside}">`
}).join('')

/** `port` is that of a listener on loopback that must never be called. */
export const doctypeRows: { title: string; body: (port: number) => string }[] = [
  { title: 'without an entity', body: () => doctype('') },
  { title: 'in small letters', body: () => doctype('').replace('DOCTYPE', 'doctype') },
  {
    title: 'with an internal entity as the address',
    body: () => doctype('[<!ENTITY e "marker@example.org">]', '&e;'),
  },
  {
    title: 'with an entity that shadows &lt;',
    body: () => doctype('[<!ENTITY l. "<img src=x>">]', '&l.;@example.org'),
  },
  {
    title: 'with an external file',
    body: () => doctype('[<!ENTITY e SYSTEM "file:///etc/passwd">]', '&e;@example.org'),
  },
  {
    title: 'with an external URL',
    body: (port) => doctype(`[<!ENTITY e SYSTEM "http://127.0.0.1:${port}/e">]`, '&e;@example.org'),
  },
  {
    title: 'with an external subset',
    body: (port) => doctype(`SYSTEM "http://127.0.0.1:${port}/dtd"`),
  },
  {
    title: 'with a parameter entity',
    body: (port) => doctype(`[<!ENTITY % p SYSTEM "http://127.0.0.1:${port}/p"> %p;]`),
  },
  { title: 'with entities in nine levels', body: () => doctype(`[${laughs}]`, '&l8;@example.org') },
  {
    title: 'with one large entity, many times',
    body: () => doctype(`[<!ENTITY e "${'m'.repeat(6000)}">]`, '&e;'.repeat(2000)),
  },
  { title: 'a second time', body: () => doctype('').replace('<Auto', '<!DOCTYPE Auto><Auto') },
]
