/** Turns what zod reports into the issues of our errors, and holds inputs and answers against their schemas. */
import type { z } from 'zod'
import type { ErrorKind } from '../values/calotype-error.ts'
import { EventInvalid, type InputIssue, InputInvalid, OutputInvalid } from './errors.ts'
import type { Callable } from './callable.ts'
import { kindInWords, ruleOf } from './issue-rule.ts'
import { fieldsAt } from './known-fields.ts'

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined
    at = (at as Record<PropertyKey, unknown>)[step]
  }
  return at
}

function valueInWords(at: unknown): string {
  if (at === undefined) return 'nothing'
  if (Array.isArray(at)) return `a list of ${at.length}`
  if (at !== null && typeof at === 'object') return 'an object'
  if (typeof at === 'function' || typeof at === 'symbol') return `a ${typeof at}`
  if (typeof at === 'string') return at.length > 40 ? `text of ${at.length} characters` : JSON.stringify(at)
  return typeof at === 'bigint' ? `the bigint ${at}` : String(at)
}

const mostIssues = 20

/** The issues of a zod error, with what was given. Where the schema is told, a field that it does not have is named with those that it has. */
export function issuesOf(error: z.ZodError, given: unknown, schema?: z.ZodType): readonly InputIssue[] {
  return error.issues
    .flatMap(closest)
    .slice(0, mostIssues)
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys')
        return [issueAt(issue.path, ruleOf(issue, valueAt(given, issue.path)), given)]
      const known = schema === undefined ? [] : fieldsAt(schema, issue.path)
      const rule = `is no field here${known.length === 0 ? '' : `; there are ${known.join(', ')}`}`
      return issue.keys.map((key) => issueAt([...issue.path, key], rule, given))
    })
    .slice(0, mostIssues)
}

/**
 * What is wrong by the form of a union that fits best: by the one whose kind of value was given, with the fewest issues. Where no
 * kind fits, the issue says what each would be.
 */
function closest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const offKind = (one: z.core.$ZodIssue): boolean => one.code === 'invalid_type' && one.path.length === 0
  const [best] = issue.errors.filter((one) => !one.some(offKind)).sort((a, b) => a.length - b.length)
  if (best !== undefined) return best.flatMap((one) => closest({ ...one, path: [...issue.path, ...one.path] }))
  const kinds = issue.errors.flat().flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []))
  return [{ ...issue, message: `must be ${[...new Set(kinds)].map(kindInWords).join(' or ')}` }]
}

const issueAt = (path: readonly PropertyKey[], rule: string, given: unknown): InputIssue => ({
  path: path.map(String).join('.'),
  rule,
  value: valueInWords(valueAt(given, path)),
})

type SchemaError = ErrorKind<{ operation: string; issues: readonly InputIssue[] }>

function held<T>(schema: z.ZodType<T>, value: unknown, operation: Callable, kind: SchemaError): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw kind.create({ operation: operation.name, issues: issuesOf(parsed.error, value, schema) })
}

/** The input as its schema reads it, or `INPUT_INVALID`. */
export function checkedInput(operation: Callable, input: unknown): unknown {
  const strange = notJson(input)
  if (strange !== undefined) throw InputInvalid.create({ operation: operation.name, issues: [strange] })
  return held(operation.input, input, operation, InputInvalid)
}

/** The answer cut to its schema, as plain JSON, or `OUTPUT_INVALID`: it must be the same when a key asks for it again. */
export function checkedOutput(operation: Callable, output: unknown): unknown {
  const answer = held(operation.output, output, operation, OutputInvalid)
  const strange = notJson(answer)
  if (strange !== undefined) throw OutputInvalid.create({ operation: operation.name, issues: [strange] })
  return answer
}

/** What an event or a job carries, or `EVENT_INVALID`. */
export function checkedData<T>(name: string, schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data)
  if (!parsed.success) throw EventInvalid.create({ event: name, issues: issuesOf(parsed.error, data) })
  const strange = notJson(parsed.data)
  if (strange !== undefined) throw EventInvalid.create({ event: name, issues: [strange] })
  return parsed.data
}

const deepest = 64

/** The first thing in a value that JSON cannot carry unchanged. Members that are undefined are left out, as JSON does. */
function notJson(value: unknown): InputIssue | undefined {
  const found = strangeIn(value, 0)
  if (found === undefined) return undefined
  const path = found.path.reverse().join('.')
  return { ...found, path: found.path.length > deepest ? `${path.slice(0, 60)}…` : path }
}

/** Names the way to it from its end, so that what is plain JSON costs no text. */
function strangeIn(value: unknown, depth: number): (Omit<InputIssue, 'path'> & { path: string[] }) | undefined {
  if (value === null || value === undefined) return undefined
  if (depth > deepest) return { path: [], rule: `must be at most ${deepest} levels deep`, value: 'more' }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : { path: [], rule: 'must be a finite number', value: String(value) }
    case 'object':
      break
    default:
      return { path: [], rule: 'must be plain JSON', value: `a ${typeof value}` }
  }
  if (!Array.isArray(value)) {
    const prototype: unknown = Object.getPrototypeOf(value)
    // A plain object of any realm: its prototype has none itself.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      return { path: [], rule: 'must be plain JSON', value: `a ${value.constructor.name}` }
    }
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__') return { path: [], rule: 'must not have a member named __proto__', value: name }
    const strange = strangeIn((value as Readonly<Record<string, unknown>>)[name], depth + 1)
    if (strange === undefined) continue
    strange.path.push(name)
    return strange
  }
  return undefined
}
