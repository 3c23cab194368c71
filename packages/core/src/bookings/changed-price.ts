/** What a booking costs that goes to another service. Pure. */
import type { BookingsSettings } from './settings.ts'

interface Amounts {
  /** In the smallest unit of the currency. */
  readonly price: bigint
  readonly deposit: bigint
}

const higher = (one: bigint, other: bigint): bigint => (one > other ? one : other)

/** Of what was agreed and what the other service costs, what goes by the policy of the studio. */
export function changedPrice(policy: BookingsSettings['priceOfChange'], agreed: Amounts, anew: Amounts): Amounts {
  if (policy === 'kept') return { price: agreed.price, deposit: agreed.deposit }
  if (policy === 'anew') return { price: anew.price, deposit: anew.deposit }
  return { price: higher(agreed.price, anew.price), deposit: higher(agreed.deposit, anew.deposit) }
}

/** What falls away where a booking costs less than before; nothing below zero. */
export const fallenAway = (before: Amounts, after: Amounts): Amounts => ({
  price: higher(before.price - after.price, 0n),
  deposit: higher(before.deposit - after.deposit, 0n),
})
