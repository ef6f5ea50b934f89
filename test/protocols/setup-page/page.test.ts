// The page as a browser without JavaScript gets it, row by row.
import { expect, test } from 'vitest'
import { attribute, elements, textOf, withClass } from '../../helpers/html.js'
import { block, openCells, ownLinks, startPages } from './ask.js'

const JONAS = '/?email=jonas@example.lt'

test('AP-B01 the empty form', async () => {
  const { visit } = await startPages()
  const { status, document, headers } = await visit('/')
  expect(status).toBe(200)
  const forms = elements(document, 'form')
  expect(forms.map((one) => [attribute(one, 'method'), attribute(one, 'action')])).toEqual([
    ['get', '/'],
  ])
  const [field, ...more] = elements(document, 'input').filter(
    (one) => attribute(one, 'type') !== 'hidden',
  )
  expect(more).toEqual([])
  const attributes = Object.fromEntries(field?.attrs.map(({ name, value }) => [name, value]) ?? [])
  expect(attributes).toMatchObject({
    ...{ name: 'email', type: 'email', autocomplete: 'email', autocapitalize: 'none' },
    ...{ spellcheck: 'false', value: '' },
  })
  expect(headers).not.toHaveProperty('x-robots-tag')
})

test('AP-B02 the settings of a mailbox: the ports with SSL, no other in sight', async () => {
  const { visit } = await startPages()
  const page = await visit(`${JONAS}&lang=en`)
  expect(page.status).toBe(200)
  const cells = openCells(page)
  const withoutButtons = cells.map((cell) => cell.replace(/ ?Copy$/, ''))
  expect(withoutButtons).toEqual([
    'ssl0.ovh.net',
    '993',
    'SSL/TLS',
    'jonas@example.lt your whole address',
    'your mailbox password (not shown here)',
    'ssl0.ovh.net',
    '465',
    'SSL/TLS',
    'jonas@example.lt your whole address',
    'your mailbox password (not shown here)',
    'Sign-in required: the same user name and password as for incoming mail',
  ])
  expect(block(page, 'POP instead of IMAP')).toMatch(/ssl0\.ovh\.net .*995.*SSL\/TLS/)
  expect(page.headers['x-robots-tag']).toBe('noindex')
})

test('AP-B02 overridden: ports without SSL stand in a closed block, and nowhere else', async () => {
  const { visit } = await startPages()
  const page = await visit(`${JONAS}&lang=en`)
  expect(block(page, 'Other ports, not recommended')).toMatch(
    /anybody on the way can read .* IMAP ssl0\.ovh\.net 143 no encryption POP3 ssl0\.ovh\.net 110 no encryption SMTP ssl0\.ovh\.net 587 no encryption$/,
  )
  const outside = page.text.replace(block(page, 'Other ports, not recommended') ?? '?', '')
  expect(outside).not.toMatch(/\b(?:143|110|587)\b/)
  expect(
    block(await visit('/?email=a@nopop.example&lang=en'), 'Other ports, not recommended'),
  ).toBe(undefined)
})

test('further ports with encryption are mentioned; sending from the own network needs no name', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=a@relay.example&lang=en&client=thunderbird')
  expect(block(page, 'Other ports with encryption')).toMatch(
    /IMAP mail\.relay\.example 143 STARTTLS$/,
  )
  expect(openCells(page).at(-1)).toBe('none: sending works from the provider’s own network')
  expect(page.text).toContain('User name for outgoing mail: none needed')
  expect(page.text).not.toContain('Signing in for outgoing mail')
  // Programs whose steps ask for a name and a password for sending are not offered.
  const clients = withClass(page.document, 'clients').flatMap((nav) => elements(nav, 'a'))
  expect(clients.map((one) => textOf(one))).toEqual([
    ...['iPhone, iPad', 'Mac', 'Thunderbird', 'Thunderbird for Android', 'Another app'],
  ])
  const landing = await visit('/apple?email=a@relay.example&lang=en')
  expect(landing.body).toContain('/email.mobileconfig?')
})

