// The settings themselves: one table for each direction, and what lies closed below them.
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import { type StatedServer, type StatedServers, takesPassword } from '../servers.js'
import { type Owner, portsTable, serverTable, urlTable } from './tables.js'
import type { Texts } from '../texts/en.js'
import { PROTOCOL_NAMES } from './wording.js'
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
  ${unencrypted(stated, options, closed)} ${calendars(stated, options, closed)}`
}

type Closed = (title: string, content: HtmlValue) => Html

function mainServers(
  { incoming, outgoing, plain }: StatedServers,
  options: SectionOptions,
): HtmlValue {
  const { texts } = options
  const { settings } = texts
  const [first] = incoming
  if (first === undefined && outgoing === undefined) return undefined
  const isBest = first?.type === 'imap'
  const onlyPlain = plain.some(({ type }) => type === 'smtp')
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
      : html`<p class="box">${onlyPlain ? settings.plainOutgoing : settings.noOutgoing}</p>`,
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
  const missing = first?.type === 'imap' ? 'pop3' : 'imap'
  return [
    second &&
      closed(second.type === 'pop3' ? settings.pop : settings.imap, [
        second.type === 'pop3' && html`<p>${settings.popWarning}</p>`,
        html`<h3>${incomingTitle(second, texts)}</h3>`,
        serverTable(second, first, options, texts),
      ]),
    first &&
      second === undefined &&
      // What is offered without encryption only is told below, with its warning.
      !plain.some(({ type }) => type === missing) &&
      html`<p class="remark">${missing === 'pop3' ? settings.noPop : settings.onlyPop}</p>`,
    others.length > 0 &&
      closed(settings.others, portsTable(others, first?.username, options, texts)),
  ]
}

/** Always closed; on paper only what cannot be had with encryption. */
function unencrypted(
  { incoming, outgoing, plain }: StatedServers,
  options: SectionOptions,
  closed: Closed,
): HtmlValue {
  const { texts, isPrint } = options
  const { settings } = texts
  const encrypted = [...incoming, ...(outgoing ? [outgoing] : [])]
  const isOnly = ({ type }: StatedServer) => !encrypted.some((one) => one.type === type)
  const only = plain.filter(isOnly)
  const also = isPrint ? [] : plain.filter((server) => !isOnly(server))
  if (only.length + also.length === 0) return undefined
  const first = encrypted[0] ?? only[0]
  const title = encrypted.length === 0 ? settings.allUnencrypted : settings.unencrypted
  return closed(title, [
    html`<p class="box warning">${settings.unencryptedWarning}</p>`,
    only.map(
      (server) =>
        html`<h3>${server.type === 'smtp' ? settings.outgoing : incomingTitle(server, texts)}</h3>
          ${serverTable(server, server === first ? undefined : first, options, texts)}`,
    ),
    also.length > 0 && portsTable(also, first?.username, options, texts),
  ])
}

function calendars(
  { calendar, contacts }: StatedServers,
  options: SectionOptions,
  closed: Closed,
): HtmlValue {
  const { texts } = options
  const { settings } = texts
  const services = [calendar, contacts].filter((one) => one !== undefined)
  if (services.length === 0) return undefined
  return closed(settings.calendars, [
    calendar && urlTable(settings.calendar, calendar, options, texts),
    contacts && urlTable(settings.contacts, contacts, options, texts),
    services.some(takesPassword) && [
      html`<p>${rich(settings.davx)}</p>`,
      html`<p>${rich(settings.davThunderbird)}</p>`,
    ],
  ])
}
