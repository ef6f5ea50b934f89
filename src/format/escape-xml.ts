// The one encoder for everything that goes into XML, as text or as an attribute.

const ILLEGAL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
// What most values are made of: names of hosts and addresses.
const HARMLESS = /^[\w.@+-]*$/
const SPECIAL = /[&<>"'\r\n\t]/
const SPECIALS = /[&<>"'\r\n\t]/g

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** Throws on characters that XML 1.0 cannot hold: settings and addresses are checked before they get here. */
export function escapeXml(text: string): string {
  if (HARMLESS.test(text)) return text
  if (ILLEGAL.test(text)) throw new Error('a character that XML cannot hold')
  return SPECIAL.test(text) ? text.replace(SPECIALS, (one) => REFERENCES[one] ?? one) : text
}