const languages: [id: string, url: string, accept: string | undefined, language: string][] = [
  ['B03', JONAS, 'lt-LT,lt;q=0.9,en;q=0.8', 'lt'],
  ['B03', JONAS, 'en-GB,lt;q=0.9', 'en'],
  ['B04', `${JONAS}&lang=en`, 'lt', 'en'],
  ['B04', `${JONAS}&lang=EN`, 'lt', 'en'],
  ['B05', JONAS, 'de', 'lt'],
  ['B05', JONAS, ';;q=,garbage', 'lt'],
  ['B05', JONAS, '*', 'lt'],
  ['B05', JONAS, '', 'lt'],
  ['B05', JONAS, undefined, 'lt'],
  ['B05', `${JONAS}&lang=xx`, undefined, 'lt'],
  ['B05', `${JONAS}&lang=constructor`, undefined, 'lt'],
  ['B05', '/', undefined, 'en'],
  ['B05', '/', 'de', 'en'],
  ['B05', '/?lang=lt', undefined, 'lt'],
  ['B05', '/?email=a@dav.example', undefined, 'en'],
]
test.each(languages)('AP-%s %s for %s speaks %s', async (_id, url, accept, language) => {
  const { visit } = await startPages()
  const page = await visit(url, {
    headers: accept === undefined ? {} : { 'accept-language': accept },
  })
  expect(page.status).toBe(200)
  const [html] = elements(page.document, 'html')
  expect(html && attribute(html, 'lang')).toBe(language)
  expect(page.headers['content-language']).toBe(language)
  expect(page.headers['vary']).toMatch(/accept-language/i)
})

test('AP-B04 every link of the page keeps the address and the language', async () => {
  const { visit } = await startPages()
  const links = ownLinks(await visit(`${JONAS}&lang=en&client=ios`))
  expect(links.length).toBeGreaterThan(10)
  const others = links.filter(
    (link) => !link.startsWith('#') && !/email=jonas%40example\.lt&lang=/.test(link),
  )
  // Only "another address" lets go of the address.
  expect(others).toEqual(['/?lang=en'])
  expect(links.filter((link) => link.includes('lang=lt'))).toHaveLength(1)
})

test.each([
  ['B06', '  mailto:Jonas@Example.LT. ', 'Jonas@example.lt'],
  ['B06', 'MAILTO:jonas@example.lt', 'jonas@example.lt'],
  ['B06', 'jonas@žuvis.lt', 'jonas@xn--uvis-kbb.lt'],
  ['B06', 'fred+list@example.lt', 'fred+list@example.lt'],
])('AP-%s "%s" is understood as %s', async (_id, written, shown) => {
  const { visit } = await startPages()
  const page = await visit(`/?email=${encodeURIComponent(written)}`)
  expect(page.status).toBe(200)
  expect(openCells(page)[3]).toContain(shown)
})

test.each([
  ['B07', 'email=foo@', 'foo@'],
  ['B07', 'email=a@b@example.lt', 'a@b@example.lt'],
  ['B07', 'email=%ff@example.lt', ''],
  ['B07', 'email=a%0d%0ab@example.lt', 'a b@example.lt'],
  ['B07', `email=${'a'.repeat(300)}@example.lt`, 'a'.repeat(254)],
  ['B07', 'email=a@example.lt&email=b@example.lt', 'a@example.lt'],
  ['B07', 'email=a@example.lt&domain=example.lt&domain=b.example', 'a@example.lt'],
  ['B07', 'domain=no_domain', 'no_domain'],
  [
    'B08',
    `email=${encodeURIComponent('"><script>alert(1)</script>@example.lt')}`,
    '"><script>alert(1)</script>@example.lt',
  ],
])('AP-%s %s is no address: 400, with what was written', async (_id, query, value) => {
  const { visit } = await startPages()
  const { status, document, body } = await visit(`/?${query}&lang=en`)
  if (query.includes('domain=example.lt')) {
    expect(status).toBe(200)
    return
  }
  expect(status).toBe(400)
  const field = elements(document, 'input').find((one) => attribute(one, 'id') === 'email')
  expect(field && attribute(field, 'value')).toBe(value)
  expect(field && attribute(field, 'aria-invalid')).toBe('true')
  const described = field && attribute(field, 'aria-describedby')?.split(' ')
  const error = elements(document).find((one) => attribute(one, 'id') === described?.[0])
  expect(error && textOf(error)).toMatch(/^Enter a full address/)
  expect(body).not.toContain('<script>alert')
})

