// Tables of settings: a row for each value, with a button that copies it where the browser can.
import { html, type Html, type HtmlValue } from '../../../format/html.js'
import {
  hasSameLogin,
  isOpen,
  takesPassword,
  type StatedServer,
  type StatedUrl,
  type Username,
} from '../servers.js'
import type { Texts } from '../texts/en.js'
import { PROTOCOL_NAMES, securityName, shownAddress, usernameHtml, valueHtml } from './wording.js'
import { fillIn } from '../texts/phrases.js'

/** Whose settings a table states. */
export interface Owner {
  domain: string
  /** The mailbox's address, where one was asked for. */
  address: string | undefined
}

/** `copied`: what the button copies; `what`: what it is called, for who cannot see where it stands. */
function valueRow(
  label: string,
  value: HtmlValue,
  copied: { value: string | number; what: string } | undefined,
  texts: Texts,
): Html {
  const button = copied && copyButton(copied, label, texts)
  return html`<tr>
    <th scope="row">${label}</th>
    <td>
      <div class="value"><span>${value}</span>${button}</div>
    </td>
  </tr>`
}

function copyButton(
  { value, what }: { value: string | number; what: string },
  label: string,
  texts: Texts,
): Html {
  const name = fillIn(texts.copyWhat, { what: `${what}, ${label}` })
  return html`<button type="button" class="copy" data-copy="${value}" aria-label="${name}" hidden>
    ${texts.copy}
  </button>`
}

function table(rows: HtmlValue): Html {
  return html`<table class="server">
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

/** `first`: the server whose log-in was read before, so that “the same” says something. */
export function serverTable(
  server: StatedServer,
  first: StatedServer | undefined,
  owner: Owner,
  texts: Texts,
): Html {
  const { settings } = texts
  const { hostname, port, type } = server
  const row = (label: string, value: HtmlValue, copied?: string | number) =>
    valueRow(
      label,
      value,
      copied === undefined ? undefined : { value: copied, what: PROTOCOL_NAMES[type] },
      texts,
    )
  return table([
    row(settings.server, valueHtml(hostname), hostname),
    row(settings.port, valueHtml(port), port),
    row(settings.security, securityName(server, texts)),
    loginRows(server, first, owner, texts, row),
  ])
}

function loginRows(
  server: StatedServer,
  first: StatedServer | undefined,
  { domain, address }: Owner,
  texts: Texts,
  row: (label: string, value: HtmlValue, copied?: string | number) => Html,
): HtmlValue {
  const { login, username, type } = server
  if (login.kind === 'none') return row(texts.signIn, texts.login.notRequired)
  if (isOpen(server)) return row(texts.signIn, texts.login[login.kind])
  const exact = username.kind === 'exactly' ? username.value : undefined
  const isSame = first !== undefined && hasSameLogin(server, first)
  const remark = exact !== undefined && exact === address && wholeAddress(exact, texts)
  return [
    row(
      texts.settings.username,
      html`${usernameHtml(username, domain, texts)}${remark && html` <small>${remark}</small>`}`,
      exact,
    ),
    row(texts.settings.password, texts.login[login.kind]),
    type === 'smtp' && row(texts.signIn, isSame ? texts.login.same : texts.login.required),
  ]
}

/** That a name is the whole address says nothing to a person who writes it with other letters. */
function wholeAddress(address: string, { username }: Texts): string {
  return shownAddress(address) === address
    ? username.isWhole
    : `${username.isWhole}, ${username.inThisForm}`
}

/** One line for each server, for those that are only mentioned; a user name only where it is another than `known`. */
export function portsTable(
  servers: readonly StatedServer[],
  known: Username | undefined,
  { domain }: Owner,
  texts: Texts,
): Html {
  const { server, port, security, username, password } = texts.settings
  const isKnown = (one: Username) => JSON.stringify(one) === JSON.stringify(known)
  const named = servers.some((one) => !isOpen(one) && !isKnown(one.username))
  const special = servers.some((one) => !takesPassword(one))
  const rows = servers.map(
    (one) =>
      html`<tr>
        <th scope="row">${PROTOCOL_NAMES[one.type]}</th>
        <td>${valueHtml(one.hostname)}</td>
        <td>${valueHtml(one.port)}</td>
        <td>${securityName(one, texts)}</td>
        ${named && html`<td>${usernameHtml(one.username, domain, texts)}</td>`}
        ${special && html`<td>${texts.login[one.login.kind]}</td>`}
      </tr>`,
  )
  return html`<table class="ports">
    <thead>
      <tr>
        <td></td>
        <th scope="col">${server}</th>
        <th scope="col">${port}</th>
        <th scope="col">${security}</th>
        ${named && html`<th scope="col">${username}</th>`}
        ${special && html`<th scope="col">${password}</th>`}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

/** A calendar or an address book: `title` is also what its copy button is called. */
export function urlTable(
  title: string,
  { url, login, username }: StatedUrl,
  { domain }: Owner,
  texts: Texts,
): Html {
  const { settings } = texts
  const rows = [
    valueRow(settings.address, valueHtml(url), { value: url, what: title }, texts),
    valueRow(settings.username, usernameHtml(username, domain, texts), undefined, texts),
    valueRow(settings.password, texts.login[login.kind], undefined, texts),
  ]
  return html`<h3>${title}</h3>
    ${table(rows)}`
}
