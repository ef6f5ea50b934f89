// The guides for mail programs: their steps, and what can be downloaded or scanned for them.
import { PATHS } from '../../../settings/paths.js'
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import { qrSvg } from '../../../format/qr.js'
import { type Client, CLIENTS } from '../clients.js'
import type { Guided, Mailbox, Profile } from '../mailbox.js'
import { hasSameLogin, isOpen, type StatedServer } from '../servers.js'
import type { Texts } from '../texts/en.js'
import { fillIn, plural } from '../texts/phrases.js'
import { type GuideValues, guideFor, guideHtml } from './guides.js'
import type { Context } from './layout.js'
import { choices, urlOf } from './links.js'
import { ACCOUNT_NAMES, securityName, shownAddress, usernameHtml, valueHtml } from './wording.js'

/** What is known of the visit beside the request. */
export interface Visit {
  /** A browser that saves profiles in place of installing them. */
  savesProfiles: boolean
  /** What went wrong before, above everything else. */
  notice: string | undefined
}

/** A key of the words for ways of proving who one is. */
function methodOf(server: StatedServer): keyof Texts['methods'] {
  const { login } = server
  if (login.kind === 'password') return login.method
  return isOpen(server) ? 'open' : 'cleartext'
}

/** What steps say of the servers. */
export function valuesOf(
  { incoming, outgoing }: Guided,
  { domain, address }: Mailbox,
  { texts }: Context,
): GuideValues {
  const method = methodOf(incoming)
  return {
    address: address === undefined ? texts.username.typed : valueHtml(address),
    user: usernameHtml(incoming.username, domain, texts),
    protocol: ACCOUNT_NAMES[incoming.type],
    inServer: valueHtml(incoming.hostname),
    inPort: valueHtml(incoming.port),
    inSecurity: securityName(incoming, texts),
    outServer: valueHtml(outgoing.hostname),
    outPort: valueHtml(outgoing.port),
    outSecurity: securityName(outgoing, texts),
    outUser: isOpen(outgoing)
      ? texts.username.none
      : usernameHtml(outgoing.username, domain, texts),
    method: texts.methods[method],
    outMethod: texts.methods[methodOf(outgoing)],
    // Outlook calls NTLM "secure password authentication".
    spa: method === 'NTLM' ? texts.on : texts.off,
  }
}

/** Programs whose steps ask for a name and a password for sending cannot be told to leave them out. */
const OPEN_SENDING: readonly Client[] = [
  'ios',
  'mac',
  'thunderbird',
  'thunderbird-android',
  'other',
]

function clientsFor({ outgoing }: Guided): readonly Client[] {
  return isOpen(outgoing) ? OPEN_SENDING : CLIENTS
}

/** Which programs there are, and the guide for the one that was chosen. */
export function guides(
  guided: Guided,
  mailbox: Mailbox,
  visit: Visit,
  context: Context,
): HtmlValue {
  const { request } = context
  const clients = clientsFor(guided)
  const section = (client: Client) => guideSection(client, guided, mailbox, visit, context)
  if (request.path === '/apple') return section('ios')
  const chosen = clients.find((client) => client === request.client)
  if (request.print) return chosen && section(chosen)
  if (request.posted) return allGuides(clients, section, context)
  return [chooser(clients, context), chosen && section(chosen)]
}

function chooser(clients: readonly Client[], context: Context): Html {
  const { texts, request } = context
  const options = clients.map((client) => ({
    value: client,
    label: texts.clients[client],
    current: client === request.client,
  }))
  return html`<nav class="clients" aria-labelledby="device">
    <h2 id="device">${texts.device}</h2>
    ${choices('client', options, context, '#guide')}
  </nav>`
}