test.each([
  ['B09', 'a@unknown.test', 'We have no settings for this domain: unknown.test'],
  ['B09', 'a@gone.example', 'We have no settings for this domain: gone.example'],
  ['B09', 'a@half-moved.example', 'We have no settings for this domain: half-moved.example'],
  ['B09', 'a@none.example', 'This domain has no mailboxes: none.example'],
])('AP-%s %s: 404, no server name, the form again', async (_id, email, says) => {
  const { visit } = await startPages()
  const page = await visit(`/?email=${email}&lang=en`)
  expect(page.status).toBe(404)
  expect(page.text).toContain(says)
  expect(elements(page.document, 'td')).toEqual([])
  expect(page.body).not.toMatch(/ovh|elsewhere/)
  expect(elements(page.document, 'form')).toHaveLength(1)
})

test('AP-B10 a domain that another service runs: its page, and no settings', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=a@moved.example&lang=en')
  expect(page.status).toBe(200)
  expect(elements(page.document, 'table')).toEqual([])
  const away = elements(page.document, 'a').map((one) => attribute(one, 'href'))
  expect(away.filter((url) => url?.includes('elsewhere'))).toEqual([
    'https://www.elsewhere.test/mail',
  ])
})

const states: [host: string, says: RegExp, not: RegExp][] = [
  ['nopop.example', /POP is not offered\./, /POP instead/],
  [
    'poponly.example',
    /Incoming mail \(POP3\).*leave messages on server.*IMAP is not offered\./,
    /recommended/,
  ],
  [
    'plain.example',
    /can only be reached without encryption.*The settings, not recommended.*143.*a@plain\.example.*587/,
    /Which app|Other ports/,
  ],
  ['oauth.example', /provider’s own sign-in window.*IMAP.*you sign in through/, /Which app/],
]
test.each(states)('AP-B11 %s', async (domain, says, not) => {
  const { visit } = await startPages()
  const page = await visit(`/?email=a@${domain}&lang=en&client=ios`)
  expect(page.status).toBe(200)
  expect(page.text).toMatch(says)
  expect(page.text).not.toMatch(not)
  const hasProfile = page.body.includes('/email.mobileconfig?')
  expect(hasProfile).toBe(!/plain|oauth/.test(domain))
})

const usernames: [domain: string, says: string][] = [
  ['example.lt', 'your whole email address'],
  ['local.example', 'the part of your address before the @'],
  ['was.example', 'the part of your address before the @'],
]
test.each(usernames)('AP-B12 the domain %s: %s', async (domain, says) => {
  const { visit } = await startPages()
  for (const client of ['ios', 'thunderbird-android']) {
    const page = await visit(`/?domain=${domain}&lang=en&client=${client}`)
    expect(page.status).toBe(200)
    expect(openCells(page)[3]).toBe(says)
    expect(page.body).not.toContain('/email.mobileconfig')
    expect(withClass(page.document, 'qr')).toEqual([])
  }
})

test('AP-B12 the host alone names the domain; so does a domain typed as an address', async () => {
  const { visit } = await startPages()
  for (const host of ['autoconfig.example.lt', 'www.example.lt', 'example.lt:8080']) {
    const page = await visit('/?lang=en', { headers: { host } })
    expect([page.status, openCells(page)[3]]).toEqual([200, 'your whole email address'])
  }
  expect(openCells(await visit('/?email=example.lt&lang=en'))[3]).toBe('your whole email address')
  expect((await visit('/?email=&lang=en')).text).toContain('Type your address')
})

test('SM redirectAddr: the settings of the mailbox as it is called now', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=jonas@was.example&lang=en')
  expect(page.text).toMatch(/Set up your mail jonas@local\.example/)
  expect(openCells(page)[3]).toMatch(/^jonas Copy$/)
})

test.each([
  ['customers', 'autoconfig.example.lt', false],
  ['the service', 'setup.example.net', true],
])('AP-B13 HSTS on host names of %s (%s): %s', async (_whose, host, expected) => {
  const { visit } = await startPages()
  const { headers } = await visit('/', { headers: { host } })
  expect('strict-transport-security' in headers).toBe(expected)
  expect(headers['strict-transport-security'] ?? '').not.toContain('includeSubDomains')
})

