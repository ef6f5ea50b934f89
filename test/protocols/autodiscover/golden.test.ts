// Whole answers, read in review like a contract.
import { expect, test } from 'vitest'
import { titled } from '../../helpers/rows.js'
import { mobilesync, outlook } from './bodies.js'
import { type Ask, startPox, tableOfFile } from './setup.js'

const table = await tableOfFile('fixture.yaml')

const goldens: { title: string; file: string; ask: Ask }[] = [
  { title: 'AD-T01 three servers', file: 'ssl', ask: { body: outlook('ana.silva@example.org') } },
  {
    title: 'AD-T11 STARTTLS',
    file: 'starttls',
    ask: { body: outlook('ops@starttls.example.com') },
  },
  {
    title: 'AD-T15 calendars and contacts',
    file: 'dav',
    ask: { body: outlook('a&amp;b@dav.example.com') },
  },
  {
    title: 'AD-T40 for a domain',
    file: 'get',
    ask: { method: 'GET', headers: { host: 'autodiscover.example.org' } },
  },
  { title: 'AD-T28 an invalid request', file: 'error-600', ask: { body: '' } },
  {
    title: 'AD-T49 another service',
    file: 'redirect-url',
    ask: { body: outlook('a@moved.example.com') },
  },
  {
    title: 'AD-T50 a mailbox that moved to a domain of somebody else',
    file: 'redirect-addr',
    ask: { body: outlook('Ana.Silva@gone.example.com') },
  },
  {
    title: 'AD-T51 ActiveSync',
    file: 'mobilesync',
    ask: { body: mobilesync('kim@eas.example.com') },
  },
]

test.each(titled(goldens))('%s', async (_title, { file, ask }) => {
  const pox = await startPox(table)
  const { body } = await pox.ask(ask)
  const timeless = body.replace(/Time="\d\d:\d\d:\d\d\.\d{7}"/, 'Time="hh:mm:ss.fffffff"')
  await expect(timeless).toMatchFileSnapshot(`./golden/${file}.xml`)
})
