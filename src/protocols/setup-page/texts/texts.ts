// The catalogues by their language.
import type { Language } from '../../languages.js'
import { en, type Texts } from './en.js'
import { lt } from './lt.js'

export const TEXTS: Readonly<Record<Language, Texts>> = { en, lt }
