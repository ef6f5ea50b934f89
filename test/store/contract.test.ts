import { load } from '../helpers/settings.js'
import { testStore } from './contract.js'

testStore('file', async (text, besides) => {
  const { table, problems } = await load(text, besides)
  if (table === undefined) throw new Error(JSON.stringify(problems))
  return table
})
