// Several faults of one place: files with a mark at each, all told in one run, and each once.
import type { Row } from './rules.cases.js'
import { domains, provider, top } from './settings-text.js'

export const SEVERAL: Row[] = [
  [
    'an entry of two forms, each of them wrong',
    domains('a.example: »{ provider: »q, »displayNam: x, redirectAddr: »foo }'),
    'error domains.a.example: needs exactly one of provider, redirect and redirectAddr, or the word none',
    'error domains.a.example.provider: there is no provider "q"; write one of: none, p',
    'error domains.a.example.displayNam: unknown key "displayNam"; did you mean "displayName"?',
    'error domains.a.example.redirectAddr: must look like "%EMAILLOCALPART%@other.example"',
  ],
  [
    'an entry with an unknown key and an unknown server',
    domains('a.example: { provider: p, incomingServers: [»{ type: imapp }], »displayNam: x }'),
    'error domains.a.example.incomingServers.0: unknown type "imapp"; did you mean "imap"?',
    'error domains.a.example.displayNam: unknown key "displayNam"; did you mean "displayName"?',
  ],
  [
    'an unknown provider, and what replaces its fields',
    domains('a.example: { provider: »q, incomingServers: [»imapp, imap], note: { x_y: »A } }'),
    'error domains.a.example.provider: there is no provider "q"; write one of: none, p',
    'error domains.a.example.incomingServers.0: unknown type "imapp"; did you mean "imap"?',
    'warning domains.a.example.note.x_y: "x_y" is no language tag',
  ],
  [
    'a name that is none, and its entry',
    domains('»_x: { provider: »q, »port: 1 }', '»_y: »5', '»_z: »q'),
    'error domains._x: "_x" is no domain name',
    'error domains._x.provider: there is no provider "q"; write one of: none, p',
    'error domains._x.port: unknown key "port"; see the settings reference',
    'error domains._y: "_y" is no domain name',
    'error domains._y: must be a text; put it in quotes',
    'error domains._z: "_z" is no domain name',
    'error domains._z: there is no provider "q"; write one of: none, p',
  ],
  [
    'names of a provider',
    provider('domains: [»5, »"*.b.example", »b..c, { name: »5 }, »{ name: d..e }]'),
    'error providers.p.domains.0: must be a text; put it in quotes',
    'error providers.p.domains.1: "*.b.example" cannot be published; wildcards belong in the map "domains" at the top level',
    'error providers.p.domains.2: "b..c" is no domain name',
    'error providers.p.domains.3.name: must be a text; put it in quotes',
    'error providers.p.domains.4: "d..e" is no domain name',
  ],
  [
    'extensions',
    provider(
      'extensions: [{ element: »"a:b", children: [»{ element: password }] }, »{ element: password }, »{ element: x, text: a, children: [{ element: y }] }, »5]',
    ),
    'error providers.p.extensions.0.element: is no name of an XML element',
    'error providers.p.extensions.0.children.0: passwords are never kept here; remove it',
    'error providers.p.extensions.1: passwords are never kept here; remove it',
    'error providers.p.extensions.2: an element holds text or children, not both',
    'error providers.p.extensions.3: must be a map (key: value)',
  ],
  [
    'documents and their languages',
    provider(
      'documentation: [{ url: »x, descr: { x_y: »A } }, { url: "https://x.example/", descr: { z_y: »A } }]',
    ),
    'error providers.p.documentation.0.url: is no URL; write it as https://host/path, without user name and password',
    'warning providers.p.documentation.0.descr.x_y: "x_y" is no language tag',
    'warning providers.p.documentation.1.descr.z_y: "z_y" is no language tag',
  ],
  [
    'lists of domains',
    top('domainFiles: [»5, »missing.tsv]'),
    'error domainFiles.0: must be a text; put it in quotes',
    'error domainFiles.1: "missing.tsv": there is no such file',
  ],
  [
    'a redirect in a circle, and another that is no URL',
    domains('a.example: { redirect: { page: »"https://www.a.example/", autoconfig: »x } }'),
    `error domains.a.example.redirect.page: leads back to the same domain`,
    'error domains.a.example.redirect.autoconfig: must be an https:// URL in ASCII, without user name, fragment and placeholders',
  ],
  [
    'an entry that names a mailbox as a number: nothing else is wrong with it',
    domains('a.example: { redirectAddr: »5 }', 'b.example: { provider: »5, displayName: A }'),
    'error domains.a.example.redirectAddr: must be a text; put it in quotes',
    'error domains.b.example.provider: must be a text; put it in quotes',
  ],
  [
    'misspelt keys: what they were meant for is not missing',
    `${provider('»hostnam: mail.example.net', '»outgoingServer: [smtp]').replace(/ +(?:hostname|outgoingServers):.*\n/g, '')}domains:\n  a.example: { »providr: p }\n`,
    'error providers.p.hostnam: unknown key "hostnam"; did you mean "hostname"?',
    'error providers.p.outgoingServer: unknown key "outgoingServer"; did you mean "outgoingServers"?',
    'error domains.a.example.providr: unknown key "providr"; did you mean "provider"?',
  ],
  [
    'a sending server of a wrong type is one all the same',
    provider('outgoingServers: [{ »typ: smtp }]').replace('{ »', '»{ »'),
    'error providers.p.outgoingServers.0.type: is missing; it must be a text',
    'error providers.p.outgoingServers.0.typ: unknown key "typ"; did you mean "type"?',
  ],
  [
    'providers that are called like fields',
    ['note', 'domains', 'extensions', 'type']
      .map(
        (name) =>
          `  ${name}: { displayName: N, accent: »red, domains: [»a_b.${name}], incomingServers: [{ type: imap, hostname: a.example, port: »0 }], outgoingServers: [{ type: smtp, hostname: a.example }] }\n`,
      )
      .reduce((text, line) => text + line, 'publicUrl: https://setup.example.net\nproviders:\n'),
    ...['note', 'domains', 'extensions', 'type'].flatMap((name) => [
      `error providers.${name}.accent: must be a colour like "#0b57d0", in quotes`,
      `error providers.${name}.domains.0: "a_b.${name}" is no domain name`,
      `error providers.${name}.incomingServers.0.port: must be between 1 and 65535`,
    ]),
  ],
]
