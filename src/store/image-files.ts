// Pictures that providers name for the set-up page. A page without its picture is still a page: all faults are warnings.
import { createHash } from 'node:crypto'
import type { Path, Report } from '../settings/problems.js'
import type { Settings } from '../settings/schema.js'
import type { Image } from '../settings/table.js'
import type { Reading, TakeBytes } from './read-files.js'
import { openRegularFile, whyUnreadable } from './regular-file.js'

const LONGEST_IMAGE = 256 * 1024

/** Each `logoFile` of the settings → the picture, by the name that is written there. */
export async function readImages(
  settings: Settings,
  resolvePath: (file: string) => string,
  reading: Reading,
  report: Report,
): Promise<ReadonlyMap<string, Image>> {
  const images = new Map<string, Image>()
  for (const [name, path] of namesOf(settings)) {
    const file = resolvePath(name)
    try {
      images.set(name, await reading(file, (take) => readImage(file, take)))
    } catch (error) {
      const message = `"${name}": ${whyUnreadable(error)}; the page shows no picture`
      report({ severity: 'warning', path, message })
    }
  }
  return images
}

/** Every name once, with the first place that it stands at. */
function namesOf({ providers, domains = {} }: Settings): Map<string, Path> {
  const names = new Map<string, Path>()
  const add = (logoFile: string | undefined, path: Path) => {
    if (logoFile !== undefined && !names.has(logoFile)) names.set(logoFile, path)
  }
  for (const [key, { logoFile }] of Object.entries(providers)) {
    add(logoFile, ['providers', key, 'logoFile'])
  }
  for (const [name, entry] of Object.entries(domains)) {
    if (typeof entry !== 'string') add(entry.logoFile, ['domains', name, 'logoFile'])
  }
  return names
}

async function readImage(file: string, take: TakeBytes): Promise<Image> {
  const { handle, size } = await openRegularFile(file)
  try {
    if (size > LONGEST_IMAGE) throw new Error('is larger than 256 KB')
    const bytes = await handle.readFile()
    take(bytes)
    const contentType = contentTypeOf(bytes)
    if (contentType === undefined) throw new Error('is no SVG, PNG, JPEG, GIF or WebP picture')
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    return { contentType, bytes, digest }
  } finally {
    await handle.close()
  }
}

/** By what stands in the file; its name can be wrong. */
function contentTypeOf(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 16)
  if (start.startsWith('\x89PNG\r\n')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(start)) return 'image/gif'
  if (/^RIFF.{4}WEBP/s.test(start)) return 'image/webp'
  return /^\ufeff?(?:\s|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE svg[^>[]*>)*<svg[\s>]/s.test(
    bytes.toString('utf8', 0, 4096),
  )
    ? 'image/svg+xml'
    : undefined
}
