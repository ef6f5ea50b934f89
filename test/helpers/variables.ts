// What files that set the environment of the service may name.
import { describeEnv } from '../../src/env.js'

/** Those of `given` that no program reads: slips of the pen. Node's own are known. */
export function unknownVariables(given: readonly string[]): string[] {
  const ours = describeEnv().flatMap(({ name }) => [name, `${name}_FILE`])
  const known = new Set([...ours, 'NODE_ENV', 'NODE_OPTIONS'])
  return given.filter((name) => !known.has(name))
}
