// The view of a mailbox, or of a whole domain: the guide for one mail program, the settings, what may be wrong.
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import type { Provider } from '../../../settings/provider.js'
import { CLIENTS } from '../clients.js'
import { type Guided, guidable, type Mailbox } from '../mailbox.js'
import { addressForm } from './form.js'
import { guideSection, valuesOf, type Visit } from './guide-section.js'
import { type Context, textIn, type View } from './layout.js'
import { choices, urlOf } from './links.js'
import { settingsSection } from './settings-section.js'

export function mailboxView(mailbox: Mailbox, visit: Visit, context: Context): View {
  const { request, texts, language } = context
  const { address, domain, stated, provider } = mailbox
  const isApple = visit.place === 'apple'
  const title = isApple ? texts.profile.pageTitle : texts.title
  const subject = address ?? domain
  const guided = guidable(stated)
  const client = isApple ? 'ios' : request.client
  const main = html`<h1>${title}</h1>
    <p class="subject">
      <strong translate="no">${subject}</strong>${
        !request.print &&
        html` <a
          href="${urlOf('/', request, language, { email: undefined, domain: undefined, client: undefined })}"
          >${texts.form.another}</a
        >`
      }
    </p>
    ${visit.notice !== undefined && html`<p class="box error" role="alert">${visit.notice} ${texts.problem.byHand}</p>`}
    <p class="box quiet">${texts.noPassword}</p>
    ${notes(provider, context)} ${address === undefined && !request.print && addressForm(context)}
    ${stated.incoming[0]?.login === 'window' && html`<p class="box">${texts.onlyWindow}</p>`}
    ${stated.incoming.length === 0 && stated.plain.length > 0 && html`<p class="box warning">${texts.settings.onlyUnencrypted}</p>`}
    ${guided && !isApple && !request.print && clientChooser(context)}
    ${guided && client !== undefined && guideSection(client, guided, mailbox, visit, context)}
    <section id="settings" class="settings" tabindex="-1">
      <h2>${texts.settings.title}</h2>
      ${address === undefined && html`<p>${rich(texts.settings.ofDomain, { domain })}</p>`}
      ${settingsSection(stated, { texts, domain, address, isPrint: request.print })}
      ${foreign(mailbox, context)}
    </section>
    ${guided && troubleSection(guided, mailbox, context)}
    ${!request.print && !request.posted && html`<p class="actions"><a href="${urlOf('/', request, language, { print: '1' })}">${texts.print}</a></p>`}`
  return { title: `${title}: ${subject}`, main, anchor: 'settings' }
}

function notes({ note, enable }: Provider, { language }: Context): HtmlValue {
  const own = textIn(note, language)
  const instruction = textIn(enable?.instruction, language) ?? enable?.visiturl
  return [
    own !== undefined && html`<p class="box">${own}</p>`,
    enable !== undefined &&
      html`<p class="box"><a href="${enable.visiturl}">${instruction}</a></p>`,
  ]
}

function clientChooser({ request, texts, language }: Context): Html {
  const options = CLIENTS.map((client) => ({
    value: client,
    label: texts.clients[client],
    current: client === request.client,
  }))
  return html`<nav class="clients" aria-labelledby="device">
    <h2 id="device">${texts.device}</h2>
    ${choices('client', options, request, language)}
  </nav>`
}

/** People who see names that they do not know think that something is wrong. */
function foreign({ stated, domain }: Mailbox, { texts, brand }: Context): Html | false {
  const servers = [...stated.incoming, ...(stated.outgoing ? [stated.outgoing] : [])]
  const isForeign = servers.some(({ hostname }) => !`.${hostname}`.endsWith(`.${domain}`))
  if (!isForeign || brand === undefined) return false
  return html`<p class="remark">${rich(texts.settings.foreign, { provider: brand })}</p>`
}

function troubleSection(guided: Guided, mailbox: Mailbox, context: Context): Html {
  const { texts, request } = context
  const { trouble } = texts
  const values = valuesOf(guided, mailbox, context)
  const { username } = guided.incoming
  const { address, webmail } = mailbox
  const isWhole =
    username.kind === 'whole address' || (username.kind === 'exactly' && username.value === address)
  const items = [
    isWhole ? trouble.whole : rich(trouble.username, { username: values.user }),
    trouble.signIn,
    rich(trouble.ports, values),
    trouble.refuse,
    webmail === undefined
      ? trouble.webmail
      : rich(trouble.webmailHere, { link: html`<a href="${webmail}">${webmail}</a>` }),
  ]
  const list = html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
  return html`<details class="trouble" ${request.print && html` open`}>
    <summary>${trouble.title}</summary>
    ${list}
  </details>`
}
