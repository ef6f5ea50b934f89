// Sources as an admin names them → everything that is in them, in their order.
import type { Network } from '../probe/network.js'
import { readSeed } from './automx2-seed.js'
import type { Collection } from './collection.js'
import type { Findings } from './findings.js'
import { readDocument } from './imported.js'
import { isJson, readFiles } from './sources.js'
import { fetchDocument, inParallel, isWebUrl } from './web-document.js'

const AT_ONCE = 8

/** Takes what one source holds: a seed of automx2 where it is JSON, else an autoconfig document. */
export function collect(
  name: string,
  bytes: Uint8Array,
  collection: Collection,
  findings: Findings,
): void {
  if (isJson(bytes)) {
    for (const { provider, domains } of readSeed(name, bytes, findings)) {
      collection.addShared(name, provider, new Map(domains.map((domain) => [domain, {}])))
    }
  } else {
    const document = readDocument(name, bytes, findings)
    if (document !== undefined) collection.addDocument(document)
  }
}

/** `progress` hears how many documents have been read so far. */
export async function gather(
  sources: readonly string[],
  collection: Collection,
  network: () => Network,
  findings: Findings,
  progress: (documents: number) => void,
): Promise<void> {
  let read = 0
  const take = (name: string, bytes: Uint8Array) => {
    collect(name, bytes, collection, findings)
    progress((read += 1))
  }
  for (const run of runs(sources)) {
    if (!run.areUrls) {
      for (const path of run.sources) {
        for await (const file of readFiles(path)) {
          if (file.fault === undefined) take(file.name, file.bytes)
          else findings.problem(file.name, `not imported: ${file.fault}`)
        }
      }
      continue
    }
    const way = network()
    const fetched = inParallel(run.sources, AT_ONCE, async (url) => ({
      url,
      answer: await fetchDocument(url, way),
    }))
    for await (const { url, answer } of fetched) {
      if (!answer.ok) findings.problem(url, `not imported: ${answer.fault}`)
      else if (answer.status !== 200) {
        findings.problem(url, `not imported: it answers with status ${answer.status}`)
      } else take(url, answer.bytes)
    }
  }
}

interface Run {
  areUrls: boolean
  sources: string[]
}

/** Neighbours of one kind together, so that URLs can be asked for at once and the order stays. */
function runs(sources: readonly string[]): Run[] {
  const all: Run[] = []
  for (const source of sources) {
    const areUrls = isWebUrl(source)
    const last = all.at(-1)
    if (last?.areUrls === areUrls) last.sources.push(source)
    else all.push({ areUrls, sources: [source] })
  }
  return all
}
