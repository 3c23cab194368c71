/** Operations: everything that happens in Calotype is one. */
import type { z } from 'zod'
import { defineError, type ErrorKind } from '../values/calotype-error.ts'
import type { Callable, OperationKind } from './callable.ts'
import type { CommandContext, QueryContext } from './context.ts'

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
  const run = options.run as (context: QueryContext | CommandContext, input: unknown) => Promise<Out>
  return {
    name: options.name,
    summary: options.summary,
    kind: options.kind,
    permission: options.permission ?? options.name,
    input: options.input,
    output: options.output,
    errors: options.errors ?? [],
    run,
  }
}

/** The operation behind what is called: whatever is callable was made by {@link operation}. */
export function operationOf(callable: Callable): Operation {
  const made = callable as Partial<Operation>
  if (typeof made.run !== 'function') {
    throw OperationInvalid.create({ operation: callable.name, rule: 'has no work: it was not made by operation()' })
  }
  return made as Operation
}
