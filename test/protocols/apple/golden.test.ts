// Whole profiles, read in review like a contract.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { startApple } from './setup.js'

const goldens = [
  { title: 'AP-A02 IMAP, in Lithuanian', file: 'imap', query: 'email=jonas@example.lt' },
  {
    title: 'AP-A10 POP3 for a Mac, with a name',
    file: 'pop3',
    query: 'email=jonas@example.lt&protocol=pop3&for=mac&lang=en&name=Jonas%20%26%20Ona',
  },
  {
    title: 'AP-A15 calendars and contacts, for an iPhone',
    file: 'dav',
    query: 'email=ona@dav.example&dav=1&for=ios',
  },
  { title: 'AP-A13 STARTTLS', file: 'starttls', query: 'email=ona@starttls.example' },
]

test.each(titled(goldens))('%s', async (_title, { file, query }) => {
  const { body } = await (await startApple()).ask(query)
  await expect(body).toMatchFileSnapshot(`./golden/${file}.mobileconfig`)
})