test('AP-B15 without JavaScript: copy buttons are hidden, programs are links', async () => {
  const { visit } = await startPages()
  const { document } = await visit(`${JONAS}&lang=en`)
  const buttons = withClass(document, 'copy')
  expect(buttons.map((one) => attribute(one, 'hidden'))).toEqual(buttons.map(() => ''))
  const copied = buttons.map((one) => [attribute(one, 'aria-label'), attribute(one, 'data-copy')])
  expect(copied.slice(0, 3)).toEqual([
    ['Copy: IMAP, Server', 'ssl0.ovh.net'],
    ['Copy: IMAP, Port', '993'],
    ['Copy: IMAP, User name', 'jonas@example.lt'],
  ])
  const clients = withClass(document, 'clients').flatMap((nav) => elements(nav, 'a'))
  expect(clients.map((one) => textOf(one))).toEqual([
    ...['iPhone, iPad', 'Mac', 'Thunderbird', 'Thunderbird for Android', 'Gmail app'],
    ...['New Outlook', 'Outlook (classic)', 'Windows Mail', 'Another app'],
  ])
})

test('AP-B16 with calendars and contacts: a second link, and how often the password is asked', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=a@dav.example&lang=en&client=mac')
  const links = elements(page.document, 'a').map((one) => attribute(one, 'href'))
  expect(links.filter((url) => url?.startsWith('/email.mobileconfig'))).toEqual([
    '/email.mobileconfig?email=a%40dav.example&lang=en&for=mac',
    '/email.mobileconfig?email=a%40dav.example&lang=en&for=mac&dav=1',
  ])
  expect(page.text).toContain('You type your password 3 times.')
})

test.each(['ios', 'mac'])('AP-B16 the profile of %s is a plain link', async (client) => {
  const { visit } = await startPages()
  const { document } = await visit(`${JONAS}&lang=en&client=${client}`)
  const links = elements(document, 'a').filter((one) =>
    attribute(one, 'href')?.startsWith('/email.mobileconfig'),
  )
  expect(links.map((one) => one.attrs.map(({ name, value }) => [name, value]))).toEqual([
    [
      ['class', 'button'],
      ['href', `/email.mobileconfig?email=jonas%40example.lt&lang=en&for=${client}`],
    ],
  ])
})

test.each([
  ['Mozilla/5.0 (iPhone) FxiOS/140.0', true],
  ['Mozilla/5.0 (iPhone) Focus/140.0', true],
  ['Mozilla/5.0 (iPhone) DuckDuckGo/7', true],
  ['Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1', false],
])('AP-B22 /apple in %s: warned %s, the link stays', async (agent, warned) => {
  const { visit } = await startPages()
  const page = await visit('/apple?email=jonas@example.lt&lang=en', {
    headers: { 'user-agent': agent },
  })
  expect(page.status).toBe(200)
  expect(page.text.includes('This browser saves the profile as a file')).toBe(warned)
  expect(page.body).toContain(
    '/email.mobileconfig?email=jonas%40example.lt&amp;lang=en&amp;for=ios',
  )
  expect(page.text).toMatch(/within 8 minutes.*Lockdown Mode/)
})

test('AP-B23 Windows Mail: ended, what to use instead, and the fields of its guide', async () => {
  const { visit } = await startPages()
  const page = await visit(`${JONAS}&lang=en&client=windowsmail`)
  const [guide] = withClass(page.document, 'guide')
  if (guide === undefined) throw new Error('no guide')
  expect(textOf(guide)).toMatch(/Microsoft ended Windows Mail on 31 December 2024/)
  const links = elements(guide, 'a').map((one) => attribute(one, 'href'))
  expect(links).toEqual([
    '/?email=jonas%40example.lt&lang=en&client=outlook-new#guide',
    '/?email=jonas%40example.lt&lang=en&client=thunderbird#guide',
  ])
  expect(elements(guide, 'li').map((one) => textOf(one))).toEqual([
    expect.stringContaining('Add an account → Other account → IMAP'),
    'Email address: jonas@example.lt',
    'User name: jonas@example.lt',
    'Password: the one of your mailbox',
    'Incoming mail server: ssl0.ovh.net, port: 993',
    'Tick Incoming server requires SSL',
    'Outgoing (SMTP) mail server: ssl0.ovh.net, port: 465',
    'Tick Outgoing server requires SSL',
    'Tick Outgoing server requires authentication',
    'Tick Use the same user name and password to send and receive email',
  ])
})

