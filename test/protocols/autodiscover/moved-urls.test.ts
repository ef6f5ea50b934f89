// An address that a redirectAddr wrote anew is percent-encoded inside URLs, like one that came with the request.
import { expect, test } from 'vitest'
import { startApp } from '../../helpers/app.js'
import { tableOf } from '../../helpers/settings.js'
import { all, parse, textOf } from '../../helpers/xml.js'

const SETTINGS = `
publicUrl: https://setup.new.example
providers:
  p:
    displayName: P
    hostname: mail.new.example
    incomingServers: [imap]
    outgoingServers: [smtp]
    calendars: [{ type: caldav, url: "https://dav.new.example/%EMAILADDRESS%/?u=%EMAILLOCALPART%" }]
domains:
  new.example: p
  old.example: { redirectAddr: "%EMAILLOCALPART%+x@new.example" }
`

test.each([
  ['new.example', 'https://dav.new.example/a%26b%40new.example/?u=a%26b', 'a&b@new.example'],
  [
    'old.example',
    'https://dav.new.example/a%26b%2Bx%40new.example/?u=a%26b%2Bx',
    'a&b+x@new.example',
  ],
])('AD-T15 a&b@%s: the URL is encoded, the user name is not', async (domain, url, username) => {
  const { app } = await startApp(await tableOf(SETTINGS))
  const answer = await app.inject({
    method: 'POST',
    url: '/autodiscover/autodiscover.xml',
    payload: `<Autodiscover><Request><EMailAddress>a&amp;b@${domain}</EMailAddress></Request></Autodiscover>`,
  })
  const protocols = all(parse(answer.body), 'Response', 'Account', 'Protocol')
  expect(protocols.map((protocol) => textOf(protocol, 'LoginName'))).toEqual([
    username,
    username,
    username,
  ])
  expect(textOf(protocols[2] ?? parse('<none/>'), 'Server')).toBe(url)
})
