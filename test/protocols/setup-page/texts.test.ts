// Both catalogues say the same things, with the same values in them.
import { expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../../src/protocols/languages.js'
import { TEXTS } from '../../../src/protocols/setup-page/texts/texts.js'
import { plural } from '../../../src/protocols/setup-page/texts/phrases.js'

/** `guides.ios.add` → text, for every text of a catalogue; forms of a counted word count as one. */
function texts(catalogue: object, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(
    ([key, value]: [string, unknown]): [string, string][] => {
      const name = path === '' ? key : `${path}.${key}`
      if (typeof value === 'string') return [[name, value]]
      const forms = value as Record<string, string>
      return 'other' in forms && 'one' in forms
        ? [[name, forms['other'] ?? '']]
        : texts(forms, name)
    },
  )
}

function values(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([value]) => value).sort()
}

const english = texts(TEXTS.en)

test('AP-B25 there are two languages and enough to say', () => {
  expect(LANGUAGES).toEqual(['en', 'lt'])
  expect(english.length).toBeGreaterThan(120)
})

test.each(LANGUAGES)(
  'AP-B25 %s: the keys of English, no empty text, the same values',
  (language) => {
    const catalogue = texts(TEXTS[language])
    expect(catalogue.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort())
    const bySelf = new Map(catalogue)
    for (const [key, text] of english) {
      const own = bySelf.get(key) ?? ''
      expect([key, own.trim().length > 0, own]).toEqual([key, true, own.trim()])
      expect([key, values(own)]).toEqual([key, values(text)])
      expect([key, (own.match(/\*/g) ?? []).length % 2]).toEqual([key, 0])
      // Fields of a step: as many lines in each language.
      expect([key, own.split('\n').length]).toEqual([key, text.split('\n').length])
    }
  },
)

test('AP-B25 Lithuanian is not left in English', () => {
  const own = new Map(texts(TEXTS.lt))
  const same = english.filter(([key, text]) => own.get(key) === text).map(([key]) => key)
  expect(same).toEqual([
    'methods.NTLM',
    ...['ios', 'mac', 'thunderbird', 'windowsmail'].map((client) => `clients.${client}`),
  ])
})

test.each<[Language, number, string]>([
  ['lt', 1, '1 kartą'],
  ['lt', 2, '2 kartus'],
  ['lt', 10, '10 kartų'],
  ['lt', 21, '21 kartą'],
  ['lt', 22, '22 kartus'],
  ['en', 1, '1 time'],
  ['en', 3, '3 times'],
])('AP-B25 %s: %i → %s', (language, count, expected) => {
  expect(plural(language, count, TEXTS[language].profile.times)).toBe(expected)
})
