// The set-up page in a real browser: every state, both languages, light and dark, narrow and wide,
// with JavaScript and without.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startApp } from '../helpers/app.js'
import { readPixels } from '../helpers/qr.js'
import { fixtureTable } from '../protocols/setup-page/ask.js'
import { type Look, useChromium } from './chromium.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SCREENSHOTS = fileURLToPath(new URL('../output/screenshots/', import.meta.url))
mkdirSync(SCREENSHOTS, { recursive: true })

const open = useChromium()

async function serve(): Promise<string> {
  const { listen } = await startApp(await fixtureTable())
  return (await listen()).url
}

const STATES: Readonly<Record<string, string>> = {
  'S0-empty': '/?',
  'S1-found': '/?email=jonas@example.lt',
  'S2-invalid': '/?email=foo@',
  'S3-unknown': '/?email=jonas@unknown.test',
  'S3-no-mail': '/?email=jonas@none.example',
  'S4-redirected': '/?email=jonas@moved.example',
  'S5-alias': '/?email=jonas@alias.example',
  'S6-no-pop': '/?email=jonas@nopop.example',
  'S7-pop-only': '/?email=jonas@poponly.example',
  'S8-plain': '/?email=jonas@plain.example',
  'S9-oauth': '/?email=jonas@oauth.example',
  'S10-notes-and-dav': '/?email=jonas@dav.example',
  'half-plain': '/?email=jonas@half.example',
  'open-sending': '/?email=jonas@relay.example&client=thunderbird',
  'domain-only': '/?domain=local.example',
  'long-names': `/?email=${'very-long-name-'.repeat(4)}abcd@example.lt&client=thunderbird`,
  password: '/?email=jonas@example.lt&password=x',
  apple: '/apple?email=jonas@example.lt',
  print: '/?email=jonas@dav.example&client=outlook-classic&print=1',
  ...Object.fromEntries(
    [
      ...['ios', 'mac', 'thunderbird', 'thunderbird-android', 'gmail', 'outlook-new'],
      ...['outlook-classic', 'windowsmail', 'other'],
    ].map((client) => [`guide-${client}`, `/?email=jonas@example.lt&client=${client}`]),
  ),
}

