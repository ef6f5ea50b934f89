// The settings themselves: one table for each direction, and what lies closed below them.
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import type { StatedServer, StatedServers } from '../servers.js'
import { type Owner, portsTable, serverTable, urlTable } from './tables.js'
import type { Texts } from '../texts/en.js'
import { PROTOCOL_NAMES, usernameHtml, valueHtml } from './wording.js'
import { fillIn } from '../texts/phrases.js'

export interface SectionOptions extends Owner {
  texts: Texts
  /** On paper nothing can be opened. */
  isPrint: boolean
}

export function settingsSection(stated: StatedServers, options: SectionOptions): Html {
  const closed = (title: string, content: HtmlValue) =>
    html`<details${options.isPrint && html` open`}>
      <summary>${title}</summary>
      ${content}
    </details>`
  return html`${mainServers(stated, options)} ${alternatives(stated, options, closed)}
  ${calendars(stated, options, closed)}`
}

type Closed = (title: string, content: HtmlValue) => Html

function mainServers({ incoming, outgoing }: StatedServers, options: SectionOptions): HtmlValue {
  const { texts } = options
  const { settings } = texts
  const [first] = incoming
  if (first === undefined && outgoing === undefined) return undefined
  const isBest = first?.type === 'imap'
  return [
    first &&
      html`<h3>
          ${incomingTitle(first, texts)}${isBest && html` <small>${settings.recommended}</small>`}
        </h3>
        ${serverTable(first, undefined, options, texts)}`,
    first?.type === 'pop3' && html`<p class="box">${settings.popWarning}</p>`,
    outgoing
      ? html`<h3>${settings.outgoing}</h3>
          ${serverTable(outgoing, first, options, texts)}`
      : html`<p class="box">${settings.noOutgoing}</p>`,
  ]
}

function incomingTitle({ type }: StatedServer, { settings }: Texts): string {
  return fillIn(settings.incoming, { protocol: PROTOCOL_NAMES[type] })
}

function alternatives(
  { incoming, others, plain }: StatedServers,
  options: SectionOptions,
  closed: Closed,
): HtmlValue {
  const { texts } = options
  const { settings } = texts
  const [first, second] = incoming
  return [
    second &&
      closed(second.type === 'pop3' ? settings.pop : settings.imap, [
        second.type === 'pop3' && html`<p>${settings.popWarning}</p>`,
        html`<h3>${incomingTitle(second, texts)}</h3>`,
        serverTable(second, first, options, texts),
      ]),
    first &&
      second === undefined &&
      html`<p class="remark">${first.type === 'imap' ? settings.noPop : settings.onlyPop}</p>`,
    others.length > 0 && closed(settings.others, portsTable(others, texts)),
    plain.length > 0 &&
      closed(settings.unencrypted, [
        html`<p class="box warning">${settings.unencryptedWarning}</p>`,
        portsTable(plain, texts),
      ]),
  ]
}

function calendars(
  { calendar, contacts }: StatedServers,
  options: SectionOptions,
  closed: Closed,
): HtmlValue {
  const { texts, domain } = options
  const { settings } = texts
  const any = calendar ?? contacts
  if (any === undefined) return undefined
  const values = { url: valueHtml(any.url), username: usernameHtml(any.username, domain, texts) }
  return closed(settings.calendars, [
    calendar && urlTable(settings.calendar, calendar, options, texts),
    contacts && urlTable(settings.contacts, contacts, options, texts),
    html`<p>${rich(settings.davx, values)}</p>`,
    html`<p>${rich(settings.davThunderbird, values)}</p>`,
  ])
}
