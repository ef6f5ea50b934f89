// How each reader of autoconfig looks for its document: where, in which order, and how far it follows.
import { createHash } from 'node:crypto'
import type { XmlElement } from '../../format/xml-document.js'
import { withoutSkippedSections } from '../../protocols/autoconfig/clients-thunderbird.js'
import {
  anySuccess,
  deltaChat,
  evolution,
  kmail,
  onlyStatus200,
  type ReadAnswer,
  thunderbird,
} from './autoconfig-reading.js'
import { inIspdb, inIspdbOfThunderbird, onDomain, onOwnName } from './autoconfig-urls.js'
import {
  deltaChatPox,
  fairEmailPox,
  type SearchPox,
  thunderbirdPox,
} from './autodiscover-readers.js'
import type { Names } from '../../probe/names.js'
import type { Question } from '../question.js'
import { type MailExchanger, namesUpTo } from './mail-exchanger.js'
import type { Search } from './search.js'
import { fairEmailBySrv } from './srv-servers.js'
import { BROWSER, type Manners } from './visits.js'

/** URLs in order of preference; where one of them ends a search, whole groups after it may still be asked. */
type Groups = readonly (readonly string[])[]

export interface AutoconfigClient {
  /** As the judgement of documents calls it. */
  client: string
  /** `email`: of the domain. */
  urls: (domain: string, email: string) => Groups
  /** By the mail exchanger, where its provider is another domain. */
  urlsByMx?: (exchanger: MailExchanger, email: string) => Groups
  /** Whether it asks by the mail exchanger only if its last URL was answered with 404. */
  mxOnlyAfter404?: boolean
  /** What it asks when all else failed. */
  lastUrls?: (domain: string) => Groups
  /** When it turns to autodiscover, if it does. */
  autodiscover?: {
    when: 'before the mail exchanger' | 'after the mail exchanger'
    search: SearchPox
  }
  /** What it prefers to every document, if it finds that. */
  first?: (question: Question, names: Names) => Promise<Search | undefined>
  reads: ReadAnswer
  /** The document as it is left where the client passes over what it cannot use. */
  passesOver?: (root: XmlElement) => XmlElement
  /** Whether an answer that is no configuration ends the group, or everything. */
  stops: 'the group' | 'everything'
  /** What follows a document that it cannot use. */
  afterUnusable: 'the next URL' | 'as after a page'
  manners: Manners
  /** Which of several servers of a type it takes. */
  takes: 'first' | 'last' | 'any'
  /** The types that it can receive with; the first it finds in the document counts. */
  receives: readonly ('imap' | 'pop3')[]
}

const IMAP_OR_POP3 = ['imap', 'pop3'] as const

function withEmail(email: string): string {
  return `?emailaddress=${encodeURIComponent(email)}`
}

/** On both names, https before http. */
function allFour(domain: string, query?: string): string[] {
  return (['https', 'http'] as const).flatMap((scheme) => [
    onOwnName(scheme, domain, query),
    onDomain(scheme, domain, query),
  ])
}

