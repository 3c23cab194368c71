/** Turns what zod reports into the issues of our errors, and holds inputs and answers against their schemas. */
import type { z } from 'zod'
import type { ErrorKind } from '../values/calotype-error.ts'
import { type InputIssue, InputInvalid, OutputInvalid } from './errors.ts'
import type { Operation } from './operation.ts'

function valueAt(value: unknown, path: readonly PropertyKey[]): string {
  let at = value
  for (const step of path) {
    if (at === null || typeof at !== 'object') return 'nothing'
    at = (at as Record<PropertyKey, unknown>)[step]
  }
  if (at === undefined) return 'nothing'
  if (Array.isArray(at)) return `a list of ${at.length}`
  if (at !== null && typeof at === 'object') return 'an object'
  if (typeof at === 'function' || typeof at === 'symbol') return `a ${typeof at}`
  if (typeof at === 'string') return at.length > 40 ? `text of ${at.length} characters` : JSON.stringify(at)
  return typeof at === 'bigint' ? `the bigint ${at}` : String(at)
}

/** The issues of a zod error, with what was given. */
export function issuesOf(error: z.ZodError, given: unknown): readonly InputIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    rule: issue.message,
    value: valueAt(given, issue.path),
  }))
}

type SchemaError = ErrorKind<{ operation: string; issues: readonly InputIssue[] }>

function held<T>(schema: z.ZodType<T>, value: unknown, operation: Operation, kind: SchemaError): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw kind.create({ operation: operation.name, issues: issuesOf(parsed.error, value) })
}

/** The input as its schema reads it, or `INPUT_INVALID`. */
export function checkedInput(operation: Operation, input: unknown): unknown {
  return held(operation.input, input, operation, InputInvalid)
}

/** The answer cut to its schema, or `OUTPUT_INVALID`. */
export function checkedOutput(operation: Operation, output: unknown): unknown {
  return held(operation.output, output, operation, OutputInvalid)
}