test('AP-B24 on paper: everything open, the address of the page as text, the day', async () => {
  const { visit } = await startPages()
  const { document, text } = await visit(`${JONAS}&lang=lt&client=windowsmail&print=1`)
  const blocks = elements(document, 'details')
  expect(blocks.map((one) => attribute(one, 'open'))).toEqual(blocks.map(() => ''))
  // The fields of Windows Mail, POP, what may be wrong; ports without encryption stay off paper.
  expect(blocks.length).toBe(3)
  expect(text).not.toMatch(/\b(?:143|110|587)\b/)
  expect(text).toMatch(
    /https:\/\/setup\.example\.net\/\?email=jonas%40example\.lt&lang=lt&client=windowsmail · \d{4} m\. \p{L}+ \d+ d\./u,
  )
  expect(withClass(document, 'clients')).toEqual([])
})

const everyClient: [client: string, says: RegExp][] = [
  ['ios', /Profile Downloaded.*Host: ssl0\.ovh\.net/],
  ['mac', /Device Management.*Incoming port: 993/],
  ['thunderbird', /finds the settings by itself.*ssl0\.ovh\.net, port 993, SSL\/TLS/],
  ['thunderbird-android', /Add account.*Scan from inside the app/],
  ['gmail', /Personal \(IMAP\).*Security type: SSL\/TLS/],
  ['outlook-new', /Show more.*Port: 465.*Microsoft’s own servers/],
  ['outlook-classic', /manually.*Encryption method: SSL\/TLS.*requires authentication/],
  ['other', /for incoming and for outgoing mail.*never “none”/],
]
test.each(everyClient)('AP-B5 the guide for %s has the reader’s values', async (client, says) => {
  const { visit } = await startPages()
  const page = await visit(`${JONAS}&lang=en&client=${client}`)
  const [guide] = withClass(page.document, 'guide')
  expect(guide && textOf(guide)).toMatch(says)
  const [current, ...more] = elements(page.document, 'a').filter(
    (one) => attribute(one, 'aria-current') !== undefined && !attribute(one, 'hreflang'),
  )
  expect(current && attribute(current, 'href')).toContain(`client=${client}`)
  expect(more).toEqual([])
})

test('notes, help and DAV of a provider', async () => {
  const { visit } = await startPages()
  const page = await visit('/?email=a@dav.example&lang=en&client=ios')
  expect(page.text).toMatch(/You need an app password\..*Switch on IMAP first\./)
  const values = block(page, 'Calendar and contacts') ?? ''
  expect(values).toMatch(/https:\/\/dav\.example\/cal\/.*https:\/\/dav\.example\/card\/.*DAVx⁵/)
  expect(block(page, 'It does not work?')).toContain('https://webmail.dav.example/')
  expect((await visit('/?email=a@dav.example&lang=lt')).text).toContain(
    'Reikia programos slaptažodžio.',
  )
  const example = await visit(`${JONAS}&lang=lt`)
  const footer = elements(example.document, 'footer').flatMap((one) => elements(one, 'a'))
  expect(footer.map((one) => [textOf(one), attribute(one, 'href')])).toEqual([
    ['Pagalba', 'mailto:help@example.net'],
    ['Pašto programos nustatymai', 'https://help.example.net/mail'],
  ])
})

test('POST: no link leads on with the address but the downloads; every guide is there, closed', async () => {
  const { visit } = await startPages()
  const page = await visit('/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'Email=jonas%40example.lt&lang=en&client=thunderbird',
  })
  expect(page.status).toBe(200)
  expect(openCells(page)[0]).toContain('ssl0.ovh.net')
  const links = elements(page.document, 'a').flatMap((one) => attribute(one, 'href') ?? [])
  const withAddress = links.filter((link) => link.includes('jonas'))
  expect(withAddress.map((link) => link.replace(/\?.*/, ''))).toEqual([
    '/email.mobileconfig',
    'https://setup.example.net/apple',
    '/email.mobileconfig',
  ])
  expect(page.text).toContain('The links to the profile and the code contain your address.')
  const fields = elements(page.document, 'input').map((one) => [
    attribute(one, 'name'),
    attribute(one, 'value'),
  ])
  expect(fields).toEqual([
    ['email', 'jonas@example.lt'],
    ['client', 'thunderbird'],
  ])
  const guides = elements(page.document, 'details').filter(
    (one) => withClass(one, 'guide').length > 0,
  )
  expect(guides.map((one) => attribute(one, 'open') !== undefined)).toEqual(
    guides.map((_, index) => index === 2),
  )
  expect(guides).toHaveLength(9)
})

