// The frame of every view: head, brand, languages, what stands at the foot.
import { html, type Html, type HtmlValue } from '../../../format/html.js'
import type { Texts as SettingsTexts } from '../../../settings/schema.js'
import type { General } from '../../../settings/table.js'
import { accentUrl, type Assets, logoUrl } from '../assets.js'
import { type Language, LANGUAGES } from '../../languages.js'
import { TEXTS } from '../texts/texts.js'
import { choices, urlOf } from './links.js'
import type { House } from '../house.js'
import type { PageRequest } from '../request.js'
import type { Texts } from '../texts/en.js'
import { fillIn } from '../texts/phrases.js'

/** What every part of the page may need. */
export interface Context {
  request: PageRequest
  language: Language
  texts: Texts
  general: General
  house: House
  assets: Assets
  /** Written on the print view. */
  today: Date
}

export interface View {
  title: string
  main: Html
  /** Where the skip link leads. */
  anchor: 'settings' | 'main'
}

export function layout({ title, main, anchor }: View, context: Context): string {
  const { request, language, texts, house, assets } = context
  const { name, accent } = house
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${name !== undefined && ` · ${name}`}</title>
<link rel="stylesheet" href="${assets.style}">
${accent !== undefined && html`<link rel="stylesheet" href="${accentUrl(accent)}" />`}
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
${!request.posted && alternates(context)}
<script src="${assets.script}" defer></script>
</head>
<body${request.print && html` data-print`}>
<a class="skip" href="#${anchor}">${anchor === 'settings' ? texts.skip : texts.skipToContent}</a>
<header>
${brandHtml(context)}
<nav aria-label="${texts.languages}">${languageChoices(context)}</nav>
</header>
<main id="main">
${main}
</main>
${foot(context)}
<p id="status" role="status" data-copied="${texts.copied}" data-failed="${texts.notCopied}"></p>
</body>
</html>
`
  return page.markup
}

function alternates(context: Context): HtmlValue {
  const alternate = (tag: string, lang: Language) => {
    const url = urlOf(context.request.path, context, { lang })
    return html`<link rel="alternate" hreflang="${tag}" href="${url}" />`
  }
  return [...LANGUAGES.map((one) => alternate(one, one)), alternate('x-default', 'en')]
}

function brandHtml({ house: { name = '', logo } }: Context): Html {
  return html`<p class="brand">
    ${logo ? html`<img src="${logoUrl(logo)}" alt="${name}" />` : name}
  </p>`
}

function languageChoices(context: Context): Html {
  const options = LANGUAGES.map((one) => ({
    value: one,
    label: TEXTS[one].language,
    current: one === context.language,
    lang: one,
  }))
  return choices('lang', options, context)
}

/** Help stands in the same place on every view (WCAG 2.2, 3.2.6). */
function foot(context: Context): HtmlValue {
  const { house, texts, request, language } = context
  const { support, documentation } = house
  const links = documentation.map(({ url, descr }) => ({
    url,
    label: textIn(descr, language) ?? texts.documentation,
  }))
  if (support !== undefined) links.unshift({ url: support, label: texts.support })
  if (links.length === 0 && !request.print) return undefined
  return html`<footer>
    <ul>
      ${links.map(({ url, label }) => html`<li><a href="${url}">${label}</a></li>`)}
    </ul>
    ${request.print && imprint(context)}
  </footer>`
}

/** On paper: where this can be seen again, and as of when. */
function imprint(context: Context): Html {
  const { request, language, texts, general, today } = context
  const url = general.publicUrl + (request.posted ? '/' : urlOf('/', context))
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(today)
  return html`<p>${fillIn(texts.printed, { url })} · ${date}</p>`
}

/** A text of the settings in the page's language, or else in the one that is meant for everybody. */
export function textIn(texts: SettingsTexts | undefined, language: Language): string | undefined {
  if (texts === undefined || typeof texts === 'string') return texts
  const byBase = Object.entries(texts).find(
    ([tag]) => tag.split('-')[0]?.toLowerCase() === language,
  )
  return byBase?.[1] ?? texts['x-default'] ?? texts['en'] ?? Object.values(texts)[0]
}
