// QR codes as they stand on the page, read back.
import {
  AUTHENTICATION_TYPE,
  CONNECTION_SECURITY,
  encodeAccounts,
  INCOMING_PROTOCOL,
} from 'thunderbird-account-qr-code'
import { expect, test } from 'vitest'
import { attribute, withClass } from '../../helpers/html.js'
import { readSvg } from '../../helpers/qr.js'
import { type Page, startPages } from './ask.js'

function codes({ document }: Page): (string | undefined)[] {
  return withClass(document, 'qr').map((svg) => readSvg(svg))
}

test.each(['en', 'lt'])('AP-B17 the code for an iPhone leads to its page, in %s', async (lang) => {
  const { visit } = await startPages()
  const page = await visit(`/?email=jonas@example.lt&lang=${lang}&client=ios`)
  expect(codes(page)).toEqual([
    `https://setup.example.net/apple?email=jonas%40example.lt&lang=${lang}`,
  ])
  const landing = await visit(`/apple?email=jonas%40example.lt&lang=${lang}`)
  expect(landing.status).toBe(200)
  expect(codes(landing)).toEqual([])
})

test('AP-B18 the code for Thunderbird on Android, letter by letter', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=jonas@example.lt&client=thunderbird-android')
  const [text] = codes(page)
  expect(text).toBe(
    '[1,[1,1],[0,"ssl0.ovh.net",993,3,1,"jonas@example.lt"],[[[0,"ssl0.ovh.net",465,3,1,"jonas@example.lt"],["jonas@example.lt",""]]]]',
  )
  expect(text).toBe(
    encodeAccounts([
      {
        incomingProtocol: INCOMING_PROTOCOL.IMAP,
        incomingHostname: 'ssl0.ovh.net',
        incomingPort: 993,
        incomingConnectionSecurity: CONNECTION_SECURITY.Tls,
        incomingAuthenticationType: AUTHENTICATION_TYPE.PasswordCleartext,
        incomingUsername: 'jonas@example.lt',
        outgoingHostname: 'ssl0.ovh.net',
        outgoingPort: 465,
        outgoingConnectionSecurity: CONNECTION_SECURITY.Tls,
        outgoingAuthenticationType: AUTHENTICATION_TYPE.PasswordCleartext,
        outgoingUsername: 'jonas@example.lt',
        identityEmailAddress: 'jonas@example.lt',
        identityDisplayName: '',
      },
    ]),
  )
})

const others: [id: string, email: string, code: string | undefined][] = [
  [
    'B19',
    'a@starttls.example',
    '[1,[1,1],[0,"mail.starttls.example",143,2,1,"a@starttls.example"],[[[0,"mail.starttls.example",587,2,1,"a@starttls.example"],["a@starttls.example",""]]]]',
  ],
  [
    'B19',
    'a@poponly.example',
    '[1,[1,1],[1,"mail.poponly.example",995,3,1,"a@poponly.example"],[[[0,"mail.poponly.example",465,3,1,"a@poponly.example"],["a@poponly.example",""]]]]',
  ],
  [
    'B19',
    'jonas@was.example',
    '[1,[1,1],[0,"mail.local.example",993,3,1,"jonas"],[[[0,"mail.local.example",465,3,1,"jonas"],["jonas@local.example",""]]]]',
  ],
  ['B20', 'a@plain.example', undefined],
  ['B20', 'a@oauth.example', undefined],
  ['B20', 'žąsis@example.lt', undefined],
]
test.each(others)('AP-%s %s: %s', async (_id, email, code) => {
  const { visit } = await startPages()
  const page = await visit(
    `/?email=${encodeURIComponent(email)}&lang=en&client=thunderbird-android`,
  )
  expect(page.status).toBe(200)
  expect(codes(page)).toEqual(code === undefined ? [] : [code])
  expect(page.text.includes('Scan QR code')).toBe(code !== undefined)
})

test('AP-B21 a code is an image with a name, and has room around it', async () => {
  const { visit } = await startPages()
  for (const client of ['ios', 'thunderbird-android']) {
    const page = await visit(`/?email=jonas@example.lt&client=${client}`)
    const [svg] = withClass(page.document, 'qr')
    expect(svg && attribute(svg, 'role')).toBe('img')
    expect((svg && attribute(svg, 'aria-label'))?.length).toBeGreaterThan(10)
    const side = Number(svg && attribute(svg, 'viewBox')?.split(' ')[2])
    // Sides of QR codes are 17 + 4 × version; four modules of quiet zone on each side.
    expect((side - 8 - 17) % 4).toBe(0)
    expect(page.body).not.toMatch(/M[0-3] \d+h\d+v1h-\d+z|M\d+ [0-3]h\d+v1h-\d+z/)
  }
})