/** WCAG 2.2, levels A and AA, as far as a program can judge; each violation with what it is about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate<AxeResults>(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })`)
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const LOOKS: readonly Look[] = [
  { width: 320, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
]

const views = Object.entries(STATES).flatMap(([name, path]) =>
  ['en', 'lt'].map((lang) => [name, lang, `${path}&lang=${lang}`] as const),
)

test.each(views)('AP-B26 %s in %s', async (name, lang, path) => {
  const url = await serve()
  for (const look of LOOKS) {
    const { page, complaints } = await open(url + path, look)
    const title = `${name}-${lang}-${look.width}-${look.colorScheme}`
    // WCAG 2.2, 1.4.10: nothing to scroll sideways.
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect([title, overflow]).toEqual([title, 0])
    await page.screenshot({ path: `${SCREENSHOTS}${title}.png`, fullPage: true })
    // What lies closed is looked at as well, once it is opened.
    await page.evaluate(
      "document.querySelectorAll('details').forEach((one) => { one.open = true })",
    )
    expect([title, await violations(page)]).toEqual([title, []])
    expect([title, complaints]).toEqual([title, []])
  }
})

test('AP-B15 without JavaScript nothing is missing but the copy buttons', async () => {
  const url = `${await serve()}/?email=jonas@example.lt&lang=en&client=ios`
  const shown = async (javaScript: boolean) => {
    const { page } = await open(url, { width: 1280, colorScheme: 'light', javaScript })
    const text = await page.locator('main').innerText()
    return {
      text: text.replace(/\bCopy\b/g, '').replace(/\s+/g, ' '),
      copies: await page.locator('button.copy:visible').count(),
    }
  }
  const [without, having] = [await shown(false), await shown(true)]
  expect(without.copies).toBe(0)
  expect(having.copies).toBeGreaterThan(4)
  expect(without.text).toBe(having.text)
})

test('AP-B15 without JavaScript: form, language and program by mouse alone', async () => {
  const { page } = await open(`${await serve()}/?lang=en`, {
    width: 1280,
    colorScheme: 'light',
    javaScript: false,
  })
  await page.getByLabel('Your email address').fill('jonas@example.lt')
  await page.getByRole('button', { name: 'Show settings' }).click()
  await page.getByRole('link', { name: 'Gmail app' }).click()
  await page.getByRole('link', { name: 'Lietuvių' }).click()
  expect(new URL(page.url()).search).toBe('?email=jonas%40example.lt&lang=lt&client=gmail')
  expect(await page.locator('.guide h2').innerText()).toBe('„Gmail“ programėlė')
})

test('POST keeps the address out of the address bar, with every guide at hand', async () => {
  const { page, complaints } = await open(`${await serve()}/?lang=en`, {
    width: 320,
    colorScheme: 'light',
  })
  await page.getByLabel('Your email address').fill('jonas@example.lt')
  await page.getByRole('button', { name: 'Show without putting' }).click()
  await page.getByText('Gmail app', { exact: true }).click()
  await page.getByText('Personal (IMAP)', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Lietuvių' }).click()
  expect(page.url()).not.toContain('jonas')
  expect(await page.locator('.subject strong').innerText()).toBe('jonas@example.lt')
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('AP-B8 4.1.3 copy buttons copy, and say so', async () => {
  const { page, complaints } = await open(`${await serve()}/?email=jonas@example.lt&lang=en`, {
    width: 1280,
    colorScheme: 'light',
  })
  for (const [name, value] of [
    ['Copy: IMAP, Server', 'ssl0.ovh.net'],
    ['Copy: IMAP, Port', '993'],
    ['Copy: SMTP, User name', 'jonas@example.lt'],
  ] as const) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(value)
    // The focus stays where it was.
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(name)
  }
  expect(complaints).toEqual([])
})

test('AP-B8 2.4.1 the keyboard: first the way past everything, then every control in order', async () => {
  const { page } = await open(`${await serve()}/?email=jonas@example.lt&lang=en`, {
    width: 1280,
    colorScheme: 'light',
  })
  await page.keyboard.press('Tab')
  const skip = page.locator(':focus')
  expect(await skip.innerText()).toBe('Skip to the settings')
  expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).toBe('#settings')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Copy: IMAP, Server')
  const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
  expect(outline).toBe('solid')
})

test('AP-B8 1.4.12 more space between letters, words and lines: nothing is cut off', async () => {
  const { page } = await open(`${await serve()}/?email=jonas@example.lt&lang=lt&client=ios`, {
    width: 320,
    colorScheme: 'light',
  })
  await page.evaluate(`for (const one of document.querySelectorAll('*')) {
    one.style.lineHeight = '1.5'; one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em'
  }`)
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow).toBe(0)
})

/** What a phone would see: the pixels of a picture, read by another page that may look into it. */
async function readScreenshot(page: Page, png: Buffer): Promise<string | undefined> {
  const blank = await page.context().newPage()
  const { width, data } = await blank.evaluate<{ width: number; data: number[] }>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${png.toString('base64')}'
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const drawing = canvas.getContext('2d')
    drawing.drawImage(image, 0, 0)
    return { width: image.width, data: [...drawing.getImageData(0, 0, image.width, image.height).data] }
  })()`)
  await blank.close()
  return readPixels(Uint8ClampedArray.from(data), width)
}

const CODES: readonly [client: string, text: string][] = [
  ['ios', 'https://setup.example.net/apple?email=jonas%40example.lt&lang=en'],
  [
    'thunderbird-android',
    '[1,[1,1],[0,"ssl0.ovh.net",993,3,1,"jonas@example.lt"],[[[0,"ssl0.ovh.net",465,3,1,"jonas@example.lt"],["jonas@example.lt",""]]]]',
  ],
]
test.each(CODES)(
  'AP-B17 AP-B18 the code for %s is read from the screen, in the dark as well',
  async (client, text) => {
    const url = `${await serve()}/?email=jonas@example.lt&lang=en&client=${client}`
    for (const look of LOOKS) {
      const { page } = await open(url, look)
      const png = await page.locator('svg.qr').screenshot()
      expect(await readScreenshot(page, png)).toBe(text)
    }
  },
)

test('AP-B24 on paper: fits A4, without controls', async () => {
  const { page } = await open(
    `${await serve()}/?email=jonas@example.lt&lang=lt&client=outlook-classic&print=1`,
    { width: 800, colorScheme: 'dark' },
  )
  expect(await page.evaluate('window.printed')).toBe(true)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('nav:visible, .copy:visible, form:visible').count()).toBe(0)
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)')
  const pdf = await page.pdf({ path: `${SCREENSHOTS}print.pdf`, format: 'A4' })
  const pages = pdf.toString('latin1').match(/\/Type ?\/Page\b/g) ?? []
  expect(pages.length).toBeLessThanOrEqual(2)
})
