// Names for providers: what a document calls itself, as settings allow it, each of them once.

const NEVER = ['none', '__proto__']

/** What settings could call a provider by, made of any text; undefined where nothing usable is left of it. */
function keyOf(text: string): string | undefined {
  const key = text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  return key === '' || NEVER.includes(key) ? undefined : key
}

/** A title → a name as people type it: "Example Inc." → example-inc. */
export function keyOfTitle(title: string): string | undefined {
  return keyOf(title.toLowerCase())
}

export interface Keys {
  /** The first wish that anything can be called by; where it is taken, with a number: `zoho.com-2`. */
  keyFor: (wishes: readonly Wish[]) => string
  /** The first wish that is not taken, before any gets a number. */
  firstFreeFor: (wishes: readonly Wish[]) => string
}

type Wish = string | undefined

/** Gives each key once. `taken` are those that stand there already. */
export function createKeys(taken: Iterable<string>): Keys {
  const used = new Set(taken)
  const counts = new Map<string, number>()
  const usable = (wishes: readonly Wish[]) => {
    const keys = wishes.flatMap((wish) => (wish === undefined ? [] : (keyOf(wish) ?? [])))
    return keys.length === 0 ? ['provider'] : keys
  }
  const keyFor = (wishes: readonly Wish[]) => {
    const [key = ''] = usable(wishes)
    let count = counts.get(key) ?? 1
    let free = key
    while (used.has(free)) {
      count += 1
      free = `${key}-${count}`
    }
    counts.set(key, count)
    used.add(free)
    return free
  }
  return {
    keyFor,
    firstFreeFor: (wishes) => keyFor([usable(wishes).find((key) => !used.has(key)), ...wishes]),
  }
}
