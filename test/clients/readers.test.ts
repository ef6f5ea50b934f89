// The readers of other clients: each on its own ways to the service, for every kind of settings.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Folder, temporaryFolder } from '../proxies/support.js'
import {
  type Case,
  eachCase,
  expectedOf,
  KINDS,
  type ReadServer,
  UNKNOWN_DOMAIN,
  type Way,
} from './cases.js'
import { type Lab, startLab } from './lab.js'
import { read, READERS, versionOf } from './readers.js'
import { noteTested } from './tested.js'

let lab: Lab
let folder: Folder
let authorities: string

beforeAll(async () => {
  lab = await startLab()
  folder = await temporaryFolder('readers')
  authorities = join(folder.path, 'authority.pem')
  await writeFile(authorities, lab.authority)
})

afterAll(async () => {
  await folder.remove()
  await lab.stop()
})

/** Where every request that was answered with settings must have gone: no reader may fall back unseen. */
const SCHEMES: Readonly<Record<Way, RegExp>> = {
  https: /^GET https:\S+ 200$/,
  http: /^GET http:\S+ 200$/,
  autodiscover: /^POST https:\S+ 200$/,
  all: /^(?:GET|POST) https?:\S+ 200$/,
}

describe.each(READERS)('$client', (reader) => {
  const cases = eachCase().filter(({ way }) => reader.ways.includes(way))
  const passed: Case[] = []

  test.each(cases)('by $way, $kind: the settings are what the table says', async (one) => {
    const printed = await read(reader, one.address, authorities)
    const { incoming, outgoing } = expectedOf(one)
    const known = ({ type, hostname, port, username, socketType }: ReadServer) => ({
      type,
      hostname,
      port,
      username,
      socketType,
    })
    const words = (servers: NonNullable<typeof printed>['incoming'] = [], wanted: ReadServer[]) =>
      servers.map((server, index) => ({
        ...known({ ...server, socketType: '', authentication: '' }),
        socketType: reader.socketType(server) ?? wanted[index]?.socketType,
      }))
    expect(words(printed?.incoming, incoming)).toEqual(incoming.map(known))
    expect(words(printed?.outgoing, outgoing)).toEqual(outgoing.map(known))
    expect(printed?.asked.filter((line) => line.endsWith(' 200'))).toSatisfy(
      (lines: string[]) => lines.length > 0 && lines.every((line) => SCHEMES[one.way].test(line)),
    )
    passed.push(one)
  })

  test('a domain that is not hosted: nothing', async () => {
    expect(await read(reader, `anna@${UNKNOWN_DOMAIN}`, authorities)).toBeUndefined()
  })

  test('all of it is noted for the README', async () => {
    expect(passed).toEqual(cases)
    await noteTested({
      client: reader.client,
      version: await versionOf(reader),
      ways: reader.ways,
      kinds: Object.keys(KINDS) as (keyof typeof KINDS)[],
    })
  })
})
