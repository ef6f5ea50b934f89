// Files of the page: served by a name that holds their digest, so that browsers may keep them for ever.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { General, Image } from '../../settings/table.js'
import { accentCss } from './accent.js'

const FOLDER = new URL('./assets/', import.meta.url)
export const ASSETS_PATH = '/assets/'

export interface Asset {
  contentType: string
  body: string | Uint8Array
}

export interface Assets {
  readonly style: string
  readonly script: string
  readonly icon: string
  /** For who asks for /favicon.ico, as browsers do unasked. */
  readonly favicon: Asset
  /** The asset of a file name below `ASSETS_PATH`. */
  find(name: string, general: General): Asset | undefined
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ico: 'image/x-icon',
} as const

/** Reads the files once. */
export function loadAssets(): Assets {
  const files = new Map<string, Asset>()
  const load = (name: string, extension: keyof typeof TYPES) => {
    const bytes = readFileSync(new URL(`${name}.${extension}`, FOLDER))
    const served = `${name}.${digest(bytes)}.${extension}`
    files.set(served, { contentType: TYPES[extension], body: bytes })
    return ASSETS_PATH + served
  }
  return {
    style: load('page', 'css'),
    script: load('page', 'js'),
    icon: load('icon', 'svg'),
    favicon: { contentType: TYPES.ico, body: readFileSync(new URL('favicon.ico', FOLDER)) },
    find: (name, { images }) => files.get(name) ?? accentAsset(name) ?? logoAsset(name, images),
  }
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

/** Where the style sheet for a provider's colour is; its name says how it is made. */
export function accentUrl(accent: string): string {
  const colour = accent.slice(1).toLowerCase()
  return `${ASSETS_PATH}accent-${colour}.${digest(accentCss(colour))}.css`
}

function accentAsset(name: string): Asset | undefined {
  const colour = /^accent-([0-9a-f]{6})\./.exec(name)?.[1]
  if (colour === undefined || accentUrl(`#${colour}`) !== ASSETS_PATH + name) return undefined
  return { contentType: TYPES.css, body: accentCss(colour) }
}

export function logoUrl(image: Image): string {
  return `${ASSETS_PATH}logo.${image.digest}`
}

function logoAsset(name: string, images: General['images']): Asset | undefined {
  for (const image of images.values()) {
    if (logoUrl(image) === ASSETS_PATH + name) {
      return { contentType: image.contentType, body: image.bytes }
    }
  }
  return undefined
}
