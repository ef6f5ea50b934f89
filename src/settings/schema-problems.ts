// What the schema has against a value → problems, in sentences a person can act on.
import { z } from 'zod'
import { nearest, NO_PASSWORDS, type Path, type Problem, suggestion } from './problems.js'

type Issue = z.core.$ZodIssue

export interface SchemaProblem extends Problem {
  /** Where the known key would stand that an unknown one was likely meant for. */
  meant?: Path
}

/** The findings of the schema → problems: one for each unknown key, and one for each wrong value. */
export function problemsOfSchema(schema: z.ZodType, issues: readonly Issue[]): SchemaProblem[] {
  const told = new Set<string>()
  return issues
    .flatMap((issue) => problemsOfIssue(schema, issue, []))
    .filter(({ path }) => {
      // What else is wrong with the same value is mostly the same again.
      const key = JSON.stringify(path)
      return !told.has(key) && told.add(key)
    })
}

function problemsOfIssue(schema: z.ZodType, issue: Issue, base: Path): SchemaProblem[] {
  const path = [...base, ...issue.path]
  const error = (message: string): Problem[] => [{ severity: 'error', path, message }]
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schemaAt(schema, path))
      return issue.keys.map((key) => {
        const meant = nearest(key, known)
        return {
          severity: 'error',
          path: [...path, key],
          at: 'key',
          message: unknownKey(key, known),
          ...(meant === undefined ? {} : { meant: [...path, meant] }),
        }
      })
    }
    case 'invalid_union': {
      const branch = likeliestBranch(issue)
      return branch === undefined
        ? error(wrongType(expectedTypes(issue), issue.input, path))
        : branch.flatMap((inner) => problemsOfIssue(schema, inner, path))
    }
    case 'invalid_key':
      return [{ severity: 'error', path, at: 'key', message: keyMessage(issue, path) }]
    case 'invalid_type':
      return error(wrongType([issue.expected], issue.input, path))
    case 'invalid_value':
      return error(`must be one of: ${issue.values.map(String).join(', ')}`)
    default:
      return error(issue.message)
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  if (key === 'password') return NO_PASSWORDS
  return `unknown key "${key}"; ${suggestion(key, known)}`
}

function keyMessage(issue: Issue, path: Path): string {
  if (path[0] === 'providers' && path.length === 2) {
    return 'a provider is named with letters, digits, ".", "_" and "-", and not "none"'
  }
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'a map (key: value)',
  record: 'a map (key: value)',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function wrongType(expected: readonly string[], input: unknown, path: Path): string {
  const wanted = [...new Set(expected)].map((type) => TYPE_NAMES[type] ?? type).join(' or ')
  if (input === null && path.length === 0) return 'holds no settings; write at least: providers'
  if (input === null && path[0] === 'domains' && path.length === 2) {
    return 'is empty; write a provider, or none for a domain without mail'
  }
  if (input === undefined) return `is missing; it must be ${wanted}`
  if (input === null) return `is empty; write ${wanted}, or leave the key out`
  if (expected.includes('string') && (typeof input === 'number' || typeof input === 'boolean')) {
    return 'must be a text; put it in quotes'
  }
  return `must be ${wanted}`
}

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>

/** Of a union's branches that accept this kind of value, the one with the fewest complaints. */
function likeliestBranch({ errors }: UnionIssue): readonly Issue[] | undefined {
  return errors
    .filter((issues) => !issues.some(refusesKind))
    .toSorted((a, b) => a.length - b.length)[0]
}

/** Whether an issue means that another kind of value was wanted, a text for instance and not a list. */
function refusesKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_union') return likeliestBranch(issue) === undefined
  return (
    issue.code === 'invalid_type' ||
    (issue.code === 'invalid_value' && typeof issue.input === 'object')
  )
}

function expectedTypes({ errors }: UnionIssue): string[] {
  return errors.flat().flatMap((issue) => {
    if (issue.path.length > 0) return []
    if (issue.code === 'invalid_union') return expectedTypes(issue)
    return issue.code === 'invalid_type' ? [issue.expected] : ['string']
  })
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType[] {
  let here = unwrap(schema)
  for (const key of path) here = here.flatMap((one) => step(one, key)).flatMap(unwrap)
  return here
}

/** A schema without its optional, nullable and union shells. */
function unwrap(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap() as z.ZodType)
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => unwrap(option as z.ZodType))
  }
  return [schema]
}

function step(schema: z.ZodType, key: PropertyKey): z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<PropertyKey, z.ZodType>
    return Object.hasOwn(shape, key) ? [shape[key] as z.ZodType] : []
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType]
  if (schema instanceof z.ZodArray) return [schema.element as z.ZodType]
  return []
}

function knownKeys(schemas: readonly z.ZodType[]): string[] {
  return schemas.flatMap((schema) =>
    schema instanceof z.ZodObject ? Object.keys(schema.shape) : [],
  )
}
