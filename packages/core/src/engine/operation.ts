/** Operations: everything that happens in Calotype is one. */
import type { z } from 'zod'
import { defineError, type ErrorKind } from '../values/calotype-error.ts'
import type { Callable, OperationKind } from './callable.ts'
import type { CommandContext, QueryContext } from './context.ts'
import { fieldsAt } from './known-fields.ts'

/**
 * A named, typed, permitted, validated unit: a command changes the store in one transaction and is audited; a query reads
 * one moment of it. Made by {@link operation}; composed into the desk by type alone.
 */
export interface Operation<
  Kind extends OperationKind = OperationKind,
  In = unknown,
  Out = unknown,
  Expected extends ErrorKind = ErrorKind,
  Parsed = unknown,
> extends Callable<Kind, In, Out, Expected, Parsed> {
  run(context: QueryContext | CommandContext, input: unknown): Promise<Out>
}

export interface OperationOptions<Kind extends OperationKind, In, Parsed, Out, Expected extends ErrorKind> {
  readonly name: string
  readonly summary: string
  readonly kind: Kind
  readonly permission?: string
  /** A strict object schema: an unknown member is an error, never ignored. */
  readonly input: z.ZodType<Parsed, In>
  /** The answer as plain JSON data: amounts as decimal strings, instants and dates as text. What it does not name is cut off. */
  readonly output: z.ZodType<Out>
  /**
   * Members of a command's answer that are shown once, such as a token: no record keeps them. A repeated idempotency key
   * is then refused with `ANSWER_SHOWN_ONCE`, which tells the rest of the answer.
   */
  readonly secrets?: readonly (keyof NoInfer<Out> & string)[]
  readonly errors?: readonly Expected[]
  /** The work. It may run again from its beginning when the store asks for it, so it must do nothing but read and write through its context. */
  run(context: Kind extends 'command' ? CommandContext : QueryContext, input: Parsed): Promise<Out>
}

export const OperationInvalid = defineError<{ operation: string; rule: string }>({
  code: 'OPERATION_INVALID',
  status: 500,
  summary: 'An operation is declared against the rules.',
  message: ({ operation, rule }) => `Operation "${operation}" ${rule}.`,
  mend: 'Mend the declaration; the page "Write a plugin" shows one.',
})

const operationName = /^[a-z][a-zA-Z0-9]*\.[a-z][a-zA-Z0-9]*$/

/** Declares an operation. */
export function operation<const Kind extends OperationKind, In, Parsed, Out, const Expected extends ErrorKind = never>(
  options: OperationOptions<Kind, In, Parsed, Out, Expected>,
): Operation<Kind, In, Out, Expected, Parsed> {
  if (!operationName.test(options.name)) {
    throw OperationInvalid.create({ operation: options.name, rule: 'must be named like room.verbNoun' })
  }
  for (const member of ['input', 'output'] as const) {
    if (typeof options[member]?.safeParse === 'function') continue
    throw OperationInvalid.create({ operation: options.name, rule: `must have a zod schema as its ${member}` })
  }
  const { secrets = [] } = options
  checkSecrets(options.name, options.kind, secrets, options.output)
  const run = options.run as (context: QueryContext | CommandContext, input: unknown) => Promise<Out>
  return {
    name: options.name,
    summary: options.summary,
    kind: options.kind,
    permission: options.permission ?? options.name,
    input: options.input,
    output: options.output,
    secrets,
    errors: options.errors ?? [],
    run,
  }
}

/** @throws OPERATION_INVALID where a query has secrets, which keeps no answers anyway, or the answer has no such member */
function checkSecrets(name: string, kind: OperationKind, secrets: readonly string[], output: z.ZodType): void {
  if (secrets.length === 0) return
  if (kind === 'query') {
    throw OperationInvalid.create({ operation: name, rule: 'must not have secrets, as no answer of a query is kept' })
  }
  const known = fieldsAt(output, [])
  const strange = secrets.find((secret) => !known.includes(secret))
  if (strange === undefined) return
  const rule = `must have secrets that are members of its answer, but "${strange}" is none`
  throw OperationInvalid.create({ operation: name, rule })
}

/** The operation behind what is called: whatever is callable was made by {@link operation}. */
export function operationOf(callable: Callable): Operation {
  const made = callable as Partial<Operation>
  if (typeof made.run !== 'function') {
    throw OperationInvalid.create({ operation: callable.name, rule: 'has no work: it was not made by operation()' })
  }
  return made as Operation
}