/** Where the address stays out of URLs, no link leads to another view: all are here, closed. */
function allGuides(
  clients: readonly Client[],
  section: (client: Client) => Html,
  { texts, request }: Context,
): Html {
  const closed = clients.map((client) => {
    const open = client === request.client && html` open`
    return html`<details ${open}>
      <summary>${texts.clients[client]}</summary>
      ${section(client)}
    </details>`
  })
  return html`<h2>${texts.device}</h2>
    ${closed}`
}

function guideSection(
  client: Client,
  guided: Guided,
  mailbox: Mailbox,
  visit: Visit,
  context: Context,
): Html {
  const { texts, request } = context
  const { profile, code, address } = mailbox
  const guide = guideFor(client, {
    texts,
    values: valuesOf(guided, mailbox, context),
    hasSameLogin: hasSameLogin(guided.incoming, guided.outgoing),
    profileButton: profile && profileButton(client, context),
    isOpen: isOpen(guided.outgoing),
    linkTo: (other) =>
      request.posted
        ? html`${texts.clients[other]}`
        : html`<a href="${urlOf('/', context, { client: other })}#guide"
            >${texts.clients[other]}</a
          >`,
  })
  const action = html`${isApple(client) && profile && profileAction(client, profile, context)}${
    client === 'thunderbird-android' && code !== undefined && codeAction(code, context)
  }`
  const couldBeShorter =
    address === undefined && !request.print && (isApple(client) || client === 'thunderbird-android')
  const content = html`${
    client === 'ios' &&
    visit.savesProfiles &&
    html`<p class="box warning">${texts.profile.wrongBrowser}</p>`
  }${couldBeShorter && html`<p class="box">${texts.form.shorter}</p>`}${guideHtml(guide, action, request.print)}`
  // In a closed block the name stands on it already.
  if (request.posted) return html`<div class="guide">${content}</div>`
  return html`<section class="guide" id="guide" tabindex="-1">
    <h2>${texts.clients[client]}</h2>
    ${content}
  </section>`
}

function isApple(client: Client): client is 'ios' | 'mac' {
  return client === 'ios' || client === 'mac'
}

/** A plain link, without `download`: else a phone keeps a file and offers no profile. */
function profileUrl(client: Client, dav: boolean, context: Context): string {
  const wishes = { client: undefined, for: client, dav: dav ? '1' : undefined }
  return urlOf(PATHS.profile, context, wishes)
}

function profileButton(client: Client, context: Context): Html {
  const url = profileUrl(client, false, context)
  return html`<a class="button" href="${url}">${context.texts.profile.get}</a>`
}

function profileAction(
  client: 'ios' | 'mac',
  { signedBy, accounts }: Profile,
  context: Context,
): Html {
  const { texts, request, language } = context
  const words = texts.profile
  const times = plural(language, accounts, words.times)
  const signed = signedBy === undefined ? words.unsigned : fillIn(words.signed, { host: signedBy })
  return html`${
      accounts > 1 &&
      html`<p class="actions">
        <a href="${profileUrl(client, true, context)}">${words.getAll}</a>
        <small>${fillIn(words.asks, { times })}</small>
      </p>`
    }
    <p class="remark">${signed}${request.posted && ` ${words.inLink}`}</p>
    ${client === 'ios' && request.path === '/' && landingCode(context)}`
}

function landingCode(context: Context): Html {
  const { texts, general } = context
  const words = texts.profile
  const landing = general.publicUrl + urlOf('/apple', context, { client: undefined })
  return html`<figure class="code">
    <figcaption>${words.scan}</figcaption>
    ${qrSvg(landing, words.scanLabel)}
    <p>${rich(words.orType, { url: html`<a href="${landing}">${landing}</a>` })}</p>
  </figure>`
}

function codeAction(code: string, { texts }: Context): Html {
  return html`<figure class="code">
    <figcaption><b>${texts.code.title}</b> ${rich(texts.code.how)}</figcaption>
    ${qrSvg(code, texts.code.label)}
  </figure>`
}

/** How an address or a domain is called on the page. */
export function subjectOf({ address, domain }: Mailbox): string {
  return shownAddress(address ?? domain)
}
