// Single values in YAML: bare where every reader takes them for a text, else in double quotes.

const BARE = /^[\p{L}\p{N}/](?:[\p{L}\p{N}\p{M} _.,/@+()&'=~;!?%$*-]|:(?=[^\s:])|#)*$/u
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i
const STARTS_LIKE_A_NUMBER = /^[\d.]/
const NUMBERS = /^(?:[\d._:-]+|0[xob][\da-f_]+|[\d.]+e[+-]?\d+)$/i

/** A text, number, truth value or null. `inFlow`: between { } or [ ], where a comma ends a value. */
export function yamlScalar(value: unknown, inFlow: boolean): string {
  return typeof value === 'string' ? yamlText(value, inFlow) : JSON.stringify(value)
}

function yamlText(text: string, inFlow: boolean): string {
  const isBare =
    BARE.test(text) &&
    !WORDS.test(text) &&
    !(STARTS_LIKE_A_NUMBER.test(text) && NUMBERS.test(text)) &&
    !/ #|\s$/.test(text) &&
    !(inFlow && text.includes(','))
  return isBare ? text : JSON.stringify(text)
}
