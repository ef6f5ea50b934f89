// Thunderbird's set-up page, as a person uses it: a name, an address, “Continue”.
import type { Marionette } from './marionette.js'

/** What the page says that it has found, word for word. */
export interface Shown {
  notice: string
  /** Which kinds of mailbox can be chosen, the recommended one first. */
  protocols: string[]
  incoming: ShownServer
  outgoing: ShownServer
}

interface ShownServer {
  type: string
  hostname: string
  port: string
  socketType: string
  username: string
  authentication: string
}

/** Opens the page, types, goes on, and waits for what is found. Throws if that takes 20 seconds. */
export async function findSettings({ run }: Marionette, address: string): Promise<Shown> {
  await run(OPEN, 'Anna Smith', address)
  return JSON.parse(String(await run(READ))) as Shown
}

// What is on the page, in the words of its own source: Thunderbird 153.
const HUB = `
  const window = Services.wm.getMostRecentWindow('mail:3pane')
  const until = async (what, holds) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const value = holds()
      if (value) return value
      await new Promise((resolve) => window.setTimeout(resolve, 100))
    }
    throw new Error('waited in vain until ' + what)
  }
  const hub = () => window.document.querySelector('account-hub-container')?.shadowRoot
  const step = (name, within = hub()) => within?.querySelector(name)`

const OPEN = `${HUB}
  await until('the main window can open the page', () => window.openAccountHub)
  await window.openAccountHub('MAIL')
  const form = await until('the form is there', () => step('email-auto-form'))
  const type = (selector, text) => {
    const input = form.querySelector(selector)
    input.value = text
    input.dispatchEvent(new window.Event('input', { bubbles: true }))
  }
  await until('its fields are there', () => form.querySelector('#email'))
  type('#realName', arguments[0])
  type('#email', arguments[1])
  const forward = () => step('account-hub-footer #forward')
  await until('it goes on', () => forward() && !forward().disabled)
  forward().click()`

const READ = `${HUB}
  const found = await until('settings are found', () => {
    const one = step('email-config-found')
    return one && !one.hidden && one.querySelector('#incomingHost')?.textContent && one
  })
  // Its labels are fetched last.
  await until('it is all in words', () => found.querySelector('#sharedSocketType').textContent)
  const text = (id) => found.querySelector(id)?.textContent.trim()
  // What both servers have in common stands there once.
  const own = (side, what) => text('#shared' + what) || text('#' + side + what)
  const server = (side) => ({
    type: text('#' + side + 'Type'),
    hostname: text('#' + side + 'Host'),
    port: text('#' + side + 'Port'),
    username: own(side, 'Username'),
    socketType: own(side, 'SocketType'),
    authentication: own(side, 'AuthenticationType'),
  })
  const isShown = (one) => one.getClientRects().length > 0
  const others = [...found.querySelectorAll('#protocolForm label')].filter(isShown)
  const title = '#emailFormNotificationTitle .localized-title'
  const notice = await until('it says so', () =>
    step('account-hub-header', found.shadowRoot)?.shadowRoot.querySelector(title)?.textContent.trim())
  return JSON.stringify({
    notice,
    protocols: others.map((one) => one.id),
    incoming: server('incoming'),
    outgoing: server('outgoing'),
  })`
