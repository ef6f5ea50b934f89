// The roles of the compose file for many domains, made by psql as the image of PostgreSQL has it do.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { mailconfHere } from '../cli/mailconf.js'
import { PASSWORD, startCluster } from './cluster.js'

const ROLES = join(import.meta.dirname, '../../config/compose/initdb/roles.sql')

test('PG compose: the reader reads what was made after it, and changes nothing', async () => {
  const cluster = await startCluster()
  onTestFinished(cluster.stop)
  const database = await cluster.database()
  await database.query(`CREATE ROLE mailconf_admin SUPERUSER LOGIN PASSWORD '${PASSWORD}'`)
  const adminUrl = database.urlOf({ role: 'mailconf_admin' })
  const psql = ['--no-psqlrc', '-v', 'ON_ERROR_STOP=1', '--dbname', adminUrl, '--file', ROLES]
  await promisify(execFile)('psql', psql, {
    env: { PATH: process.env['PATH'], READER_PASSWORD: PASSWORD },
  })
  const db = async (DATABASE_URL: string, ...args: string[]) =>
    mailconfHere(['db', ...args], { variables: { DATABASE_URL } })
  expect((await db(adminUrl, 'migrate')).code).toBe(0)
  expect((await db(adminUrl, 'load', 'config/settings.yaml')).code).toBe(0)
  const readerUrl = database.urlOf({ role: 'mailconf_reader' })
  const { code, out } = await db(readerUrl, 'export')
  expect([code, out]).toEqual([0, expect.stringContaining('example.lt')])
  const reader = new pg.Client({ connectionString: readerUrl })
  await reader.connect()
  onTestFinished(() => reader.end())
  await reader.query('SET default_transaction_read_only = off')
  await expect(reader.query('DELETE FROM mailconf.domain')).rejects.toThrow('permission denied')
})
