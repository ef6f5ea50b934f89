// Bodies as clients see them: compressed ones unpacked, whether or not that was asked for.
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/**
 * `encoding`: of `Content-Encoding`. Octets in another one stay as they are, and so do those that are not what
 * they are said to be: no client reads them. Undefined: more than `most` octets come out.
 */
export async function decoded(
  body: Buffer,
  encoding: string | undefined,
  most: number,
): Promise<Buffer | undefined> {
  const name = encoding?.trim().toLowerCase() ?? ''
  if (!isKnown(name)) return body
  try {
    return await DECODERS[name](body, { maxOutputLength: most })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : body
  }
}

function isKnown(name: string): name is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, name)
}
