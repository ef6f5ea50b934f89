// Writing with regard for whoever reads.
import type { Writable } from 'node:stream'

/** Sends, and waits until it is gone. False: nobody reads any more. */
export function written(stream: Writable, bytes: Buffer): Promise<boolean> {
  if (!stream.writable || stream.destroyed) return Promise.resolve(false)
  return new Promise((resolve) => {
    const gone = () => {
      resolve(false)
    }
    stream.once('close', gone)
    stream.write(bytes, (error) => {
      stream.off('close', gone)
      resolve(error === null || error === undefined)
    })
  })
}
