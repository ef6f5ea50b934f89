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

/** Gives each wish a key of its own: `zoho.com`, `zoho.com-2`. `taken` are those that stand there already. */
export function createKeys(taken: Iterable<string>): (...wishes: (string | undefined)[]) => string {
  const used = new Set(taken)
  const counts = new Map<string, number>()
  return (...wishes) => {
    const wished = wishes.find((one) => one !== undefined && keyOf(one) !== undefined) ?? ''
    const key = keyOf(wished) ?? 'provider'
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
}
