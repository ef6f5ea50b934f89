import { beforeAll } from 'vitest'
import { testStore } from '../store/contract.js'
import { type Cluster, startCluster } from './cluster.js'
import { databaseOf, openTable, topLevel } from './store.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
  return cluster.stop
})

testStore('PostgreSQL', async (text, besides) => {
  const { url } = await databaseOf(cluster, text, besides)
  const general = await topLevel(text, besides)
  const { table } = await openTable(url, { general: () => general })
  return table
})
