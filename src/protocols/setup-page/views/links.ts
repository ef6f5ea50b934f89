// Ways from one view of the page to another. Each keeps everything that was asked, so that nobody types twice.
import { html, type Html } from '../../../format/html.js'
import { formatAddress } from '../../../settings/address.js'
import type { Language } from '../../languages.js'
import type { PageRequest } from '../request.js'

/** What is shown now. */
export interface Here {
  request: PageRequest
  language: Language
}

/** What the parameters of a view are, by name; undefined: left out. */
type Parameters = Readonly<Record<string, string | undefined>>

function parametersOf({ request: { subject, client }, language }: Here): Parameters {
  return {
    email: subject.kind === 'address' ? formatAddress(subject.address) : undefined,
    domain: subject.kind === 'domain' ? subject.domain : undefined,
    lang: language,
    client,
  }
}

function given(parameters: Parameters): [name: string, value: string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
}

/** `path` with what was asked as its query; `changes` replace parts of it. */
export function urlOf(path: string, here: Here, changes: Parameters = {}): string {
  const query = given({ ...parametersOf(here), ...changes })
  return `${path}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}

/** Where the empty form is. */
export function formUrl(here: Here): string {
  return urlOf('/', here, { email: undefined, domain: undefined, client: undefined })
}

export interface Choice {
  value: string
  label: string
  current: boolean
  /** Of the label, where it is another than the page's. */
  lang?: string
}

/**
 * A row of choices for one parameter: links, or where the address came by POST the buttons of a form,
 * which keep it out of URLs. `anchor`: where on the page the reader goes on.
 */
export function choices(name: string, options: readonly Choice[], here: Here, anchor = ''): Html {
  if (here.request.posted) return choiceForm(name, options, here)
  const items = options.map(({ value, label, current, lang }) => {
    const url = urlOf(here.request.path, here, { [name]: value }) + anchor
    const mark = current && html` aria-current="true"`
    const speaks = lang !== undefined && html` lang="${lang}" hreflang="${lang}"`
    return html`<li><a href="${url}" ${mark}${speaks}>${label}</a></li>`
  })
  return html`<ul class="choices">
    ${items}
  </ul>`
}

function choiceForm(name: string, options: readonly Choice[], here: Here): Html {
  const kept = given({ ...parametersOf(here), [name]: undefined })
  const hidden = kept.map(
    ([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`,
  )
  const items = options.map(({ value, label, current, lang }) => {
    const mark = current && html` aria-current="true"`
    const speaks = lang !== undefined && html` lang="${lang}"`
    return html`<li><button name="${name}" value="${value}" ${mark}${speaks}>${label}</button></li>`
  })
  return html`<form method="post" action="/">
    ${hidden}
    <ul class="choices">
      ${items}
    </ul>
  </form>`
}
