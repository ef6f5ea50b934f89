// Steps for each mail program, with the reader's own values in them.
import { html, type Html, type HtmlValue, rich } from '../../../format/html.js'
import type { Client } from '../clients.js'
import type { Texts } from '../texts/en.js'

/** The values that steps mention, ready to be shown. */
export type GuideValues = Readonly<
  Record<
    | 'address'
    | 'user'
    | 'protocol'
    | 'inServer'
    | 'inPort'
    | 'inSecurity'
    | 'outServer'
    | 'outPort'
    | 'outSecurity'
    | 'outUser'
    | 'method'
    | 'outMethod'
    | 'spa',
    HtmlValue
  >
>

export interface GuideOptions {
  texts: Texts
  values: GuideValues
  /** Whether sending needs the name and the password that receiving needs. */
  hasSameLogin: boolean
  /** Whether sending needs neither. */
  isOpen: boolean
  /** What downloads the Apple profile; undefined: there is none for this mailbox. */
  profileButton: Html | undefined
  /** Links to other guides, for a program that is no more. */
  linkTo: (client: Client) => Html
}

export interface Guide {
  /** What must be known before the first step. */
  notice?: Html
  steps: readonly Html[]
  /** Another way, for whoever cannot go the first. */
  instead?: { title: string; steps: readonly Html[] }
  /** What is good to know afterwards. */
  remarks: readonly Html[]
}

export function guideFor(client: Client, options: GuideOptions): Guide {
  const { texts, values, profileButton, linkTo } = options
  const isSame = options.hasSameLogin
  const fill = (...sentences: string[]) =>
    sentences.map((one) => stepHtml(one, { ...values, button: profileButton }))
  switch (client) {
    case 'ios': {
      const { safari, download, install, passcode, password, remove, ...t } = texts.guides.ios
      const outgoing = options.isOpen ? t.outgoingOpen : t.outgoing
      const manual = fill(t.add, t.who, t.incoming, outgoing, t.save)
      if (profileButton === undefined) return { steps: manual, remarks: [] }
      return {
        steps: fill(safari, download, install, passcode, password),
        instead: { title: t.manual, steps: manual },
        remarks: fill(remove),
      }
    }
    case 'mac': {
      const { download, open, install, password, remove, ...t } = texts.guides.mac
      const manual = fill(t.add, t.servers, t.ports)
      if (profileButton === undefined) return { steps: manual, remarks: [] }
      return {
        steps: fill(download, open, install, password),
        instead: { title: t.manual, steps: manual },
        remarks: fill(remove),
      }
    }
    case 'thunderbird': {
      const { open, type, found, password, manual } = texts.guides.thunderbird
      return { steps: fill(open, type, found, password), remarks: fill(manual) }
    }
    case 'thunderbird-android': {
      const { open, type, password, manual, k9 } = texts.guides['thunderbird-android']
      return { steps: fill(open, type, password), remarks: fill(manual, k9) }
    }
    case 'gmail': {
      const { open, type, password, incoming, outgoing, finish } = texts.guides.gmail
      return { steps: fill(open, type, password, incoming, outgoing, finish), remarks: [] }
    }
    case 'outlook-new': {
      const { open, type, choose, incoming, outgoing, finish, cloud } = texts.guides['outlook-new']
      return {
        steps: fill(open, type, choose, incoming, outgoing, finish),
        remarks: fill(cloud),
      }
    }
    case 'outlook-classic': {
      const t = texts.guides['outlook-classic']
      return {
        steps: fill(t.open, t.type, t.choose, t.incoming, t.outgoing, t.password),
        remarks: fill(t.username, isSame ? t.auth : t.authOther),
      }
    }
    case 'windowsmail': {
      const { ended, values: about, ...t } = texts.guides.windowsmail
      const links = { outlook: linkTo('outlook-new'), thunderbird: linkTo('thunderbird') }
      const fields = [t.open, t.email, t.user, t.password, t.incoming, t.incomingSsl]
      const more = [t.outgoing, t.outgoingSsl, t.auth, isSame ? t.same : t.sameOther]
      return {
        notice: rich(ended, links),
        steps: [],
        instead: { title: about, steps: fill(...fields, ...more) },
        remarks: [],
      }
    }
    case 'other': {
      const { type, copy, check } = texts.guides.other
      return { steps: fill(type, copy, check), remarks: [] }
    }
  }
}

/** A step in one line, and below it the fields that it fills in. */
function stepHtml(sentence: string, values: Readonly<Record<string, HtmlValue>>): Html {
  const [first = '', ...fields] = sentence.split('\n').map((line) => rich(line, values))
  if (fields.length === 0) return html`${first}`
  return html`${first}
    <ul class="fields">
      ${fields.map((field) => html`<li>${field}</li>`)}
    </ul>`
}

/** The guide as HTML, without its heading; `action` stands between the steps and the rest. */
export function guideHtml(guide: Guide, action: HtmlValue, isPrint: boolean): Html {
  const { notice, steps, instead, remarks } = guide
  const list = (items: readonly Html[]) =>
    items.length > 0 &&
    html`<ol class="steps">
      ${items.map((one) => html`<li>${one}</li>`)}
    </ol>`
  const open = isPrint && html` open`
  return html`${notice && html`<p class="box warning">${notice}</p>`}${list(steps)}${action}${
    instead &&
    html`<details${open}><summary>${instead.title}</summary>${list(instead.steps)}</details>`
  }${remarks.map((one) => html`<div class="remark">${one}</div>`)}`
}
