// Addresses as people type them and attackers craft them.

export interface GoodAddress {
  id: string
  /** As it is sent, before any encoding. */
  sent: string
  /** As it is read. */
  mailbox: string
}

/** Read by everybody alike. */
export const good: GoodAddress[] = [
  { id: 'E01', sent: 'a@b.example', mailbox: 'a@b.example' },
  { id: 'E01', sent: 'A@B.EXAMPLE', mailbox: 'A@b.example' },
  { id: 'E01', sent: 'a@b.example.', mailbox: 'a@b.example' },
  { id: 'E01', sent: ' a@b.example ', mailbox: 'a@b.example' },
  { id: 'E01', sent: '\r\n\ta@b.example\r\n', mailbox: 'a@b.example' },
  { id: 'E02', sent: 'john+tag@b.example', mailbox: 'john+tag@b.example' },
  { id: 'E04', sent: 'a&b@b.example', mailbox: 'a&b@b.example' },
  { id: 'E04', sent: "a'b@b.example", mailbox: "a'b@b.example" },
  { id: 'E05', sent: '$&@b.example', mailbox: '$&@b.example' },
  { id: 'E05', sent: "$'@b.example", mailbox: "$'@b.example" },
  { id: 'E05', sent: '$`@b.example', mailbox: '$`@b.example' },
  { id: 'E05', sent: '%EMAILADDRESS%@b.example', mailbox: '%EMAILADDRESS%@b.example' },
  { id: 'E05', sent: '%EMAILDOMAIN%@b.example', mailbox: '%EMAILDOMAIN%@b.example' },
  { id: 'E05', sent: '{{7*7}}@b.example', mailbox: '{{7*7}}@b.example' },
  { id: 'E05', sent: '${7*7}@b.example', mailbox: '${7*7}@b.example' },
  { id: 'E05', sent: '%s%n@b.example', mailbox: '%s%n@b.example' },
  { id: 'E09', sent: `${'l'.repeat(64)}@b.example`, mailbox: `${'l'.repeat(64)}@b.example` },
  { id: 'E10', sent: '\u00fc@b.example', mailbox: '\u00fc@b.example' },
  { id: 'E10', sent: 'u\u0308@b.example', mailbox: '\u00fc@b.example' },
  { id: 'E10', sent: '用户@例え.テスト', mailbox: '用户@xn--r8jz45g.xn--zckzah' },
  { id: 'E11', sent: 'a@bücher.example', mailbox: 'a@xn--bcher-kva.example' },
  { id: 'E11', sent: 'a@xn--bcher-kva.example', mailbox: 'a@xn--bcher-kva.example' },
  { id: 'E11', sent: 'a@BÜCHER.example', mailbox: 'a@xn--bcher-kva.example' },
  { id: 'E12', sent: 'a@straße.example', mailbox: 'a@xn--strae-oqa.example' },
  { id: 'E12', sent: 'a@strasse.example', mailbox: 'a@strasse.example' },
  { id: 'E13', sent: 'a@аррӏе.com', mailbox: 'a@xn--80ak6aa92e.com' },
  { id: 'E14', sent: 'a@☃.net', mailbox: 'a@xn--n3h.net' },
  { id: 'E14', sent: 'a@b。example', mailbox: 'a@b.example' },
  { id: 'E14', sent: 'a@ａｂｃ.example', mailbox: 'a@abc.example' },
  { id: 'U04', sent: '*@b.example', mailbox: '*@b.example' },
  { id: 'U04', sent: '|cn=*@b.example', mailbox: '|cn=*@b.example' },
]

