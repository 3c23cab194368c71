/** The desk: what a session can call, composed from the plugins by type alone. */
import type { ErrorKind } from '../values/calotype-error.ts'
import type { Attempt, Callable, OperationKind } from './callable.ts'
import type { Operation } from './operation.ts'
import type { Operations, Plugin } from './plugin.ts'

/** What every command takes beside its own input. */
export interface CommandOptions {
  /**
   * Made by the caller, once for what shall happen once: 1 to 200 characters. The same key with the same input answers what
   * it answered the first time and does nothing; with another input it is refused.
   */
  readonly idempotencyKey?: string | undefined
}

type InputOf<Kind extends OperationKind, In> = Kind extends 'command' ? In & CommandOptions : In

type Arguments<In> = Record<never, never> extends In ? [input?: In] : [input: In]

/** One operation, as a session calls it. */
export interface Call<Kind extends OperationKind, In, Out, Expected extends ErrorKind> {
  /** @throws CalotypeError */
  (...input: Arguments<InputOf<Kind, In>>): Promise<Out>
  /** The same, with the declared failures as a value: only what nobody expects is thrown. */
  attempt(...input: Arguments<InputOf<Kind, In>>): Promise<Attempt<Out, Expected>>
}

/** The operations of one plugin. */
export type Calls<Ops extends Operations> = {
  readonly [K in keyof Ops]: Ops[K] extends Operation<infer Kind, infer In, infer Out, infer Expected>
    ? Call<Kind, In, Out, Expected>
    : never
}

/** Every operation of every plugin, as `desk.<plugin>.<operation>(input)`. */
export type Desk<P extends readonly Plugin[]> = {
  readonly [One in P[number] as One['name']]: Calls<One['operations']>
}

interface AnyCall {
  (input?: unknown): Promise<unknown>
  attempt(input?: unknown): Promise<unknown>
}

/** Builds a desk whose calls all go through `execute`. */
export function buildDesk(
  plugins: readonly Plugin[],
  execute: (operation: Operation, input: unknown) => Promise<unknown>,
): Record<string, Record<string, AnyCall>> {
  const desk: Record<string, Record<string, AnyCall>> = Object.create(null)
  for (const plugin of plugins) {
    const calls: Record<string, AnyCall> = Object.create(null)
    for (const [name, operation] of Object.entries(plugin.operations)) {
      calls[name] = Object.assign((input: unknown = {}) => execute(operation, input), {
        attempt: (input: unknown = {}) => attemptOf(operation, execute(operation, input)),
      })
    }
    desk[plugin.name] = Object.freeze(calls)
  }
  return Object.freeze(desk)
}

/** The outcome of a call with declared failures as a value. */
export async function attemptOf(operation: Callable, outcome: Promise<unknown>): Promise<Attempt<unknown, ErrorKind>> {
  try {
    return { ok: true, value: await outcome }
  } catch (error) {
    for (const kind of operation.errors) if (kind.is(error)) return { ok: false, error: error as never }
    throw error
  }
}
