// What was found → the page and its status.
import type { Found } from '../../settings/lookup.js'
import type { General } from '../../settings/table.js'
import type { Answer } from '../answer.js'
import { type Refusal, REFUSAL_STATUS } from '../people.js'
import type { Assets } from './assets.js'
import { houseOf } from './house.js'
import { chooseLanguage } from '../languages.js'
import { TEXTS } from './texts/texts.js'
import { mailboxOf } from './mailbox.js'
import type { PageRequest } from './request.js'
import type { Texts } from './texts/en.js'
import type { Visit } from './views/guide-section.js'
import { type Context, layout, type View } from './views/layout.js'
import { mailboxView } from './views/mailbox-view.js'
import { shownAddress } from './views/wording.js'
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
  return pageAnswer(status, failureView(failureText(status, context.texts), context), context)
}

function failureText(status: number, { problem }: Texts): string {
  if (status === 404) return problem.missing
  if (status === 429) return problem.tooMany
  return status < 500 ? problem.refused : problem.failed
}

function contextOf(
  found: Found | undefined,
  { request, acceptLanguage }: PageVisit,
  { general, assets, today }: PageOptions,
): Context {
  const house = houseOf(found, general)
  const language = chooseLanguage(request.language, house.language, acceptLanguage)
  return {
    request: named(request, found),
    language,
    texts: TEXTS[language],
    general,
    house,
    assets,
    today,
  }
}

/** A domain that the host named is named in every link from then on: links may be opened on another host. */
function named(request: PageRequest, found: Found | undefined): PageRequest {
  if (request.subject.kind !== 'nobody' || found === undefined) return request
  return { ...request, subject: { kind: 'domain', domain: found.domain } }
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
  if (refusal === 'password' || refusal === 'address' || subject.kind === 'malformed') {
    const text = refusal === 'password' ? problem.password : problem.address
    return { status: REFUSAL_STATUS.address, view: problemView(text, undefined, context) }
  }
  if (found === undefined) {
    if (subject.kind === 'nobody') return { status: 200, view: formView(context) }
    return unknown(domainOf(subject), context)
  }
  const { entry, domain } = found
  switch (entry.kind) {
    case 'none':
      return {
        status: 404,
        view: problemView(
          fillIn(problem.noMail, { domain: shownAddress(domain) }),
          undefined,
          context,
        ),
      }
    case 'moved':
      return unknown(domain, context)
    case 'redirect': {
      const { page } = entry.redirect
      if (page === undefined) return unknown(domain, context)
      // Somebody who wanted a file must be told that there is none here.
      const status = refusal === undefined ? 200 : 404
      return { status, view: elsewhereView(domain, page, context) }
    }
    case 'settings': {
      const mailbox = mailboxOf(found, entry, options, texts.username.localPart)
      const notice = isNoticed(refusal) ? problem[refusal] : undefined
      return {
        status: refusal === undefined ? 200 : REFUSAL_STATUS[refusal],
        view: mailboxView(mailbox, { ...visit, notice }, context),
      }
    }
  }
}

function unknown(domain: string, context: Context): Chosen {
  const { problem } = context.texts
  const text = fillIn(problem.unknown, { domain: shownAddress(domain) })
  return { status: 404, view: problemView(text, problem.unknownHint, context) }
}

function domainOf(subject: Exclude<PageRequest['subject'], { kind: 'nobody' | 'malformed' }>) {
  return subject.kind === 'address' ? subject.address.domain : subject.domain
}

/** Refusals that leave something to be shown: the settings, to be typed by hand. */
function isNoticed(
  refusal: Refusal | undefined,
): refusal is Exclude<Refusal, 'address' | 'password' | 'unknown'> {
  return refusal === 'name' || refusal === 'protocol' || refusal === 'profile'
}
