// Comparing answers by meaning: ours with itself, however filled, is no difference; one bent value is one.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { XmlElement } from '../../src/format/xml-document.js'
import { askUs, type ServiceAnswer } from '../../src/migration/answers.js'
import { compareAnswers } from '../../src/migration/compare.js'
import { parseDomainList } from '../../src/migration/domain-list-argument.js'
import { sharedDifferences } from '../../src/migration/shared-differences.js'
import { parseAddress } from '../../src/settings/address.js'
import { replacePlaceholdersInside } from '../../src/settings/placeholders.js'
import { tableOf } from '../helpers/settings.js'
import { oddTable } from '../protocols/arbitrary-tables.js'

const SLOW = 120_000

test(
  'ours agrees with itself, with placeholders and without; not with one text changed',
  async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(oddTable, fc.nat(), async ({ settings, email }, at) => {
        const table = await tableOf(JSON.stringify(settings))
        const address = parseAddress(email)
        if (address === undefined) throw new Error(email)
        const values = {
          EMAILADDRESS: `${address.localPart}@${address.domain}`,
          EMAILLOCALPART: address.localPart,
          EMAILDOMAIN: address.domain,
        }
        const answers = await askUs(table, address)
        for (const answer of Object.values(answers)) {
          expect(
            compareAnswers(answer, replacePlaceholdersInside(answer, values), address),
          ).toEqual([])
          const bent = bendOne(answer, at)
          if (bent === undefined) continue
          expect(compareAnswers(answer, bent, address).length).toBe(1)
          compared += 1
        }
      }),
      { numRuns: 60 },
    )
    expect(compared).toBeGreaterThan(20)
  },
  SLOW,
)

/** The same with another host for one of its servers. */
function bendOne(answer: ServiceAnswer, at: number): ServiceAnswer | undefined {
  const hostname = 'bent.example'
  if (answer.kind === 'servers' && answer.servers.length > 0) {
    const index = at % answer.servers.length
    return {
      kind: 'servers',
      servers: answer.servers.map((one, other) => (other === index ? { ...one, hostname } : one)),
    }
  }
  if (answer.kind !== 'document') return undefined
  const state = { left: at % 2, isBent: false }
  const bend = (element: XmlElement): XmlElement => {
    if (element.element === 'hostname' && !state.isBent && state.left-- === 0) {
      state.isBent = true
      return { ...element, text: hostname }
    }
    const { children } = element
    return children === undefined ? element : { ...element, children: children.map(bend) }
  }
  const root = bend(answer.root)
  return state.isBent ? { kind: 'document', root } : undefined
}

test('equal differences are one; a text that is the same everywhere stays as it is', () => {
  const of = (domain: string, there: string, here: string, localPart = 'ana') => ({
    mailbox: { name: domain, address: { localPart, domain } },
    differences: [{ format: 'autoconfig' as const, what: 'x', there, here }],
  })
  const rows = (...compared: ReturnType<typeof of>[]) =>
    sharedDifferences(compared).map(({ there, here, names }) => [there, here, names.join()])
  const help = 'https://help.a.example/'
  expect(
    rows(
      of('a.example', 'mail.a.example', help),
      of('b.example', 'mail.b.example', help),
      of('c.example', 'mail.c.example', 'c'),
    ),
  ).toEqual([
    ['mail.%EMAILDOMAIN%', help, 'a.example,b.example'],
    ['mail.%EMAILDOMAIN%', 'c', 'c.example'],
  ])
  // Two mailboxes of one domain make no text common.
  expect(
    rows(
      of('a.example', 'bo.a.example', 'bo', 'bo'),
      of('a.example', 'ana.a.example', 'ana'),
      of('b.example', 'ana.b.example', 'ana@b.example'),
      of('a.example', 'https://x/ana%40a.example', 'ana@else.example'),
    ),
  ).toEqual([
    ['%EMAILLOCALPART%.%EMAILDOMAIN%', '%EMAILLOCALPART%', 'a.example,a.example'],
    ['%EMAILLOCALPART%.%EMAILDOMAIN%', '%EMAILADDRESS%', 'b.example'],
    ['https://x/%EMAILADDRESS%', '%EMAILLOCALPART%@else.example', 'a.example'],
  ])
})

test('a list: domains, addresses, lists of settings', () => {
  const text =
    '\n# x\n a.example \nB.example.\r\nbücher.example\tone\nAna@C.example\na.example\n-\nx@\n'
  expect(parseDomainList(text)).toEqual({
    mailboxes: [
      { name: 'a.example', address: { localPart: 'postmaster', domain: 'a.example' } },
      { name: 'b.example', address: { localPart: 'postmaster', domain: 'b.example' } },
      {
        name: 'xn--bcher-kva.example',
        address: { localPart: 'postmaster', domain: 'xn--bcher-kva.example' },
      },
      { name: 'Ana@c.example', address: { localPart: 'Ana', domain: 'c.example' } },
    ],
    unusableLines: [8, 9],
  })
})