/** Refused by POX and JSON, absent for autoconfig. */
export const bad: [id: string, sent: string][] = [
  ['E03', 'a\r\nSet-Cookie: x=1@b.example'],
  ['E03', 'a\r\n@b.example'],
  ['E03', 'a\n@b.example'],
  ['E03', 'a\u0000@b.example'],
  ['E03', 'a\tb@b.example'],
  ['E03', 'a\u007f@b.example'],
  ['E03', 'a\u0085@b.example'],
  ['E03', 'a@b.exam\r\nple'],
  ['E04', '<script>alert(1)</script>@b.example'],
  ['E04', '"><img src=x onerror=1>@b.example'],
  ['E04', ']]>@b.example'],
  ['E04', '--><x>@b.example'],
  ['E06', '"a b"@b.example'],
  ['E06', '"a\\"b"@b.example'],
  ['E06', 'a(comment)@b.example'],
  ['E06', '<a@b.example>'],
  ['E06', 'A B <a@b.example>'],
  ['E06', 'mailto:a@b.example'],
  ['E07', 'a@c@b.example'],
  ['E07', '@b.example'],
  ['E07', 'a@'],
  ['E07', 'a'],
  ['E07', '@'],
  ['E08', '.a@b.example'],
  ['E08', 'a.@b.example'],
  ['E08', 'a..b@b.example'],
  ['E09', `${'l'.repeat(65)}@b.example`],
  ['E09', `${'ü'.repeat(33)}@b.example`],
  ['E09', `${'l'.repeat(10_000)}@b.example`],
  ['E14', 'a@xn--'],
  ['E14', 'a@xn--a'],
  ['E14', 'a@xn--.example'],
  ['E14', 'a@xn--a.example'],
  ['E15', 'a@127.0.0.1'],
  ['E15', 'a@[127.0.0.1]'],
  ['E15', 'a@0x7f.1'],
  ['E15', 'a@2130706433'],
  ['E15', 'a@[IPv6:::1]'],
  ['E15', 'a@localhost'],
  ['E15', 'a@b'],
  ['E16', 'a@b.example/../x'],
  ['E16', 'a@b.example?x'],
  ['E16', 'a@b.example#x'],
  ['E16', 'a@b.example:80'],
  ['E16', 'a@%65xample.com'],
  ['E16', 'a@b.exam\\ple'],
  ['E16', 'a@b.exam\tple'],
  ['E17', 'a@-b.example'],
  ['E17', 'a@b-.example'],
  ['E17', 'a@b..example'],
  ['E17', 'a@.b.example'],
  ['E17', 'a@b.example..'],
  ['E17', 'a@a_b.example'],
  ['E17', 'a@b.123'],
  ['E19', 'a\u202eb@b.example'],
  ['E19', 'a\u200bb@b.example'],
  ['E19', 'a\ufeffb@b.example'],
  ['E19', 'a\u2066b@b.example'],
  ['E19', 'a\u00a0b@b.example'],
  ['E19', 'a\u3000b@b.example'],
  ['E19', 'a@b\u200b.example'],
  ['U04', ')(uid=*@b.example'],
  ['U04', '\\00@b.example'],
  ['U04', '|(cn=*)@b.example'],
]

export interface QueryRow {
  id: string
  title: string
  /** As it goes over the wire. */
  query: string
  autoconfig: 'found' | 'absent'
  /** Here the parameter is called Email. */
  json: 'found' | 'absent' | 'malformed'
}

/** `emailaddress` stands for the parameter's name; any letter of it may be changed in `spelled`. */
export const queries: QueryRow[] = [
  {
    id: 'E02',
    title: 'a raw plus',
    query: '{}=john+tag@b.example',
    autoconfig: 'found',
    json: 'found',
  },
  {
    id: 'E02',
    title: 'an encoded plus',
    query: '{}=john%2Btag%40b.example',
    autoconfig: 'found',
    json: 'found',
  },
  {
    id: 'E18',
    title: 'octets that are no UTF-8',
    query: '{}=%FF%FE@b.example',
    autoconfig: 'absent',
    json: 'malformed',
  },
  {
    id: 'E18',
    title: 'an encoded surrogate',
    query: '{}=%ED%A0%80@b.example',
    autoconfig: 'absent',
    json: 'malformed',
  },
  {
    id: 'E18',
    title: 'a bad escape',
    query: '{}=%zz@b.example',
    autoconfig: 'absent',
    json: 'malformed',
  },
  {
    id: 'E20',
    title: 'twice: the first wins (design: JSON refuses)',
    query: '{}=a@b.example&{}=a@nobody.invalid',
    autoconfig: 'found',
    json: 'malformed',
  },
  {
    id: 'E20',
    title: 'twice, the first unknown',
    query: '{}=a@nobody.invalid&{}=a@b.example',
    autoconfig: 'absent',
    json: 'malformed',
  },
  {
    id: 'E20',
    title: 'other letters',
    query: '{case}=a@b.example',
    autoconfig: 'found',
    json: 'found',
  },
  {
    id: 'E20',
    title: 'an encoded name',
    query: '{%}=a@b.example',
    autoconfig: 'found',
    json: 'found',
  },
  { id: 'E20', title: 'an array', query: '{}[]=a@b.example', autoconfig: 'absent', json: 'absent' },
  {
    id: 'E20',
    title: 'names of prototypes',
    query: '__proto__=x&constructor=y&{}=a@b.example&hasOwnProperty',
    autoconfig: 'found',
    json: 'found',
  },
  {
    id: 'E20',
    title: 'nothing but names of prototypes',
    query: '__proto__=a@b.example&constructor=y',
    autoconfig: 'absent',
    json: 'absent',
  },
  {
    id: 'E20',
    title: 'empty',
    query: '{}=',
    autoconfig: 'absent',
    json: 'absent',
  },
  {
    id: 'E20',
    title: 'among 200 others',
    query: `${'x=1&'.repeat(200)}&&=&{}=a@b.example`,
    autoconfig: 'found',
    json: 'found',
  },
]
