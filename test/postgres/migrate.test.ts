// db migrate: the tables, once and again.
import { beforeAll, expect, test } from 'vitest'
import { mailconfHere } from '../cli/mailconf.js'
import { type Cluster, PASSWORD, startCluster } from './cluster.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

test('PG migrate: makes the tables, and does nothing the second time', async () => {
  const { url: DATABASE_URL } = await cluster.database()
  const first = await mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL } })
  expect(first).toEqual({ code: 0, out: 'The tables now have version 1.\n', err: '' })
  const second = await mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL } })
  expect(second).toEqual({ code: 0, out: 'The tables have version 1; nothing to do.\n', err: '' })
})

test('PG migrate: two at once', async () => {
  const { url: DATABASE_URL } = await cluster.database()
  const run = () => mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL } })
  const ended = await Promise.all([run(), run(), run()])
  expect(ended.map(({ out }) => out).toSorted()).toEqual([
    'The tables have version 1; nothing to do.\n',
    'The tables have version 1; nothing to do.\n',
    'The tables now have version 1.\n',
  ])
})

test('PG migrate: tables of a newer program are refused, and nothing is changed', async () => {
  const database = await cluster.database()
  const DATABASE_URL = database.url
  await mailconfHere(['db', 'migrate'], { variables: { DATABASE_URL } })
  await database.query(
    'INSERT INTO mailconf.schema_version (version, oldest_reader) VALUES (99, 1)',
  )
  const newer =
    'the database cannot be used: its tables have version 99, this program knows 1; use a newer program\n'
  for (const args of [['migrate'], ['load', 'config/settings.yaml']]) {
    const ended = await mailconfHere(['db', ...args], { variables: { DATABASE_URL } })
    expect(ended).toEqual({ code: 1, out: '', err: newer })
  }
  // Whoever only reads may be older.
  const exported = await mailconfHere(['db', 'export'], { variables: { DATABASE_URL } })
  expect(exported).toEqual({ code: 0, out: 'providers: {}\n', err: '' })
  await database.query('UPDATE mailconf.schema_version SET oldest_reader = 99 WHERE version = 99')
  expect((await mailconfHere(['db', 'export'], { variables: { DATABASE_URL } })).err).toBe(newer)
})

test('PG export: a file of the URL that is not there', async () => {
  const { url } = await cluster.database()
  const variables = { DATABASE_URL: `${url}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem` }
  const { err } = await mailconfHere(['db', 'export'], { variables })
  expect(err).toBe(
    'the database cannot be used: a file that its URL names cannot be read; see sslrootcert\n',
  )
})

test.each([
  [
    'no tables',
    {},
    'it has no tables of ours, or the role may not see them; run: mailconf db migrate',
  ],
  ['a wrong role', { role: 'nobody' }, 'it refuses the password'],
  ['nobody there', { port: 1 }, 'nobody listens at its address'],
])('PG export: %s: a sentence, and no password', async (_what, way, sentence) => {
  const database = await cluster.database()
  const variables = { DATABASE_URL: database.urlOf(way) }
  const ended = await mailconfHere(['db', 'export'], { variables })
  expect(ended).toEqual({ code: 1, out: '', err: `the database cannot be used: ${sentence}\n` })
  expect(JSON.stringify(ended)).not.toContain(PASSWORD)
})
