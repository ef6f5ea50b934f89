// Ways from one view of the page to another. Each keeps everything that was asked, so that nobody types twice.
import { html, type Html } from '../../../format/html.js'
import { formatAddress } from '../../../settings/address.js'
import type { Language } from '../languages.js'
import type { PageRequest } from '../request.js'

/** What the parameters of a view are, by name. */
type View = Readonly<Record<string, string | undefined>>

function viewOf({ subject, client }: PageRequest, language: Language): View {
  return {
    email: subject.kind === 'address' ? formatAddress(subject.address) : undefined,
    domain: subject.kind === 'domain' ? subject.domain : undefined,
    lang: language,
    client,
  }
}

function given(view: View): [name: string, value: string][] {
  return Object.entries(view).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
}

/** `path` with the view as its query; `changes` replace parts of it, undefined leaves one out. */
export function urlOf(
  path: string,
  request: PageRequest,
  language: Language,
  changes: View = {},
): string {
  const query = given({ ...viewOf(request, language), ...changes })
  return `${path}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}

export interface Choice {
  value: string
  label: string | Html
  current: boolean
  /** Of the label, where it is another than the page's. */
  lang?: string
}

/**
 * A row of choices for one parameter: links, or where the address came by POST the buttons of a form,
 * which keep it out of URLs.
 */
export function choices(
  name: string,
  options: readonly Choice[],
  request: PageRequest,
  language: Language,
): Html {
  if (request.posted) return choiceForm(name, options, request, language)
  const items = options.map(({ value, label, current, lang }) => {
    const url = urlOf('/', request, language, { [name]: value })
    const mark = current && html` aria-current="true"`
    const speaks = lang !== undefined && html` lang="${lang}" hreflang="${lang}"`
    return html`<li><a href="${url}" ${mark}${speaks}>${label}</a></li>`
  })
  return html`<ul class="choices">
    ${items}
  </ul>`
}

function choiceForm(
  name: string,
  options: readonly Choice[],
  request: PageRequest,
  language: Language,
): Html {
  const kept = given({ ...viewOf(request, language), [name]: undefined })
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
