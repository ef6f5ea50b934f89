// Pictures for the set-up page: what counts as one, and what is said of what does not.
import { expect, test } from 'vitest'
import { provider } from '../settings/settings-text.js'
import { load } from '../helpers/settings.js'

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'image/svg+xml'],
  [
    'SVG with a declaration',
    '<?xml version="1.0"?>\n<!-- by hand -->\n<svg></svg>',
    'image/svg+xml',
  ],
  ['GIF', 'GIF89a...', 'image/gif'],
  ['WebP', 'RIFF....WEBPVP8 ', 'image/webp'],
])('SM-2 logoFile: %s', async (_title, content, contentType) => {
  const { problems, table } = await load(provider('logoFile: logo'), { logo: content })
  expect(problems).toEqual([])
  expect(table?.general.images.get('logo')).toMatchObject({
    contentType,
    bytes: Buffer.from(content),
  })
})

test.each([
  ['a page', '<!DOCTYPE html><svg>', 'is no SVG, PNG, JPEG, GIF or WebP picture'],
  ['text', 'logo', 'is no SVG, PNG, JPEG, GIF or WebP picture'],
  ['nothing', '', 'is no SVG, PNG, JPEG, GIF or WebP picture'],
  ['too much', `<svg>${'x'.repeat(256 * 1024)}</svg>`, 'is larger than 256 KB'],
])('SM-2 logoFile: %s is warned about and not shown', async (_title, content, says) => {
  const { problems, table } = await load(provider('logoFile: logo'), { logo: content })
  expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', `"logo": ${says}; the page shows no picture`],
  ])
  expect(table?.general.images.size).toBe(0)
})
