/** What an operation is to those who call it: its name, its schemas and its failures, without its work. */
import type { z } from 'zod'
import type { CalotypeError, ErrorKind } from '../values/calotype-error.ts'

export type OperationKind = 'command' | 'query'

export interface Callable<
  Kind extends OperationKind = OperationKind,
  In = unknown,
  Out = unknown,
  Expected extends ErrorKind = ErrorKind,
  /** The input as its schema reads it, defaults filled in. */
  Parsed = unknown,
> {
  /** `room.verbNoun`, such as `orders.place`. */
  readonly name: string
  /** One sentence, for people and for generated documentation. */
  readonly summary: string
  readonly kind: Kind
  /** What an actor needs to call it; its name unless told. */
  readonly permission: string
  readonly input: z.ZodType<Parsed, In>
  readonly output: z.ZodType<Out>
  /** Members of the answer that only the caller is told: they are kept nowhere, and a repeated key does not answer them. */
  readonly secrets: readonly string[]
  /** The failures that a caller should expect. */
  readonly errors: readonly Expected[]
}

/** What `attempt` answers: the value, or one of the failures that the operation declares. */
export type Attempt<Out, Expected extends ErrorKind> =
  | { readonly ok: true; readonly value: Out }
  | { readonly ok: false; readonly error: ReturnType<Expected['create']> & CalotypeError }
