/** What somebody tries on a store of which the paper says whether it is done or refused. */
import { isCalotypeError } from '@calotype/core'
import { holds, same } from './check.ts'
import type { WatchedStore } from './watched-store.ts'

/** Why a step may be refused: the code of an error, where its rule is broken. */
export type Refusal = string | false | undefined

export interface Attempt<Answer> {
  readonly what: string
  readonly refusals: readonly Refusal[]
  /** What the paper does not say for sure. */
  readonly perhaps: readonly Refusal[]
  work(): Promise<Answer>
}

export type Attempted<Answer> =
  | { readonly done: true; readonly answer: Answer }
  | { readonly done: false; readonly code: string }

/** Does it, or sees it refused for one of the reasons that there are, with nothing changed in the store. */
export async function attempted<Answer>(
  store: WatchedStore,
  { what, refusals, perhaps, work }: Attempt<Answer>,
): Promise<Attempted<Answer>> {
  const reasons = refusals.filter((reason) => typeof reason === 'string')
  const possible = perhaps.filter((reason) => typeof reason === 'string')
  const before = reasons.length + possible.length > 0 ? await store.contents() : undefined
  let answer: Answer
  try {
    answer = await work()
  } catch (error) {
    if (!isCalotypeError(error)) throw error
    const wanted = reasons.length === 0 ? `${what} is carried out` : `${what} is refused with ${reasons.join(' or ')}`
    holds(wanted, [...reasons, ...possible].includes(error.code), `${error.code}: ${error.message}`)
    const now = await store.contents()
    for (const [table, rows] of now) same(`${table} after ${what} was refused`, rows, before?.get(table) ?? '')
    return { done: false, code: error.code }
  }
  holds(`${what} is refused with ${reasons.join(' or ')}`, reasons.length === 0, 'it was carried out')
  return { done: true, answer }
}
