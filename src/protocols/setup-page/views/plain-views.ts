// Views without settings: the empty form, what could not be understood, whose domain is not ours, what failed.
import { html, rich } from '../../../format/html.js'
import { addressForm } from './form.js'
import type { Context, View } from './layout.js'
import { formUrl } from './links.js'
import { shownAddress } from './wording.js'

/** Nothing was asked yet. */
export function formView(context: Context): View {
  const { texts } = context
  const main = html`<h1>${texts.title}</h1>
    <p>${texts.promise}</p>
    <p class="box quiet">${texts.noPassword}</p>
    ${addressForm(context)}`
  return { title: texts.title, main, anchor: 'main' }
}

/** Something is wrong with what was asked; the form stands below, with what was written. */
export function problemView(problem: string, hint: string | undefined, context: Context): View {
  const { texts, request } = context
  const isField = request.subject.kind === 'malformed'
  const main = html`<h1>${texts.title}</h1>
    <div class="box error" role="alert" tabindex="-1">
      <h2>${texts.problem.title}</h2>
      <p>${isField ? html`<a href="#email">${problem}</a>` : problem}</p>
      ${hint !== undefined && html`<p>${hint}</p>`}
    </div>
    <p class="box quiet">${texts.noPassword}</p>
    ${addressForm(context, { problem: isField ? problem : undefined })}`
  return { title: `${texts.problem.title}: ${texts.title}`, main, anchor: 'main' }
}

/** Another service answers for this domain. `target` comes from the settings alone. */
export function elsewhereView(domain: string, target: string, context: Context): View {
  const { texts } = context
  const { host } = new URL(target)
  const name = shownAddress(domain)
  const values = { domain: html`<b>${name}</b>`, target: html`<b>${host}</b>` }
  const main = html`<h1>${texts.title}</h1>
    <p>${rich(texts.moved.text, values)}</p>
    <p class="actions"><a class="button" href="${target}">${texts.moved.open}</a></p>
    <p><a href="${formUrl(context)}">${texts.form.another}</a></p>`
  return { title: `${texts.title}: ${name}`, main, anchor: 'main' }
}

/** What went wrong is ours, or too much was asked: there is nothing to fill in. */
export function failureView(problem: string, context: Context): View {
  const { texts } = context
  const main = html`<h1>${texts.title}</h1>
    <p class="box error" role="alert">${problem}</p>`
  return { title: texts.title, main, anchor: 'main' }
}
