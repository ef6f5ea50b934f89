// Looks at files again and again. By name and not by inode: a ConfigMap is replaced by turning a link, editors rename.
import { unwatchFile, watchFile } from 'node:fs'

/** Calls `look` after any of the files changed, came or went; returns what ends that. */
export function watchFiles(
  files: readonly string[],
  everyMs: number,
  look: () => void,
): () => void {
  for (const file of files) watchFile(file, { interval: everyMs, persistent: false }, look)
  return () => {
    for (const file of files) unwatchFile(file, look)
  }
}
