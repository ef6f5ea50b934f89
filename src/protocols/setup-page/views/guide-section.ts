// The guide for one mail program: its steps, and what can be downloaded or scanned for it.
import { html, type Html, rich } from '../../../format/html.js'
import { qrSvg } from '../../../format/qr.js'
import type { Client } from '../clients.js'
import type { Guided, Mailbox, Profile } from '../mailbox.js'
import { hasSameLogin } from '../servers.js'
import { type GuideValues, guideFor, guideHtml } from './guides.js'
import type { Context } from './layout.js'
import { urlOf } from './links.js'
import { PROTOCOL_NAMES, securityName, usernameHtml, valueHtml } from './wording.js'
import { fillIn, plural } from '../texts/phrases.js'

/** `place`: the page itself, or the one that an iPhone opened from a code. */
export interface Visit {
  place: 'page' | 'apple'
  /** A browser that saves profiles in place of installing them. */
  savesProfiles: boolean
  /** What went wrong before, above everything else. */
  notice: string | undefined
}

export function valuesOf(
  { incoming, outgoing }: Guided,
  mailbox: Mailbox,
  context: Context,
): GuideValues {
  const { texts } = context
  const { domain, address } = mailbox
  return {
    address: address === undefined ? texts.username.whole : valueHtml(address),
    user: usernameHtml(incoming.username, domain, texts),
    protocol: PROTOCOL_NAMES[incoming.type].replace('POP3', 'POP'),
    inServer: valueHtml(incoming.hostname),
    inPort: valueHtml(incoming.port),
    inSecurity: securityName(incoming, texts),
    outServer: valueHtml(outgoing.hostname),
    outPort: valueHtml(outgoing.port),
    outSecurity: securityName(outgoing, texts),
  }
}

export function guideSection(
  client: Client,
  guided: Guided,
  mailbox: Mailbox,
  visit: Visit,
  context: Context,
): Html {
  const { texts, request, language } = context
  const { profile, code, domain } = mailbox
  const guide = guideFor(client, {
    texts,
    values: valuesOf(guided, mailbox, context),
    profileButton: profile && profileButton(client, context),
    hasCode: code !== undefined,
    linkTo: (other) =>
      request.posted
        ? html`${texts.clients[other]}`
        : html`<a href="${urlOf('/', request, language, { client: other })}"
            >${texts.clients[other]}</a
          >`,
  })
  const differs = !hasSameLogin(guided.incoming, guided.outgoing)
  const action = html`${isApple(client) && profile && profileAction(client, profile, visit, context)}${
    client === 'thunderbird-android' && code !== undefined && codeAction(code, context)
  }${
    differs &&
    html`<p>
      ${rich(texts.outgoingUsername, { user: usernameHtml(guided.outgoing.username, domain, texts) })}
    </p>`
  }`
  return html`<section class="guide">
    <h2>${texts.clients[client]}</h2>
    ${
      client === 'ios' &&
      visit.savesProfiles &&
      html`<p class="box warning">${texts.profile.wrongBrowser}</p>`
    }${guideHtml(guide, action, request.print)}
  </section>`
}

function isApple(client: Client): client is 'ios' | 'mac' {
  return client === 'ios' || client === 'mac'
}

/** A plain link, without `download`: else a phone keeps a file and offers no profile. */
function profileUrl(client: Client, dav: boolean, { request, language }: Context): string {
  const wishes = { client: undefined, for: client, dav: dav ? '1' : undefined }
  return urlOf('/email.mobileconfig', request, language, wishes)
}

function profileButton(client: Client, context: Context): Html {
  const url = profileUrl(client, false, context)
  return html`<a class="button" href="${url}">${context.texts.profile.get}</a>`
}

function profileAction(
  client: 'ios' | 'mac',
  { signedBy, accounts }: Profile,
  { place }: Visit,
  context: Context,
): Html {
  const { texts, request, language, general } = context
  const words = texts.profile
  const times = plural(language, accounts, words.times)
  const landing = general.publicUrl + urlOf('/apple', request, language, { client: undefined })
  return html`${
      accounts > 1 &&
      html`<p class="actions">
        <a href="${profileUrl(client, true, context)}">${words.getAll}</a>
        <small>${fillIn(words.asks, { times })}</small>
      </p>`
    }
    <p class="remark">
      ${signedBy === undefined ? words.unsigned : fillIn(words.signed, { host: signedBy })}
    </p>
    ${
      client === 'ios' &&
      place === 'page' &&
      html`<figure class="code">
        <figcaption>${words.scan}</figcaption>
        ${qrSvg(landing, words.scanLabel)}
        <p>${rich(words.orType, { url: html`<a href="${landing}">${landing}</a>` })}</p>
      </figure>`
    }`
}

function codeAction(code: string, { texts }: Context): Html {
  return html`<figure class="code">
    <figcaption><b>${texts.code.title}</b> ${texts.code.how}</figcaption>
    ${qrSvg(code, texts.code.label)}
  </figure>`
}
