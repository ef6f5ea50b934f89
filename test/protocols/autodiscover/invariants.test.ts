// The judge is judged: a broken answer it does not notice would make every other test here worthless.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { judgeDocument } from './documents.js'
import { type Seen, violations } from './invariants.js'
import { MOBILESYNC, SETTINGS, ERROR, REDIRECT, GET_SETTINGS } from './samples.js'

const XML = {
  'content-type': 'text/xml; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

function seen(body: string, change: Partial<Seen> = {}): Seen {
  const headers = { ...XML, 'content-length': Buffer.byteLength(body).toString() }
  return {
    method: 'POST',
    status: 200,
    body,
    ...change,
    headers: { ...headers, ...change.headers },
  }
}

test.each(
  titled([
    { title: 'settings', kind: 'settings', body: SETTINGS },
    { title: 'settings for a domain', kind: 'settings', body: GET_SETTINGS },
    { title: 'a redirect', kind: 'redirect', body: REDIRECT },
    { title: 'mobilesync', kind: 'mobilesync', body: MOBILESYNC },
    { title: 'an error', kind: 'error', body: ERROR },
  ]),
)('AD-T-INV accepts %s as documented', (_title, { kind, body }) => {
  expect(judgeDocument(body)).toEqual({ kind, wrong: [] })
})

/** `from` → `to` in a sound document breaks it, and this is said. */
const broken: { from: string; to: string; says: string; body?: string }[] = [
  { from: '<?xml', to: ' <?xml', says: 'no XML declaration' },
  { from: '<?xml', to: '\ufeff<?xml', says: 'no XML declaration' },
  { from: '<?xml version="1.0" encoding="utf-8"?>', to: '', says: 'no XML declaration' },
  { from: '<User>', to: '<!DOCTYPE a><User>', says: 'a DOCTYPE' },
  { from: '<User>', to: '<!-- us --><User>', says: 'a DOCTYPE, comment' },
  { from: '<User>', to: '<?us?><User>', says: 'a processing instruction' },
  { from: '</User>', to: '', says: 'not well-formed' },
  { from: '<Account>', to: '<Account xmlns:a="urn:a">', says: 'a prefix: xmlns:a' },
  { from: '<Account>', to: '<Account id="1">', says: 'attribute id is unknown' },
  { from: 'responseschema/2006"', to: 'responseschema/2006a"', says: 'Autodiscover: attribute' },
  { from: 'outlook/responseschema/2006a', to: 'outlook/x', says: 'an unknown namespace' },
  { from: 'http://schemas.microsoft.com/exchange/autodiscover/outlook', to: 'https://s', says: '' },
  { from: '<Type>IMAP</Type>', to: '<Type>imap</Type>', says: 'imap' },
  { from: '<Type>POP3</Type>', to: '<Type>POP</Type>', says: 'POP' },
  { from: '<Type>POP3</Type>', to: '<Type>IMAP</Type>', says: 'a type twice' },
  { from: '<Type>POP3</Type>', to: '<Type>WEB</Type>', says: 'WEB' },
  { from: '<Server>mail.example.net</Server>', to: '<Server/>', says: 'Server: ""' },
  { from: '<Server>mail', to: '<Server>https://mail', says: 'Server: "https' },
  { from: '<Server>mail', to: '<Server>\n mail', says: 'Server: ' },
  { from: '</Server>', to: '</Server><Server>evil.example</Server>', says: '2 times Server' },
  { from: '<Port>993</Port>', to: '', says: 'no Port' },
  { from: '<Port>993</Port>', to: '<Port>0</Port>', says: 'Port: "0"' },
  { from: '<Port>993</Port>', to: '<Port>70000</Port>', says: 'Port: "70000"' },
  { from: '<SSL>on</SSL>', to: '<SSL/>', says: 'SSL: ""' },
  { from: '<SSL>on</SSL>', to: '<SSL>true</SSL>', says: 'SSL: "true"' },
  { from: '<SSL>on</SSL>', to: '<TLS>on</TLS>', says: 'TLS is unknown here' },
  { from: '<SSL>on</SSL>', to: '<SSL>off</SSL>', says: 'port 993 with off/SSL' },
  { from: 'Encryption>SSL', to: 'Encryption>TLS', says: 'port 993 with on/TLS' },
  { from: 'Encryption>SSL', to: 'Encryption>Auto', says: 'Auto' },
  { from: '<Port>993</Port>', to: '<Port>143</Port>', says: 'port 143 with on/SSL' },
  { from: '<SPA>off</SPA>', to: '', says: 'no SPA' },
  { from: '<LoginName>ana@example.org</LoginName>', to: '', says: 'nobody is named' },
  { from: '<LoginName>ana@example.org</LoginName>', to: '<LoginName/>', says: 'LoginName: ""' },
  { from: 'DomainRequired>off', to: 'DomainRequired>on', says: 'do not go together' },
  { from: '<UsePOPAuth>on</UsePOPAuth>', to: '', says: 'no UsePOPAuth' },
  { from: '<SMTPLast>off</SMTPLast>', to: '<TTL>1</TTL>', says: 'TTL is unknown here' },
  { from: '<Type>IMAP</Type>', to: '<Type>SMTP</Type>', says: 'out of order' },
  { from: '<AccountType>email</AccountType>', to: '', says: 'no AccountType' },
  { from: '<Action>settings</Action>', to: '<Action>guess</Action>', says: 'Action is "guess"' },
  { from: '<Account>', to: '<Account><Image>x</Image>', says: 'Image is unknown here' },
  {
    from: '</Account>',
    to: '</Account><Account><AccountType>email</AccountType></Account>',
    says: '2 times Account',
  },
  {
    from: '<AccountType>email</AccountType><Action>settings</Action>',
    to: '<Action>settings</Action><AccountType>email</AccountType>',
    says: 'AccountType comes too late',
  },
  { from: '<User>', to: '<User><DisplayName>Ana</DisplayName>', says: 'DisplayName is unknown' },
  { from: '<Account>', to: 'hello<Account>', says: 'text beside elements' },
  {
    body: GET_SETTINGS,
    from: '<DomainRequired>on',
    to: '<LoginName>ana</LoginName><DomainRequired>on',
    says: 'LoginName, but nobody asked',
  },
  { body: REDIRECT, from: 'https://', to: 'http://', says: 'RedirectUrl' },
  { body: REDIRECT, from: '</Account>', to: '<Protocol>x</Protocol></Account>', says: 'Protocol' },
  { body: MOBILESYNC, from: '<Name>https', to: '<Name>https://x', says: 'Name is not the Url' },
  { body: MOBILESYNC, from: '<Type>MobileSync</Type>', to: '', says: 'no Type' },
  { body: ERROR, from: '14:02:09.0417350', to: '14:35:300.24', says: 'attribute Time' },
  { body: ERROR, from: '2837465019', to: '4294967296', says: 'does not fit' },
  { body: ERROR, from: '<DebugData/>', to: '<DebugData>/srv</DebugData>', says: 'DebugData' },
  { body: ERROR, from: '>600<', to: '>604<', says: 'ErrorCode' },
  { body: ERROR, from: 'The request', to: 'The request &lt;Foo&gt;', says: 'Message' },
]

test.each(broken.map((row) => [row.from, row.to, row] as const))(
  'AD-T-INV notices %s → %s',
  (from, to, { body = SETTINGS, says }) => {
    expect(body).toContain(from)
    const { wrong } = judgeDocument(body.replace(from, to))
    expect(wrong.join('\n')).toContain(says)
    expect(wrong).not.toEqual([])
  },
)

const badAnswers: { title: string; answer: Seen; says: string }[] = [
  { title: 'a password question', says: 'status 401', answer: seen(ERROR, { status: 401 }) },
  {
    title: 'a challenge',
    says: 'www-authenticate',
    answer: seen(SETTINGS, { headers: { 'www-authenticate': 'Basic' } }),
  },
  {
    title: 'the sign of an Exchange server',
    says: 'x-soap-enabled',
    answer: seen(SETTINGS, { headers: { 'x-soap-enabled': 'True' } }),
  },
  { title: 'nothing at all', says: 'status 204', answer: seen('', { status: 204 }) },
  { title: 'an error with 200', says: 'error with status 200', answer: seen(ERROR) },
  { title: 'settings with 404', says: 'status 404', answer: seen(SETTINGS, { status: 404 }) },
  { title: 'the wrong status', says: 'error 600', answer: seen(ERROR, { status: 500 }) },
  {
    title: 'a kept answer with an address in it',
    says: 'not Cache-Control: no-store',
    answer: seen(SETTINGS, { headers: { 'cache-control': 'public, max-age=300' } }),
  },
  {
    title: 'capitals in the type, which Thunderbird refuses',
    says: 'Content-Type Text/XML',
    answer: seen(SETTINGS, { headers: { 'content-type': 'Text/XML; charset=utf-8' } }),
  },
  {
    title: 'a wrong length',
    says: 'Content-Length 7',
    answer: seen(SETTINGS, { headers: { 'content-length': '7' } }),
  },
  {
    title: 'a relative redirect',
    says: '302 to nowhere',
    answer: seen('', { status: 302, headers: { location: '/autodiscover/autodiscover.xml' } }),
  },
  { title: '405 with a document', says: 'short text', answer: seen(ERROR, { status: 405 }) },
]

test.each(titled(badAnswers))('AD-T-INV notices %s', (_title, { answer, says }) => {
  expect(violations(answer).join('\n')).toContain(says)
})

test('AD-T-INV has nothing against a sound answer', () => {
  expect(violations(seen(SETTINGS))).toEqual([])
  expect(violations(seen(ERROR, { status: 400 }))).toEqual([])
})
