// One visit, one page, and on every page what must always hold.
import { fileURLToPath } from 'node:url'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { AppOptions } from '../../../src/http/app.js'
import type { MemoryTable } from '../../../src/settings/table.js'
import { loadSettings } from '../../../src/store/settings-file.js'
import { startApp, type TestApp } from '../../helpers/app.js'
import { attribute, elements, parsePage, textOf } from '../../helpers/html.js'

/** Never changed, so tests may share it. */
export async function fixtureTable(): Promise<MemoryTable> {
  const file = fileURLToPath(new URL('fixture.yaml', import.meta.url))
  const { table, problems } = await loadSettings(file, 'https://unused.example')
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return table
}

const CSP =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'"

export interface Page {
  status: number
  headers: LightMyRequestResponse['headers']
  body: string
  document: ReturnType<typeof parsePage>
  /** All that is to be read. */
  text: string
}

/** What holds for every page: AP-B13, AP-B14, and the half of AP-B26 that needs no browser. */
function check({ headers, body, document }: Page): void {
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': CSP,
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(headers).not.toHaveProperty('set-cookie')
  const all = elements(document)
  const names = all.map(({ tagName }) => tagName)
  expect(names.filter((name) => name === 'h1')).toEqual(['h1'])
  expect(names).not.toContain('style')
  for (const element of all) {
    const { tagName } = element
    expect(element.attrs.filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual(
      [],
    )
    if (tagName === 'script')
      expect([attribute(element, 'src') ?? '', textOf(element)]).toEqual([
        expect.stringMatching(/^\/assets\//),
        '',
      ])
    if (tagName === 'img') expect(attribute(element, 'src')).toMatch(/^\/assets\//)
    if (tagName === 'link' && attribute(element, 'rel') !== 'alternate') {
      expect(attribute(element, 'href')).toMatch(/^\/assets\//)
    }
    expect(attribute(element, 'type')).not.toBe('password')
    expect(attribute(element, 'href') ?? '').not.toMatch(/^(?:javascript|data):/i)
    if (tagName === 'a') expect(textOf(element)).not.toBe('')
  }
  const ids = all.flatMap((element) => attribute(element, 'id') ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  expect(body).not.toMatch(/undefined|\[object|NaN|\{[a-zA-Z]+\}/)
}

export interface Visits extends TestApp {
  visit: (url: string, request?: Omit<InjectOptions, 'url'>) => Promise<Page>
}

/** A host that hosts nothing unless one is named. */
export async function startPages(
  options: Partial<AppOptions> & { trustProxy?: string[] } = {},
): Promise<Visits> {
  const table = await fixtureTable()
  const started = await startApp(table, options)
  return {
    ...started,
    async visit(url, { headers, ...request } = {}) {
      const response = await started.app.inject({
        ...request,
        url,
        headers: { host: 'setup.example.net', ...headers },
      })
      const { statusCode: status, body } = response
      const document = parsePage(body)
      const page: Page = {
        status,
        headers: response.headers,
        body,
        document,
        text: textOf(document),
      }
      check(page)
      return page
    },
  }
}

/** Every cell of the settings that is always to be seen: nothing that lies closed in a block. */
export function openCells({ document }: Page): string[] {
  const closed = new Set(elements(document, 'details').flatMap((one) => elements(one, 'td')))
  return elements(document, 'td')
    .filter((cell) => !closed.has(cell))
    .map((cell) => textOf(cell))
}

/** The text of a closed block by the words on it; undefined: there is none. */
export function block({ document }: Page, title: string): string | undefined {
  const details = elements(document, 'details').find((one) => {
    const [summary] = elements(one, 'summary')
    return summary !== undefined && textOf(summary) === title
  })
  return details && textOf(details)
}

/** Where links and forms of this page lead to, those of the provider and of images aside. */
export function ownLinks({ document }: Page): string[] {
  return [...elements(document, 'a'), ...elements(document, 'form')]
    .map((one) => attribute(one, 'href') ?? attribute(one, 'action') ?? '')
    .filter((url) => url.startsWith('/'))
}
