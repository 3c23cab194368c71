/** Claims that keep a resource from being one with a unit of the stock, as an error tells them. Pure. */
import type { ClaimsThatMeet, Taken } from '../claims/index.ts'
import { localSpan } from '../values/local-span.ts'
import type { ClaimThatMeets } from './errors.ts'

/** So many are told at most. */
const mostTold = 100

export const toldMeets = (meets: readonly ClaimsThatMeet[], timeZone: string): readonly ClaimThatMeets[] =>
  meets.slice(0, mostTold).map(({ from, to, own, others }) => ({
    from,
    to,
    local: localSpan(from, to, timeZone),
    own: own.map(told),
    others: others.map(told),
  }))

const told = ({ kind, reference, from, to, quantity }: Taken) => ({ kind, reference, from, to, quantity })
