// HTML for people: a tagged template that escapes everything but HTML itself.

/** Markup that was made here: nothing else gets into a page unescaped. */
export interface Html {
  readonly markup: string
}

/** What a template takes: text is escaped, lists are joined, nothing stays nothing. */
export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[]

const SPECIALS = /[&<>"']/g
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Controls, noncharacters and halves of characters: no page may hold them, and a reference to them neither.
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cs}\p{Noncharacter_Code_Point}]/gu
const REPLACEMENT = '\ufffd'

function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, REPLACEMENT).replace(SPECIALS, (one) => REFERENCES[one] ?? one)
}

function markupOf(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return value.toString()
  return 'markup' in value ? value.markup : value.map(markupOf).join('')
}

/** Values are escaped for text and for attributes in double quotes; they may stand nowhere else. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0] ?? ''
  for (const [index, value] of values.entries()) {
    markup += markupOf(value) + (parts[index + 1] ?? '')
  }
  return { markup }
}

const RICH = /(\{[A-Za-z]+\}|\*[^*]+\*)/

/**
 * A sentence of a catalogue → HTML: `{name}` becomes the value of that name, `*words*` become bold,
 * as what is to be clicked on is. Throws if there is no such value, so that no reader meets a brace.
 */
export function rich(sentence: string, values: Readonly<Record<string, HtmlValue>> = {}): Html {
  const parts = sentence.split(RICH).map((part): HtmlValue => {
    if (part.startsWith('*')) return html`<b>${rich(part.slice(1, -1), values)}</b>`
    if (!part.startsWith('{')) return part
    const name = part.slice(1, -1)
    if (!Object.hasOwn(values, name)) throw new Error(`no value for {${name}}`)
    return values[name]
  })
  return html`${parts}`
}
