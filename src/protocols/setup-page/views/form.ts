// The one question of the page.
import { html, type Html } from '../../../format/html.js'
import { formatAddress } from '../../../settings/address.js'
import type { PageRequest } from '../request.js'
import type { Context } from './layout.js'
import { fillIn } from '../texts/phrases.js'
import { shownAddress } from './wording.js'

export interface FormOptions {
  /** What is wrong with what was written, tied to the field. */
  problem?: string | undefined
  /** One of ours, for the example. */
  domain?: string
}

export function addressForm(
  { request, texts, language }: Context,
  { problem, domain = 'example.lt' }: FormOptions = {},
): Html {
  const { subject, path } = request
  // Whoever came by the code of an iPhone wants the steps for it.
  const client = path === '/apple' ? 'ios' : request.client
  const written = writtenIn(subject)
  const example = shownAddress(domain)
  const isWrong = problem !== undefined
  return html`<form class="address" action="/" method="get" novalidate>
    <input type="hidden" name="lang" value="${language}" />
    ${client !== undefined && html`<input type="hidden" name="client" value="${client}" />`}
    <label for="email">${texts.form.label}</label>
    ${isWrong && html`<p class="field-error" id="email-error">${problem}</p>`}
    <p class="hint" id="email-hint">${fillIn(texts.form.example, { domain: example })}</p>
    <div class="field">
      <input
        id="email"
        name="email"
        type="email"
        value="${written}"
        autocomplete="email"
        autocapitalize="none"
        spellcheck="false"
        maxlength="254"
        required
        aria-describedby="${isWrong && 'email-error '}email-hint"
        ${isWrong && html` aria-invalid="true"`}
      />
      <button class="button">${texts.form.show}</button>
    </div>
    <p><button class="plain" formmethod="post">${texts.form.privately}</button></p>
  </form>`
}

/** What was typed, so that a slip can be mended. A domain comes from links, and nobody typed it. */
function writtenIn(subject: PageRequest['subject']): string {
  if (subject.kind === 'malformed') return subject.written
  return subject.kind === 'address' ? shownAddress(formatAddress(subject.address)) : ''
}