export const autoconfigClients: readonly AutoconfigClient[] = [
  {
    client: 'Thunderbird',
    urls: (domain, email) => [allFour(domain, withEmail(email)), [inIspdbOfThunderbird(domain)]],
    urlsByMx: ({ fullDomain, baseDomain }, email) => [
      ...[fullDomain, baseDomain].flatMap((name) =>
        name === undefined
          ? []
          : [[onOwnName('https', name, withEmail(email))], [inIspdbOfThunderbird(name)]],
      ),
    ],
    autodiscover: { when: 'after the mail exchanger', search: thunderbirdPox },
    reads: thunderbird,
    passesOver: withoutSkippedSections,
    stops: 'the group',
    afterUnusable: 'as after a page',
    manners: BROWSER,
    takes: 'first',
    receives: IMAP_OR_POP3,
  },
  {
    client: 'Thunderbird for Android, K-9 Mail',
    urls: (domain) => [[...allFour(domain), inIspdb(domain)]],
    urlsByMx: ({ fullDomain, baseDomain }) => [
      [fullDomain, baseDomain].flatMap((name) =>
        name === undefined ? [] : [onOwnName('https', name), inIspdb(name)],
      ),
    ],
    reads: anySuccess,
    stops: 'the group',
    afterUnusable: 'the next URL',
    manners: BROWSER,
    takes: 'first',
    receives: ['imap'],
  },
  {
    client: 'Thunderbird for iOS',
    urls: (domain, email) => [
      [onOwnName('https', domain, withEmail(email)), onDomain('https', domain), inIspdb(domain)],
    ],
    urlsByMx: ({ baseDomain }) => [
      [onOwnName('https', baseDomain), onDomain('https', baseDomain), inIspdb(baseDomain)],
    ],
    reads: onlyStatus200,
    stops: 'the group',
    afterUnusable: 'the next URL',
    manners: { ...BROWSER, schemes: 'never to http' },
    takes: 'first',
    receives: IMAP_OR_POP3,
  },
  {
    client: 'Delta Chat',
    urls: (domain, email) => [
      [onOwnName('https', domain, withEmail(email)), onDomain('https', domain)],
    ],
    autodiscover: { when: 'before the mail exchanger', search: deltaChatPox },
    lastUrls: (domain) => [[inIspdb(domain)]],
    reads: deltaChat,
    stops: 'everything',
    afterUnusable: 'as after a page',
    manners: { ...BROWSER, mostRedirects: 10, relativeLocation: false },
    takes: 'any',
    receives: ['imap'],
  },
  {
    client: 'FairEmail',
    urls: (domain, email) => [[...allFour(domain, withEmail(email)), inIspdb(domain)]],
    urlsByMx: (exchanger, email) => [
      namesUpTo(exchanger).flatMap((name) => [...allFour(name, withEmail(email)), inIspdb(name)]),
    ],
    autodiscover: { when: 'before the mail exchanger', search: fairEmailPox },
    first: fairEmailBySrv,
    reads: onlyStatus200,
    stops: 'the group',
    afterUnusable: 'the next URL',
    manners: { ...BROWSER, schemes: 'the same', checksName: false },
    takes: 'first',
    receives: ['imap'],
  },
  {
    client: 'Nextcloud Mail',
    urls: (domain, email) => [nextcloudUrls(domain, email)],
    urlsByMx: (exchanger, email) =>
      namesUpTo(exchanger)
        .slice(0, 2)
        .map((name) => nextcloudUrls(name, email)),
    reads: anySuccess,
    stops: 'the group',
    afterUnusable: 'the next URL',
    manners: { ...BROWSER, mostRedirects: 5 },
    takes: 'first',
    receives: ['imap'],
  },
  {
    client: 'Evolution',
    urls: (domain, email) => [evolutionUrls(domain, email)],
    urlsByMx: (exchanger, email) => namesUpTo(exchanger).map((name) => evolutionUrls(name, email)),
    mxOnlyAfter404: true,
    reads: evolution,
    stops: 'everything',
    afterUnusable: 'as after a page',
    manners: BROWSER,
    takes: 'last',
    receives: IMAP_OR_POP3,
  },
  {
    client: 'KMail',
    urls: (domain) => [
      [
        inIspdb(domain),
        onOwnName('https', domain),
        onOwnName('http', domain),
        onDomain('https', domain),
      ],
    ],
    reads: kmail,
    stops: 'everything',
    afterUnusable: 'as after a page',
    manners: { ...BROWSER, schemes: 'never to http' },
    takes: 'any',
    receives: IMAP_OR_POP3,
  },
]

function nextcloudUrls(domain: string, email: string): string[] {
  return [
    onOwnName('https', domain, withEmail(email)),
    onDomain('https', domain, withEmail(email)),
    inIspdb(domain),
    onOwnName('http', domain, withEmail(email)),
    onDomain('http', domain, withEmail(email)),
  ]
}

/** Stands in for the local part, which is never sent. */
export const EVOLUTION_USER = 'EVOLUTIONUSER'

function evolutionUrls(domain: string, email: string): string[] {
  const stranger = `${EVOLUTION_USER}${email.slice(email.lastIndexOf('@'))}`
  const digest = createHash('md5').update(email.toLowerCase()).digest('hex')
  const query = `${withEmail(stranger)}&emailmd5=${digest}`
  return [
    onOwnName('https', domain, query),
    onOwnName('http', domain, query),
    onDomain('https', domain, query),
    onDomain('http', domain, query),
    inIspdb(domain),
  ]
}