test.each([
  ['application/json', '{"email":"jonas@example.lt"}', 415],
  ['text/plain', 'email=jonas@example.lt', 415],
  ['application/x-www-form-urlencoded', '', 200],
  ['application/x-www-form-urlencoded', `email=${'a'.repeat(5000)}`, 413],
  ['application/x-www-form-urlencoded', 'email=foo@', 400],
  ['application/x-www-form-urlencoded', 'email=a@example.lt&email=b@example.lt', 400],
  ['application/x-www-form-urlencoded', 'email=a@unknown.test', 404],
  ['application/x-www-form-urlencoded', '__proto__=x&constructor=y&email=a@example.lt', 200],
  ['application/x-www-form-urlencoded', 'email=a@example.lt&Password=secret-canary', 400],
])('POST / with %s %.40s: %i', async (type, payload, status) => {
  const { visit, log } = await startPages()
  const page = await visit('/', { method: 'POST', headers: { 'content-type': type }, payload })
  expect(page.status).toBe(status)
  expect(page.body + log()).not.toContain('secret-canary')
})

test.each(['password', 'PASS', 'pw', 'passwd', 'Pwd'])(
  'AP-A21 %s in the query: 400, told why, kept nowhere',
  async (name) => {
    const { visit, log } = await startPages()
    for (const path of ['/', '/apple']) {
      const page = await visit(`${path}?email=jonas@example.lt&${name}=secret-canary&lang=en`)
      expect(page.status).toBe(400)
      expect(page.text).toContain('Never send your password to a web page')
      expect(page.body + log()).not.toContain('secret-canary')
    }
  },
)

test('AP-B27 no address, no query in the log', async () => {
  const { visit, log } = await startPages()
  await visit(JONAS)
  await visit('/?email=jonas@')
  await visit('/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=jonas%40example.lt',
  })
  expect(log()).toContain('"domain":"example.lt"')
  expect(log()).not.toMatch(/jonas|email=/)
})

const truths: [domain: string, client: string, says: RegExp[], not: RegExp[]][] = [
  [
    'popfirst.example',
    'gmail',
    [/Incoming mail \(POP3\).*995/, /Personal \(POP\)/, /IMAP instead of POP.*993/],
    [/recommended(?!:)/, /is not offered/],
  ],
  [
    'oauthfirst.example',
    'thunderbird',
    [/Port 143/i, /STARTTLS/, /Other ports with encryption.*993/],
    [/accepts no passwords/],
  ],
  [
    'half.example',
    'ios',
    [
      /Sending is only possible without encryption/,
      /POP3.*995/,
      /not recommended .*Outgoing mail \(SMTP\) .*587.*a@half\.example/,
    ],
    [/is not offered/, /Which app/],
  ],
  ['receiving.example', 'ios', [/Sending is not offered/], [/Which app/]],
  [
    'differ.example',
    'outlook-classic',
    [/Log on using and this user name: out-a/, /with this user name: out-a/],
    [/same user name/, /Use same settings/],
  ],
  [
    'differ.example',
    'windowsmail',
    [/Untick Use the same user name and password .* for sending: out-a/],
    [/Tick Use the same/],
  ],
  [
    'differ.example',
    'thunderbird',
    [/User name for incoming mail: in-a/, /User name for outgoing mail: out-a/],
    [/same user name/],
  ],
  [
    'kerberos.example',
    'ios',
    [/signed in with your computer/, /ask your provider which ones can/],
    [/Which app/, /mailbox password/],
  ],
  [
    'ntlm.example',
    'thunderbird',
    [/Authentication: NTLM/, /port 25, with STARTTLS/],
    [/Port 25 is for/],
  ],
  ['ntlm.example', 'outlook-classic', [/Require logon using SPA: on/], []],
  ['example.lt', 'outlook-classic', [/Require logon using SPA: off/], []],
  [
    'example.lt',
    'thunderbird',
    [/Authentication: Normal password/, /Port 25 is for mail servers/],
    [],
  ],
  [
    'afterpop.example',
    'ios',
    [
      /works for a while after mail was received/,
      /Leave its user name and password empty/,
      /Outgoing mail needs no sign-in/,
    ],
    [/own network/, /must be switched on/],
  ],
  [
    'filled.example',
    'mac',
    [
      /Mail of filled\.example/,
      /Your name is a\./,
      /mail\.filled\.example/,
      /https:\/\/www\.filled\.example\/imap/,
    ],
    [/%/],
  ],
  [
    'was.example',
    'ios',
    [/This mailbox is called a@local\.example now/],
    [/belong|uses these servers/],
  ],
]
test.each(truths)(
  'what is said of %s in the guide for %s is so',
  async (domain, client, says, not) => {
    const { visit } = await startPages()
    const { text } = await visit(`/?email=a@${domain}&lang=en&client=${client}`)
    for (const one of says) expect(text).toMatch(one)
    for (const one of not) expect(text).not.toMatch(one)
  },
)

