// Sentences of a catalogue with values in them, where they stay plain text.
import type { Language } from '../../languages.js'
import type { Plural } from './en.js'

/** `{name}` becomes the value of that name. */
export function fillIn(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces)
}

/** The form of a counted word that goes with a number in a language, with the number in it. */
export function plural(language: Language, count: number, forms: Plural): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other
  return fillIn(form, { count: count.toString() })
}
