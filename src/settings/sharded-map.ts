// A map for millions of names. One Map of a million entries stops the process for 100 ms whenever it grows;
// 256 small ones never do.

import { namesInTable } from './domain.js'

export interface ShardedMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  entries(): IterableIterator<[string, Value]>
  readonly size: number
}

const SHARDS = 256

function shardOf(key: string): number {
  let hash = 0
  for (let index = 0; index < key.length; index += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0
  }
  return (hash ^ (hash >>> 16)) & (SHARDS - 1)
}

export function createShardedMap<Value>(): ShardedMap<Value> {
  const shards = Array.from({ length: SHARDS }, () => new Map<string, Value>())
  const shard = (key: string) => shards[shardOf(key)] as Map<string, Value>
  return {
    get: (key) => shard(key).get(key),
    set: (key, value) => {
      shard(key).set(key, value)
    },
    *entries() {
      for (const map of shards) yield* map.entries()
    },
    get size() {
      return shards.reduce((sum, map) => sum + map.size, 0)
    },
  }
}

/** Under which name a domain stands in the map: its own, or the nearest wildcard above it. */
export function nameInTable<Value>(domain: string, names: ShardedMap<Value>): string | undefined {
  if (names.get(domain) !== undefined) return domain
  for (const name of namesInTable(domain)) if (names.get(name) !== undefined) return name
  return undefined
}
