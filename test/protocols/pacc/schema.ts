// What draft -02 of PACC demands of a document, with the renaming of -03; every broken rule as a sentence.
// Members that nobody defined are allowed there and not here: we write none.

type Check = (value: unknown) => string[]

const text =
  (pattern: RegExp, longest = Infinity): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) && Array.from(value).length <= longest
      ? []
      : [`not ${String(pattern)}, at most ${longest}: ${JSON.stringify(value)}`]

const boolean: Check = (value) => (typeof value === 'boolean' ? [] : ['no boolean'])
const pixels: Check = (value) => (Number.isInteger(value) ? [] : ['no whole number'])

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 ? value.flatMap(check) : ['no list, or an empty one']

function objectOf(members: Record<string, Check>, required: readonly string[]): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['no object']
    const missing = required.filter((name) => !(name in value)).map((name) => `no ${name}`)
    if (Object.keys(value).length === 0) missing.push('an empty object')
    const faults = Object.entries(value).flatMap(([name, below]) =>
      (members[name] ?? (() => ['unknown']))(below).map((fault) => `${name}: ${fault}`),
    )
    return [...missing, ...faults]
  }
}

const hostname = text(
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
)
const host = objectOf({ host: hostname }, ['host'])
const url = objectOf({ url: text(/^https:\/\/[^:/]+\/[\x21-\x7e]*$/) }, ['url'])
const web = text(/^https?:\/\/[\x21-\x7e]+$/)
const name = /^[^\p{Cc}]+$/u

const document = objectOf(
  {
    protocols: objectOf(
      {
        imap: host,
        pop3: host,
        smtp: host,
        submit: host,
        jmap: url,
        caldav: url,
        carddav: url,
        webdav: url,
      },
      [],
    ),
    authentication: objectOf(
      {
        password: boolean,
        'oauth-public': objectOf({ issuer: text(/^https:\/\/[^?#@]+$/) }, ['issuer']),
      },
      ['password'],
    ),
    info: objectOf(
      {
        provider: objectOf(
          {
            name: text(name, 60),
            shortName: text(name, 20),
            logo: listOf(
              objectOf(
                {
                  url: text(/^https:/),
                  'content-type': text(/^image\//),
                  width: pixels,
                  height: pixels,
                },
                ['url', 'content-type'],
              ),
            ),
          },
          ['name'],
        ),
        help: objectOf(
          {
            documentation: web,
            developer: web,
            contact: listOf(text(/^(?:https?:|mailto:|tel:)[\x21-\x7e]+$/)),
          },
          [],
        ),
      },
      ['provider'],
    ),
  },
  ['protocols', 'info', 'authentication'],
)

interface Statements {
  protocols: Record<string, { host?: string; url?: string }>
  authentication: { password: boolean; 'oauth-public'?: { issuer: string } }
  info: { provider: Record<string, unknown>; help?: Record<string, unknown> }
}

/** A document, taken apart; throws what is wrong with it. */
export function readDocument(body: string): Statements {
  const value: unknown = JSON.parse(body)
  const faults = document(value)
  const { protocols, authentication } = value as Statements
  if (protocols['smtp']?.host !== protocols['submit']?.host) faults.push('smtp is not submit')
  if (!authentication.password && authentication['oauth-public'] === undefined) {
    faults.push('no way to log in')
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return value as Statements
}
