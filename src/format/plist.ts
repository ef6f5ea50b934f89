// Property lists in XML, as Apple reads them.
import { build } from 'plist'

/** What is undefined is left out. Numbers must be whole: Apple's payloads know no `<real>`. */
export interface Dictionary {
  [key: string]: string | number | boolean | Dictionary | Dictionary[] | undefined
}

/** Keys in the order of the dictionary; equal dictionaries give equal bytes. */
export function renderPlist(dictionary: Dictionary): string {
  return `${build(dictionary as Parameters<typeof build>[0])}\n`
}
