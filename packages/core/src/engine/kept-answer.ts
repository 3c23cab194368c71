/** What the record of a command keeps of its answer, so that the same can be answered again: all but what is shown once. */
import type { Json } from '../values/json.ts'
import type { Operation } from './operation.ts'

/** As it stands in the record of a command. */
export interface KeptAnswer {
  readonly value: Json
  /** The members of the answer that `value` is without. */
  readonly secrets?: readonly string[]
  /** Which try this is the answer of, where the answer itself no longer tells it. */
  readonly attempt?: string
}

/** @param attempt a new id: two tries of one command may differ by their secrets alone */
export function keptAnswer({ secrets }: Operation, answer: Json, attempt: () => string): KeptAnswer {
  if (secrets.length === 0 || answer === null || typeof answer !== 'object' || Array.isArray(answer)) {
    return { value: answer }
  }
  const value = Object.fromEntries(Object.entries(answer).filter(([name]) => !secrets.includes(name)))
  return { value, secrets, attempt: attempt() }
}
