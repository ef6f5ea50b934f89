// Single values of the settings: what a line of text, a URL, a host name or a port is, and what is said of others.
import { PATHS } from './paths.js'
import { z } from 'zod'
import { isHostname } from './hostname.js'

// Lone surrogates are no characters at all. Noncharacters are refused with the control characters: answers use them to mark the places to fill in.
const LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]*$/u
const PROSE = /^(?:[^\p{Cc}\p{Cs}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]|[\n\t])*$/u
const CONTROL_CHARACTER = 'holds a control character; remove it'
const EMPTY = 'is empty; write a value or leave the key out'
// Most clients compare and use values as they come, blanks included.
const BLANKS = 'begins or ends with a blank; remove it'

const anyLine = z.string().min(1, EMPTY).regex(LINE, { error: CONTROL_CHARACTER, abort: true })
export const line = anyLine.refine((one) => one === one.trim(), BLANKS)
const prose = z
  .string()
  .min(1, { error: EMPTY, abort: true })
  .regex(PROSE, CONTROL_CHARACTER)
  .refine((one) => one.trim() !== '', EMPTY)

// URL() forgives what clients do not: https:host, backslashes, an empty host, blanks around it.
const URL_WITH_HOST = /^[a-z]+:\/\/[^/?#@\\\s]+(?:[/?#][^\\\s]*)?$/i
const ASCII = /^[\x21-\x7e]+$/

function isUrl(text: string, schemes: readonly string[]): boolean {
  return URL_WITH_HOST.test(text) && URL.canParse(text) && schemes.includes(new URL(text).protocol)
}

export const url = anyLine.refine(
  (text) => isUrl(text.replace(/%[A-Z]+%/g, 'x'), ['https:', 'http:', 'wss:']),
  'is no URL; write it as https://host/path, without user name and password',
)
// Sent as a header, and followed as it is.
export const redirectUrl = anyLine.refine(
  (text) => isUrl(text, ['https:']) && ASCII.test(text) && !/#|%EMAIL/.test(text),
  'must be an https:// URL in ASCII, without user name, fragment and placeholders',
)
export const publicUrl = anyLine.refine(
  (text) => isUrl(text, ['https:', 'http:']) && ASCII.test(text) && !/[?#]|\/\/.*\/./.test(text),
  'is no URL to build on; write it as https://setup.example.com, without a path',
)
/** Reverse-DNS, as Apple's identifiers are: it goes into URNs and file names as it is. */
export const identifierPrefix = anyLine.regex(
  /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/,
  'must look like "com.example.setup"',
)
export const autodiscoverUrl = anyLine.refine((text) => {
  const filled = text.replaceAll('%EMAILDOMAIN%', 'x.example')
  // In the path it would not be one of our paths.
  const [, , , ...path] = text.split('/')
  return (
    !path.join('/').includes('%') &&
    isUrl(filled, ['https:']) &&
    ASCII.test(filled) &&
    !/[?#]|%EMAIL/.test(filled) &&
    filled.endsWith(PATHS.autodiscover)
  )
}, `must be an https:// URL that ends in ${PATHS.autodiscover}, in small letters`)
export const contactUrl = anyLine.refine(
  (text) =>
    isUrl(text, ['https:', 'http:']) || (/^(?:mailto|tel):./.test(text) && URL.canParse(text)),
  'must be a URL that begins with https:, mailto: or tel:',
)
export const hostname = anyLine.refine(
  isHostname,
  'is no host name; write it like imap.example.com, without scheme, port and spaces',
)
const WHOLE_NUMBER = 'must be a whole number'
export const port = z
  .int(WHOLE_NUMBER)
  .min(1, 'must be between 1 and 65535')
  .max(65535, 'must be between 1 and 65535')

export const count = z.int(WHOLE_NUMBER).min(0, 'must be 0 or more')
export const pixels = z.int(WHOLE_NUMBER).min(1, 'must be 1 or more')

export const language = line.meta({ description: 'a language tag such as en or pt-BR' })
export const texts = z
  .union([prose, z.record(language, prose).refine((map) => Object.keys(map).length > 0, EMPTY)])
  .meta({ description: 'one text, or texts by language; x-default: without a language' })

// XML 1.0, production 5, without the colon: the unassigned and the odd are in, ª, µ and ² are not.
const NAME_START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d' +
  '\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const NAME_MORE = `${NAME_START}0-9.\\u00b7\\u0300-\\u036f\\u203f\\u2040-`
const XML_NAME = new RegExp(`^(?![xX][mM][lL])[${NAME_START}][${NAME_MORE}]*$`, 'u')
export const elementName = z.string().regex(XML_NAME, 'is no name of an XML element')
export const attributeName = z.string().regex(XML_NAME, 'is no name of an XML attribute')
/** What an element or attribute holds: it may be empty. */
export const markupText = z.string().regex(PROSE, CONTROL_CHARACTER)
