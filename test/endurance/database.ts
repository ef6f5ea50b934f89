// Customers in a PostgreSQL of our own, and instances on it.
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Cluster, type Database, startCluster } from '../postgres/cluster.js'
import { ask, agentFor } from './ask.js'
import { domainOf, makeSettings, portOf, serversOf } from './customers.js'
import { type Instance, runCommand, startInstance } from './processes.js'
import { knownQuestion } from './questions.js'
import type { Run } from './scenario.js'

export interface Filled {
  cluster: Cluster
  database: Database
  /** How long `db load` took. */
  seconds: number
}

/** A database that holds so many domains, loaded as an admin would. */
export async function fillDatabase(
  { progress, atEnd }: Run,
  known: number,
  domains: number,
): Promise<Filled> {
  progress('PostgreSQL starts')
  const cluster = await startCluster()
  atEnd(cluster.stop)
  const database = await cluster.database()
  const variables = { DATABASE_URL: database.url }
  const file = await makeSettings(known, domains)
  atEnd(() => rm(dirname(file), { recursive: true, force: true }))
  progress(`${domains} domains are loaded`)
  await runCommand(['db', 'migrate'], variables)
  const began = performance.now()
  await runCommand(['db', 'load', file], variables)
  return { cluster, database, seconds: (performance.now() - began) / 1000 }
}

export async function startInstances(
  { progress, atEnd }: Run,
  count: number,
  variables: Readonly<Record<string, string>>,
): Promise<Instance[]> {
  progress(`${count} instances start`)
  const starting = Array.from({ length: count }, () => startInstance(variables))
  const instances = await Promise.all(starting)
  for (const instance of instances) atEnd(() => instance.end('SIGKILL'))
  return instances
}

/** As an admin's own program would do it. */
export async function changeCustomer(
  database: Database,
  customer: number,
  version: number,
): Promise<void> {
  await database.query('UPDATE mailconf.domain SET overrides = $2 WHERE name = $1', [
    domainOf(customer),
    JSON.stringify(serversOf(customer, version)),
  ])
}

/** Asks an instance which version of a customer it answers with. */
export function createViewer({ port }: Instance) {
  const agent = agentFor({ port }, true, 8)
  return {
    async shows(customer: number, version: number): Promise<boolean> {
      const reply = await ask({ port }, agent, knownQuestion('autoconfig', customer)).catch(
        () => undefined,
      )
      return reply?.body.includes(`>${portOf(version)}<`) === true
    },
    close() {
      agent.destroy()
    },
  }
}
