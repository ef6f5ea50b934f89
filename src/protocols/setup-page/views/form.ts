// The one question of the page.
import { html, type Html } from '../../../format/html.js'
import type { Context } from './layout.js'
import { fillIn } from '../texts/phrases.js'
import { shownAddress } from './wording.js'

/** `problem`: what is wrong with what was written, tied to the field. */
export function addressForm({ request, texts, language }: Context, problem?: string): Html {
  const { subject, path } = request
  // Whoever came by the code of an iPhone wants the steps for it.
  const client = path === '/apple' ? 'ios' : request.client
  const written = subject.kind === 'malformed' ? subject.written : ''
  const example = subject.kind === 'domain' ? shownAddress(subject.domain) : 'example.lt'
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
