// A set of names in a few octets each: it may hold a name that was never added, once in thousands of millions, and never
// forgets one that was.

export interface NameSet {
  add(name: string): void
  has(name: string): boolean
  readonly size: number
}

// One large table would hold up everybody whenever it grows.
const SHARD_BITS = 6
const FIRST_SLOTS = 64
const FULLEST = 0.6

export function createNameSet(): NameSet {
  // Chosen anew by each process, so that nobody can make up names that fall together.
  const seed = Math.floor(Math.random() * 0xffffffff)
  const shards = Array.from({ length: 1 << SHARD_BITS }, createShard)
  const shardOf = (place: number) => shards[place >>> (32 - SHARD_BITS)] as Shard
  return {
    add(name) {
      const place = hashOf(name, seed)
      shardOf(place).add(place, markOf(name, seed))
    },
    has(name) {
      const place = hashOf(name, seed)
      return shardOf(place).has(place, markOf(name, seed))
    },
    get size() {
      return shards.reduce((sum, { size }) => sum + size, 0)
    },
  }
}

interface Shard {
  add(place: number, mark: number): void
  has(place: number, mark: number): boolean
  readonly size: number
}

/** A name is two numbers: where it would stand, and what stands there. Zeroes mean that nothing does. */
function createShard(): Shard {
  let slots = FIRST_SLOTS
  let places = new Uint32Array(slots)
  let marks = new Uint32Array(slots)
  let size = 0

  /** The slot that holds it, or the free one where it belongs. */
  const slotOf = (place: number, mark: number): number => {
    let slot = place & (slots - 1)
    while (marks[slot] !== 0 && (marks[slot] !== mark || places[slot] !== place)) {
      slot = (slot + 1) & (slots - 1)
    }
    return slot
  }
  const put = (place: number, mark: number): boolean => {
    const slot = slotOf(place, mark)
    if (marks[slot] !== 0) return false
    places[slot] = place
    marks[slot] = mark
    return true
  }
  const grow = () => {
    const [oldPlaces, oldMarks] = [places, marks]
    slots *= 2
    places = new Uint32Array(slots)
    marks = new Uint32Array(slots)
    for (let slot = 0; slot < oldMarks.length; slot += 1) {
      const mark = oldMarks[slot] ?? 0
      if (mark !== 0) put(oldPlaces[slot] ?? 0, mark)
    }
  }
  return {
    add(place, mark) {
      if (size > slots * FULLEST) grow()
      if (put(place, mark)) size += 1
    },
    has: (place, mark) => marks[slotOf(place, mark)] !== 0,
    get size() {
      return size
    },
  }
}

function markOf(name: string, seed: number): number {
  return hashOf(name, ~seed) || 1
}

/** FNV-1a, with the bits mixed at the end: the lowest choose the slot. */
function hashOf(name: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
