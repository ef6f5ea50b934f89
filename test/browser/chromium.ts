// Debian's Chromium, one for all tests of a file.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

/** Where Debian puts it: apt-get install chromium. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

// Nothing but the pages under test: no look-ups, no updates, no metrics.
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

export interface Look {
  width: number
  colorScheme: 'light' | 'dark'
  javaScript?: boolean
}

export interface Opened {
  page: Page
  context: BrowserContext
  /** What the console said and what was asked elsewhere: there must be neither. */
  complaints: string[]
}

/** Gives a function that opens a page of ours; the browser lives as long as the tests of the file. */
export function useChromium(): (url: string, look: Look) => Promise<Opened> {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
  })
  afterAll(() => browser?.close())
  return async (url, { width, colorScheme, javaScript = true }) => {
    if (browser === undefined) throw new Error('the browser is not there yet')
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      javaScriptEnabled: javaScript,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    onTestFinished(() => context.close())
    // The print dialog would stand in the way of everything after it.
    await context.addInitScript('window.print = () => { window.printed = true }')
    const page = await context.newPage()
    const complaints: string[] = []
    const { origin } = new URL(url)
    page.on('console', (message) => {
      // Chromium mentions that the page itself has an error status.
      const isStatus = message.location().url === url && message.text().includes('status of')
      if (!isStatus) complaints.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) complaints.push(`request: ${request.url()}`)
    })
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
    await page.goto(url)
    return { page, context, complaints }
  }
}
