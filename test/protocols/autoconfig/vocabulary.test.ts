// The checker itself: sound documents pass, and every way to break one is noticed.
import { expect, test } from 'vitest'
import { parse, type XmlNode } from '../../helpers/xml.js'
import { golden } from './ask.js'
import { faults } from './vocabulary.js'

test.each(['minimal', 'full', 'mapped-customer', 'redirect-addr'])(
  'AC-T35 %s holds nothing but words of the format',
  (name) => {
    expect(faults(golden(name))).toEqual([])
  },
)

const MINIMAL = golden('minimal')
const FULL = golden('full')

function replaced(document: string, from: string | RegExp, to: string): string {
  const changed = document.replace(from, to)
  if (changed === document) throw new Error(`nothing to replace: ${String(from)}`)
  return changed
}

const IMAP_PORT = '<port>993</port>'
const BROKEN: readonly [fault: string, from: string | RegExp, to: string, of?: string][] = [
  ['the XML declaration is missing', /^<\?xml.*\n/, ''],
  ['the XML declaration is missing', 'UTF-8', 'utf-8'],
  ['the XML declaration is missing', /^/, '\n'],
  ['holds a byte order mark', /^/, '\ufeff'],
  ['holds a comment', IMAP_PORT, `<!-- TLS -->${IMAP_PORT}`],
  ['holds a comment, CDATA', '>993<', '><![CDATA[993]]><'],
  ['DOCTYPE', '<clientConfig', '<!DOCTYPE clientConfig>\n<clientConfig'],
  ['holds a processing instruction', '<clientConfig', '<?xml-stylesheet href="x"?>\n<clientConfig'],
  ['holds a namespace', 'version="1.1"', 'version="1.1" xmlns="urn:x"'],
  ['holds a namespace', /<(\/?)port>/g, '<$1a:port>'],
  ['holds a tab', '<clientConfig', '\t<clientConfig'],
  ['holds a tab or a carriage return', /\n/g, '\r\n'],
  ['an entity that XML does not define', 'Example Mail', 'Example&nbsp;Mail'],
  ['escaped twice', 'Example Mail', 'A &amp;amp; B'],
  ['does not end in one line feed', /\n$/, ''],
  ['does not end in one line feed', /\n$/, '\n\n'],
  ['is not indented', '    <domain>', '   <domain>'],
  ['not well-formed', '</emailProvider>', ''],
  ['not well-formed', 'Example Mail', 'Jonas & Co'],
  ['the root is config', /clientConfig/g, 'config'],
  ['has version="1.2"', '1.1', '1.2'],
  ['lacks the attribute version', ' version="1.1"', ''],
  [
    'lacks emailProvider',
    /<emailProvider.*<\/emailProvider>/s,
    '<oAuth2><issuer>a</issuer></oAuth2>',
  ],
  ['has emailProvider 2 times', '</clientConfig>', '<emailProvider id="a.b"/></clientConfig>'],
  ['lacks the attribute id', ' id="example.lt"', ''],
  ['has id="Example Mail"', 'id="example.lt"', 'id="Example Mail"'],
  ['lacks domain', '<domain>example.lt</domain>', ''],
  ['has no plain domain', '<domain>', '<domain purpose="mx">'],
  ['has purpose="mail"', '<domain>', '<domain>example.com</domain><domain purpose="mail">'],
  ['domain has the value "bücher.example"', '>example.lt<', '>bücher.example<'],
  ['domain has the value "Example.lt"', '>example.lt<', '>Example.lt<'],
  ['domain has the value "*.example.lt"', '>example.lt<', '>*.example.lt<'],
  ['has displayName 2 times', '<displayName>', '<displayName>Second</displayName><displayName>'],
  ['displayNameShort has no place here', /displayShortName/g, 'displayNameShort'],
  ['displayName has the value "007"', 'Example Mail', '007'],
  ['displayName has the value "1e3"', 'Example Mail', '1e3'],
  ['displayName has the value "true"', 'Example Mail', 'true'],
  ['displayName has the value "%REALNAME%"', 'Example Mail', '%REALNAME%'],
  ['has no mail server', /<incomingServer.*<\/outgoingServer>/s, ''],
  ['has the type ""', ' type="imap"', ''],
  ['has the type "IMAP"', '"imap"', '"IMAP"'],
  ['has the type "smtp"', '"imap"', '"smtp"'],
  ['has the type "constructor"', '"imap"', '"constructor"'],
  ['hostnam has no place here', /hostname/g, 'hostnam'],
  ['lacks hostname', '<hostname>ssl0.ovh.net</hostname>', ''],
  ['has the value "192.0.2.1:993"', 'ssl0.ovh.net', '192.0.2.1:993'],
  ['has the value "https://ssl0.ovh.net"', 'ssl0.ovh.net', 'https://ssl0.ovh.net'],
  ['has the value "mail.%DOMAIN%"', 'ssl0.ovh.net', 'mail.%DOMAIN%'],
  ['lacks port', IMAP_PORT, ''],
  ['has port 2 times', IMAP_PORT, IMAP_PORT + IMAP_PORT],
  ['port has the value "0"', '993', '0'],
  ['port has the value "65536"', '993', '65536'],
  ['port has the value "0993"', '993', '0993'],
  ['port has the value "imaps"', '993', 'imaps'],
  ['port has blanks around its value', '>993<', '> 993 <'],
  ['lacks socketType', '<socketType>SSL</socketType>', ''],
  ['socketType has the value "TLS"', 'SSL', 'TLS'],
  ['socketType has the value "ssl"', 'SSL', 'ssl'],
  ['socketType has blanks around its value', '>SSL<', '>\n        SSL\n      <'],
  ['lacks authentication', /<authentication>.*<\/authentication>/, ''],
  ['offers the method "plain"', 'password-cleartext', 'plain'],
  ['offers the method "http-basic"', 'password-cleartext', 'http-basic'],
  ['offers the method "none"', 'password-cleartext', 'none'],
  [
    'offers the method "Bearer"',
    '<authentication>password-cleartext',
    '<authentication system="http">Bearer',
  ],
  ['offers the method "password-cleartext"', '<authentication>', '<authentication system="sasl">'],
  [
    'offers the method "scram sha"',
    '<authentication>password-cleartext',
    '<authentication system="sasl">scram sha',
  ],
  ['has system="SASL"', '<authentication>', '<authentication system="SASL">'],
  ['has no username', '<username>%EMAILADDRESS%</username>', ''],
  ['username is empty', '>%EMAILADDRESS%<', '><'],
  ['username has the value "%EMAILADDRESS"', '%EMAILADDRESS%', '%EMAILADDRESS'],
  ['username has the value "%EMAILUSER%"', '%EMAILADDRESS%', '%EMAILUSER%'],
  ['username has an attribute type', '<username>', '<username type="x">'],
  ['password has no place here', IMAP_PORT, `<password>secret</password>${IMAP_PORT}`],
  ['children in another order', /(<hostname>.*<\/hostname>)(\s*)(<port>993<\/port>)/, '$3$2$1'],
  ['children in another order', /(<displayName>.*)(\s*)(<displayShortName>.*)/, '$3$2$1'],
  ['lacks the attribute url', / url="https:\/\/help[^"]*"/, ''],
  ['has url="ftp://help.example.lt"', /url="[^"]*"/, 'url="ftp://help.example.lt"'],
  ['has lang="english!"', 'lang="en"', 'lang="english!"'],
  ['descr is empty', 'Mail client settings', ''],
  ['holds text', '<documentation', 'text<documentation'],
  [
    'inputField has no place here',
    '</emailProvider>',
    '<inputField key="A" label="B">C</inputField></emailProvider>',
  ],
  ['addressBook has no place here', /addressbook/g, 'addressBook', 'full'],
  ['serverURL has no place here', /(<\/?)url>/g, '$1serverURL>', 'full'],
  ['has the type "activesync"', '"activeSync"', '"activesync"', 'full'],
  ['has the type "carddav"', '"caldav"', '"carddav"', 'full'],
  ['calendar has no place here', /(\n {2}<\/emailProvider>)([^]*?<\/calendar>)/, '$2$1', 'full'],
  ['pop3 is empty', /<pop3>[^]*?<\/pop3>/, '<pop3/>', 'full'],
  ['pop3 has no place here', 'type="pop3"', 'type="imap"', 'full'],
  ['has the value "yes"', '>true<', '>yes<', 'full'],
  ['has minutes="often"', 'minutes="15"', 'minutes="often"', 'full'],
  ['oAuth2 is empty', /<oAuth2>[^]*?<\/oAuth2>/, '<oAuth2/>', 'full'],
  ['webMail is empty', /<webMail>[^]*?<\/webMail>/, '<webMail/>', 'full'],
  ['loginButton is empty', '<loginButton id="submit"/>', '<loginButton/>', 'full'],
  [
    'hostname has no place here',
    '<url>https://dav',
    '<hostname>dav.a.b</hostname><url>https://dav',
    'full',
  ],
  [
    'has the value "dav.full.example/cal/"',
    'https://dav.full.example/cal/',
    'dav.full.example/cal/',
    'full',
  ],
]

