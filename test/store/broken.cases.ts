// One file with every kind of mistake, a mark at each, and what is said there, in the order of the marks.

export const BROKEN = `# nothing is right in here
»publicURL: https://setup.example.net
autodiscoverUrl: »http://ad.example.net/autodiscover/autodiscover.xml
apple: { certificateFile: »5 }
»color: red
»__proto__: { polluted: true }
»7: seven
providers:
  »my provider: { displayName: A }
  first:
    displayName: First
    »displayName: Second
    username: »%EMAILADDRESS%
    hostname: »imap example.net
    incomingServers:
      - »imaps
      - { type: imap, port: »70000, socketType: »ssl, »prot: 1 }
      - »{ type: pop3, port: 2110 }
      - { type: jmap, url: »ftp://x.example/ }
      - { type: jmap, url: "https://x.example/", hostname: »x.example }
      - { type: imap, »password: secret }
    outgoingServers: »smtp
    note: »"bell \\u0007"
    domains: [first.example, »"*.wild.example", »local host]
    »accent: #0b57d0
  second:
   »\tdisplayName: Second
domains:
  »*.unquoted.example: first
  »empty.example:
  »localhost: first
  unknown.example: »fist
  »FIRST.example: first
  both.example: »{ provider: first, redirectAddr: a@b.example }
  loop.example: { redirect: { page: »https://www.loop.example/ } }
  a.example: { redirectAddr: "%EMAILLOCALPART%@b.example" }
  b.example: { redirectAddr: »"%EMAILLOCALPART%@a.example" }
  value.example: »*first
  number.example: »1
domainFiles: [customers.tsv, »missing.tsv]
»---
providers: {}
`
export const SAID = [
  'error publicURL: unknown key "publicURL"; did you mean "publicUrl"?',
  'error autodiscoverUrl: must be an https:// URL that ends in /autodiscover/autodiscover.xml, in small letters',
  'error apple.certificateFile: must be a text; put it in quotes',
  'error color: unknown key "color"; write one of: $schema, publicUrl, autodiscoverUrl, support, apple, providers, domains, domainFiles',
  'error : "__proto__" is no key',
  'error : a key must be a text; put it in quotes',
  'error providers.my provider: a provider is named with letters, digits, ".", "_" and "-", and not "none"',
  'error : "displayName" stands twice in the same map',
  'error : a value that starts with %, @ or ` needs quotes: "%EMAILADDRESS%"',
  'error providers.first.hostname: is no host name; write it like imap.example.com, without scheme, port and spaces',
  'error providers.first.incomingServers.0: unknown type "imaps"; did you mean "imap"?',
  'error providers.first.incomingServers.1.port: must be between 1 and 65535',
  'error providers.first.incomingServers.1.socketType: must be one of: SSL, STARTTLS, plain',
  'error providers.first.incomingServers.1.prot: unknown key "prot"; did you mean "port"?',
  'error providers.first.incomingServers.2: port 2110 has no default; write socketType: SSL or STARTTLS',
  'error providers.first.incomingServers.3.url: is no URL; write it as https://host/path, without user name and password',
  'error providers.first.incomingServers.4.hostname: a server has a hostname or a url, not both',
  'error providers.first.incomingServers.5.password: passwords are never kept here; remove it',
  'error providers.first.outgoingServers: must be a list',
  'error providers.first.note: holds a control character; remove it',
  'error providers.first.domains.1: "*.wild.example" cannot be published; wildcards belong in the map "domains" at the top level',
  'error providers.first.domains.2: "local host" is no domain name',
  'error providers.first.accent: is empty; write a text, or leave the key out',
  'error : a tab cannot indent here; use spaces',
  'error : a name that starts with * needs quotes: "*.example.com"',
  'error domains.empty.example: is empty; write a provider, or none for a domain without mail',
  'error domains.localhost: "localhost" is no domain name',
  'error domains.unknown.example: there is no provider "fist"; did you mean "first"?',
  'error domains.FIRST.example: "first.example" stands here a second time, first with provider "first"',
  'error domains.both.example: needs exactly one of provider, redirect and redirectAddr, or the word none',
  'error domains.loop.example.redirect.page: leads back to the same domain',
  'error domains.b.example.redirectAddr: leads back to the same domain',
  'error : a name that starts with * needs quotes: "*.example.com"',
  'error domains.number.example: must be a text; put it in quotes',
  'error domainFiles.1: "missing.tsv": there is no such file',
  'error : a settings file holds one document; remove the line "---"',
]

/** Beside the file, and what is said of it after everything else. */
export const CUSTOMERS = 'customer.example\tthird\n'
export const SAID_OF_CUSTOMERS =
  'customers.tsv:1:18 error : there is no provider "third"; write one of: none, first, second'
