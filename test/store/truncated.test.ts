// A settings file that was cut off while somebody wrote it.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readYaml } from '../../src/store/yaml.js'
import { load } from '../helpers/settings.js'

const config = new URL('../../config/', import.meta.url)
const shipped = await readFile(new URL('settings.yaml', config))
const example = await readFile(new URL('settings.example.yaml', config), 'utf8')

test('OPS-F23 cut at every byte: taken whole or not at all, never a crash', async () => {
  const beforeTheFirstProvider = shipped.indexOf('ovh:') + 'ovh:'.length
  for (let length = 0; length < shipped.length; length += 1) {
    // Half a letter becomes a replacement character here; test/store/files.test.ts has it as it is on a disk.
    const text = shipped.subarray(0, length).toString('utf8')
    const { table, problems } = await load(text)
    const isWrong = problems.some(({ severity }) => severity === 'error')
    expect(table === undefined, text).toBe(isWrong)
    if (length <= beforeTheFirstProvider) expect(isWrong, text).toBe(true)
  }
})

test('OPS-F23 the example, cut in many places: every problem lies inside', () => {
  for (let length = 0; length <= example.length; length += 17) {
    const text = example.slice(0, length)
    const lines = text.split('\n')
    const { problems } = readYaml(text, 'settings.yaml')
    for (const { place } of problems) {
      expect(place.line).toBeLessThanOrEqual(lines.length)
      expect(place.column).toBeLessThanOrEqual((lines[place.line - 1] ?? '').length + 1)
    }
  }
})