test.each(BROKEN)('AC-T34 noticed: %s (%s → %s)', (fault, from, to, of = 'minimal') => {
  expect(faults(replaced(of === 'full' ? FULL : MINIMAL, from, to)).join('\n')).toContain(fault)
})

function elements(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(elements)]
}

/** The document with the start of its n-th element changed. */
function withStartTag(index: number, change: (tag: string) => string): string {
  let seen = -1
  return FULL.replaceAll(/<[a-zA-Z0-9][^>]*>/g, (tag) => {
    seen += 1
    return seen === index ? change(tag) : tag
  })
}

const NAMES = elements(parse(FULL)).map(({ name }) => name)

test('AC-T34 an attribute that no rule names is noticed on every element', () => {
  const unnoticed = NAMES.filter((name, index) => {
    const document = withStartTag(index, (tag) => tag.replace(/\/?>$/, ' extra="1"$&'))
    return !faults(document).some((fault) => fault.endsWith(`${name} has an attribute extra`))
  })
  expect(unnoticed).toEqual([])
  expect(NAMES.length).toBeGreaterThan(100)
})

test('AC-T34 an element of another name is noticed before every element but the root', () => {
  const unnoticed = NAMES.filter((name, index) => {
    const document = withStartTag(index, (tag) => `<unheardOf/>${tag}`)
    return name !== 'clientConfig' && !faults(document).some((fault) => fault.includes('unheardOf'))
  })
  expect(unnoticed).toEqual([])
})

test('AC-T34 a blank is noticed at the start of every value', () => {
  const values = elements(parse(FULL)).map(
    ({ children, text }) => children.length === 0 && text !== '',
  )
  const unnoticed = NAMES.filter((_name, index) => {
    if (values[index] !== true) return false
    return faults(withStartTag(index, (tag) => `${tag} `)).length === 0
  })
  expect(unnoticed).toEqual([])
  expect(values.filter(Boolean).length).toBeGreaterThan(70)
})

test('AC-T34 no document at all is noticed, and HTML', () => {
  expect(faults('')).not.toEqual([])
  expect(faults('Not found.\n')).not.toEqual([])
  expect(faults('<!DOCTYPE html><html><body>Hello</body></html>')).not.toEqual([])
})