test('placeholders without an address: an example, or nothing', async () => {
  const { visit } = await startPages()
  const page = await visit('/?domain=filled.example&lang=lt')
  expect(openCells(page)[3]).toBe('kai adresas vardas@filled.example: vardas@filled.example@x')
  expect(page.text).not.toMatch(/%|Your name/)
  const links = elements(page.document, 'footer').flatMap((one) => elements(one, 'a'))
  expect(links.map((one) => attribute(one, 'href'))).toEqual([
    'https://help.example.net/',
    'https://help.filled.example/',
  ])
  const whole = await visit('/?domain=example.lt&lang=lt&client=gmail')
  expect(whole.text).toContain('Įveskite visą savo el. pašto adresą')
})

test('a person reads his own letters, and types those that servers know', async () => {
  const { visit } = await startPages()
  const page = await visit(`/?email=${encodeURIComponent('jonas@žuvis.lt')}&lang=en`)
  expect(page.text).toMatch(/Set up your mail jonas@žuvis\.lt/)
  expect(openCells(page)[3]).toBe(
    'jonas@xn--uvis-kbb.lt your whole address, in exactly this form Copy',
  )
  expect((await visit('/?domain=xn--uvis-kbb.lt&lang=en')).text).toContain('name@žuvis.lt')
})

test('a domain that only the host named is named in every link', async () => {
  const { visit } = await startPages()
  const page = await visit('/?lang=en&print=1', { headers: { host: 'autoconfig.example.lt' } })
  expect(page.text).toContain('https://setup.example.net/?domain=example.lt&lang=en')
})

test('/apple keeps to itself: its languages, and the steps for whoever has to type his address', async () => {
  const { visit } = await startPages()
  const page = await visit('/apple?email=jonas@example.lt&lang=en')
  expect(ownLinks(page)).toContain('/apple?email=jonas%40example.lt&lang=lt')
  const empty = await visit('/apple?lang=en')
  expect(elements(empty.document, 'input').map((one) => attribute(one, 'name'))).toEqual([
    'lang',
    'client',
    'email',
  ])
  const nothing = await visit('/apple?email=a@kerberos.example&lang=en')
  expect(nothing.text).toMatch(/There is no profile for this mailbox.*ask your provider/)
})

test('AP-B8 3.2.6 help is at the foot of every view', async () => {
  const { visit } = await startPages()
  for (const url of [
    '/?',
    '/?email=foo@',
    '/?email=a@unknown.test',
    '/?email=a@moved.example',
    '/?email=a@dav.example',
    '/assets/none?',
  ]) {
    const { document } = await visit(`${url}&lang=en`)
    const links = elements(document, 'footer').flatMap((one) => elements(one, 'a'))
    expect([url, textOf(links[0] as never), attribute(links[0] as never, 'href')]).toEqual([
      url,
      'Help and support',
      'https://help.example.net/',
    ])
  }
})

test('what can only be had without encryption is on paper too, with its warning', async () => {
  const { visit } = await startPages()
  const { text } = await visit('/?email=a@half.example&lang=en&print=1')
  expect(text).toMatch(/anybody on the way can read.*Outgoing mail \(SMTP\).*587/)
})

test('a domain whose mailboxes moved says which address is to be typed', async () => {
  const { visit } = await startPages()
  const { text } = await visit('/?domain=was.example&lang=en&client=ios')
  expect(text).toContain('Instead of name@was.example, type: name@local.example')
  expect(text).toContain('With your address there is a shorter way')
})

test('what was typed stays in the field; examples are addresses that exist', async () => {
  const { visit } = await startPages()
  for (const [url, value] of [
    ['/?email=jonas@unknown.test', 'jonas@unknown.test'],
    ['/?email=jonas@none.example', 'jonas@none.example'],
    ['/?domain=none.example', ''],
  ] as const) {
    const { document, text } = await visit(`${url}&lang=en`)
    const field = elements(document, 'input').find((one) => attribute(one, 'id') === 'email')
    expect([url, field && attribute(field, 'value')]).toEqual([url, value])
    expect(text).toContain('For example: name@example.lt')
  }
})
