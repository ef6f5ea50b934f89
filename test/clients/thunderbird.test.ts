// The unmodified Thunderbird, without a window: every way to the service, for every kind of settings.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Case, eachCase, expectedOf, KINDS, UNKNOWN_DOMAIN, type Way, WAYS } from './cases.js'
import { type Lab, startLab } from './lab.js'
import { noteTested } from './tested.js'
import { startThunderbird, type Thunderbird } from './thunderbird.js'
import { lookUp } from './thunderbird-look-up.js'

const SOURCES: Readonly<Record<Way, string>> = {
  https: 'xml-from-isp-https',
  http: 'xml-from-isp-http',
  autodiscover: 'exchange-from-url1',
  all: 'xml-from-isp-https',
}

let lab: Lab
let thunderbird: Thunderbird

beforeAll(async () => {
  lab = await startLab()
  thunderbird = await startThunderbird(lab.authority)
})

afterAll(async () => {
  await thunderbird.stop()
  await lab.stop()
})

const cases = eachCase()
const passed: Case[] = []

test.each(cases)('by $way, $kind: the settings are what the table says', async (one) => {
  const found = await lookUp(thunderbird.marionette, one.way, one.address)
  expect(found).toEqual({ source: SOURCES[one.way], ...expectedOf(one) })
  passed.push(one)
})

test.each(Object.keys(WAYS) as Way[])(
  'by %s, a domain that is not hosted: nothing',
  async (way) => {
    const found = await lookUp(thunderbird.marionette, way, `anna@${UNKNOWN_DOMAIN}`)
    expect(found).toEqual({ failure: expect.any(String) as string })
  },
)

test('all of it is noted for the README', async () => {
  expect(passed).toEqual(cases)
  await noteTested({
    client: 'Thunderbird',
    version: thunderbird.version,
    ways: Object.keys(WAYS) as Way[],
    kinds: Object.keys(KINDS) as (keyof typeof KINDS)[],
  })
})
