// The view of a mailbox, or of a whole domain: the guide for one mail program, the settings, what may be wrong.
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import { RELAY_PORT } from '../../../settings/server-types.js'
import { type Guided, guidable, type Mailbox } from '../mailbox.js'
import { hasSameLogin, isOpen, takesPassword } from '../servers.js'
import { addressForm } from './form.js'
import { guides, subjectOf, valuesOf, type Visit } from './guide-section.js'
import { type Context, textIn, type View } from './layout.js'
import { formUrl, urlOf } from './links.js'
import { settingsSection } from './settings-section.js'
import { shownAddress } from './wording.js'

export function mailboxView(mailbox: Mailbox, visit: Visit, context: Context): View {
  const { request, texts } = context
  const { address, domain, stated } = mailbox
  const title = request.path === '/apple' ? texts.profile.pageTitle : texts.title
  const subject = subjectOf(mailbox)
  const guided = guidable(stated)
  const isForm = address === undefined && !request.print
  // The page of an iPhone is printed with the steps that it shows.
  const client = request.path === '/apple' ? 'ios' : request.client
  const main = html`<h1>${title}</h1>
    <p class="subject">
      <strong translate="no">${subject}</strong>${
        !isForm && !request.print && html` <a href="${formUrl(context)}">${texts.form.another}</a>`
      }
    </p>
    ${notices(mailbox, visit, guided, context)} ${isForm && addressForm(context, { domain })}
    ${guided && guides(guided, mailbox, visit, context)}
    <section id="settings" class="settings" tabindex="-1">
      <h2>${texts.settings.title}</h2>
      ${
        address === undefined &&
        html`<p>${rich(texts.settings.ofDomain, { domain: shownAddress(domain) })}</p>`
      }
      ${settingsSection(stated, { texts, domain, address, isPrint: request.print })}
      ${foreign(mailbox, context)}
    </section>
    ${guided && troubleSection(guided, mailbox, context)}
    ${
      !request.print &&
      !request.posted &&
      html`<p class="actions">
        <a href="${urlOf('/', context, { client, print: '1' })}">${texts.print}</a>
      </p>`
    }`
  return { title: `${title}: ${subject}`, main, anchor: 'settings' }
}

/** What must be read before anything else. */
function notices(
  { address, renamed, stated, note, enable }: Mailbox,
  { notice }: Visit,
  guided: Guided | undefined,
  { request, texts, language }: Context,
): HtmlValue {
  const nothingForApple = request.path === '/apple' && guided === undefined
  const wrong = notice ?? (nothingForApple ? texts.problem.profile : undefined)
  const own = textIn(note, language)
  const [first] = stated.incoming
  const canType = first === undefined ? stated.plain.length > 0 : takesPassword(first)
  const box = (content: HtmlValue, kind = '') => html`<p class="box ${kind}">${content}</p>`
  return [
    wrong !== undefined &&
      html`<p class="box error" role="alert">${wrong} ${canType && texts.problem.byHand}</p>`,
    box(texts.noPassword, 'quiet'),
    renamed &&
      box(
        rich(address === undefined ? texts.settings.renamedLike : texts.settings.renamed, {
          old: html`<b>${shownAddress(renamed.old)}</b>`,
          address: html`<b>${shownAddress(renamed.now)}</b>`,
        }),
      ),
    own !== undefined && box(own),
    enable !== undefined &&
      box(
        html`<a href="${enable.visiturl}"
          >${textIn(enable.instruction, language) ?? enable.visiturl}</a
        >`,
      ),
    first?.login.kind === 'window' && box(texts.onlyWindow),
    (first?.login.kind === 'ticket' || first?.login.kind === 'certificate') && box(texts.onlyOther),
    first === undefined &&
      stated.plain.length > 0 &&
      box(texts.settings.onlyUnencrypted, 'warning'),
  ]
}

/** People who see names that they do not know think that something is wrong. */
function foreign({ stated, domain, address }: Mailbox, { texts, house }: Context): Html | false {
  const own = address?.slice(address.lastIndexOf('@') + 1) ?? domain
  const servers = [...stated.incoming, ...(stated.outgoing ? [stated.outgoing] : [])]
  const isForeign = servers.some(({ hostname }) => !`.${hostname}`.endsWith(`.${own}`))
  if (!isForeign || house.name === undefined) return false
  return html`<p class="remark">${rich(texts.settings.foreign, { provider: house.name })}</p>`
}

function troubleSection(guided: Guided, mailbox: Mailbox, context: Context): Html {
  const { texts, request } = context
  const { trouble } = texts
  const values = valuesOf(guided, mailbox, context)
  const { incoming, outgoing } = guided
  const { username } = incoming
  const { address, webmail } = mailbox
  const isWhole =
    username.kind === 'whole address' || (username.kind === 'exactly' && username.value === address)
  const items: HtmlValue[] = [
    isWhole ? trouble.whole : rich(trouble.username, { username: values.user }),
    isOpen(outgoing)
      ? rich(trouble.open, { outLogin: texts.login[outgoing.login.kind] })
      : hasSameLogin(incoming, outgoing)
        ? trouble.signIn
        : rich(trouble.signInOther, values),
    rich(trouble.ports, values),
    ![incoming, outgoing].some(({ port }) => port === RELAY_PORT) && trouble.not25,
    trouble.refuse,
    webmail === undefined
      ? trouble.webmail
      : rich(trouble.webmailHere, { link: html`<a href="${webmail}">${webmail}</a>` }),
  ]
  const list = items.flatMap((item) => (item === false ? [] : [html`<li>${item}</li>`]))
  return html`<details class="trouble" ${request.print && html` open`}>
    <summary>${trouble.title}</summary>
    <p>${trouble.lead}</p>
    <ul>
      ${list}
    </ul>
  </details>`
}
