// What was found → the page and its status.
import type { Found } from '../../settings/lookup.js'
import { fillDomain, namesMailbox } from '../../settings/placeholders.js'
import type { Provider } from '../../settings/provider.js'
import type { General } from '../../settings/table.js'
import type { Answer } from '../answer.js'
import { type Refusal, REFUSAL_STATUS } from '../people.js'
import type { Assets } from './assets.js'
import { chooseLanguage, TEXTS } from './languages.js'
import { mailboxOf } from './mailbox.js'
import type { PageRequest } from './request.js'
import type { Texts } from './texts/en.js'
import type { Visit } from './views/guide-section.js'
import { type Context, layout, type View } from './views/layout.js'
import { mailboxView } from './views/mailbox-view.js'
import { elsewhereView, failureView, formView, problemView } from './views/plain-views.js'
import { fillIn } from './texts/phrases.js'

/** A request as the page sees it, whatever way it came. */
export interface PageVisit extends Omit<Visit, 'notice'> {
  request: PageRequest
  acceptLanguage: string | undefined
}

export interface PageOptions {
  general: General
  assets: Assets
  /** Whether profiles are signed now. */
  isSigned: boolean
  today: Date
}

/** The page for what was asked; `refusal` says why somebody who asked for a file gets it. */
export function answerPage(
  found: Found | undefined,
  visit: PageVisit,
  options: PageOptions,
  refusal?: Refusal,
): Answer {
  const context = contextOf(found, visit, options)
  const { status, view } = choose(found, visit, context, options, refusal)
  return pageAnswer(status, view, context)
}

/** The page for a status that has nothing to do with any domain. */
export function answerFailure(status: number, visit: PageVisit, options: PageOptions): Answer {
  const context = contextOf(undefined, visit, options)
  const { problem } = context.texts
  const text = status === 429 ? problem.tooMany : status < 500 ? problem.refused : problem.failed
  return pageAnswer(status, failureView(text, context), context)
}

function contextOf(
  found: Found | undefined,
  { request, acceptLanguage }: PageVisit,
  { general, assets, today }: PageOptions,
): Context {
  const provider = found?.entry.kind === 'settings' ? found.entry.provider : general.onlyProvider
  const language = chooseLanguage(request.language, acceptLanguage, provider?.language)
  const texts = TEXTS[language]
  const brand = provider && brandOf(provider, found?.domain)
  return { request, language, texts, general, provider, brand, assets, today }
}

/** What a provider calls itself; undefined where that needs a domain and none is known. */
function brandOf({ displayName }: Provider, domain: string | undefined): string | undefined {
  if (displayName === undefined || namesMailbox(displayName)) return undefined
  const name = domain === undefined ? displayName : fillDomain(displayName, domain)
  return name.includes('%EMAILDOMAIN%') ? undefined : name
}

function pageAnswer(status: number, view: View, context: Context): Answer {
  const isPersonal = context.request.subject.kind !== 'nobody'
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': context.language,
    'cache-control': 'no-store',
    vary: 'Accept-Language',
    ...(isPersonal ? { 'x-robots-tag': 'noindex' } : {}),
  }
  return { status, headers, body: layout(view, context) }
}

interface Chosen {
  status: number
  view: View
}

function choose(
  found: Found | undefined,
  visit: PageVisit,
  context: Context,
  options: PageOptions,
  refusal: Refusal | undefined,
): Chosen {
  const { texts } = context
  const { problem } = texts
  const { subject } = visit.request
  if (refusal === 'password') {
    return { status: 400, view: problemView(problem.password, undefined, context) }
  }
  if (subject.kind === 'malformed' || refusal === 'address') {
    return { status: 400, view: problemView(problem.address, undefined, context) }
  }
  if (found === undefined) {
    if (subject.kind === 'nobody') return { status: 200, view: formView(context) }
    return unknown(domainOf(subject), problem.unknown, context)
  }
  const { entry, domain } = found
  switch (entry.kind) {
    case 'none':
      return unknown(domain, problem.noMail, context)
    case 'moved':
      return unknown(domain, problem.unknown, context)
    case 'redirect': {
      const { page } = entry.redirect
      if (page === undefined) return unknown(domain, problem.unknown, context)
      // Somebody who wanted a file must be told that there is none here.
      const status = refusal === undefined ? 200 : 404
      return { status, view: elsewhereView(domain, page, context) }
    }
    case 'settings': {
      const mailbox = mailboxOf(found, entry, options)
      const notice = refusal && noticeOf(refusal, texts)
      return {
        status: refusal === undefined ? 200 : REFUSAL_STATUS[refusal],
        view: mailboxView(mailbox, { ...visit, notice }, context),
      }
    }
  }
}

function unknown(domain: string, sentence: string, context: Context): Chosen {
  const { problem } = context.texts
  const text = fillIn(sentence, { domain })
  return { status: 404, view: problemView(text, problem.unknownHint, context) }
}

function domainOf(subject: Exclude<PageRequest['subject'], { kind: 'nobody' | 'malformed' }>) {
  return subject.kind === 'address' ? subject.address.domain : subject.domain
}

function noticeOf(refusal: Refusal, { problem }: Texts): string {
  switch (refusal) {
    case 'address':
    case 'password':
    case 'name':
    case 'protocol':
    case 'profile':
      return problem[refusal]
    case 'unknown':
      return problem.missing
  }
}
