/** Shares out what a line costs among who sold it. Pure. */
import { allocateByWeights } from '../values/allocation.ts'
import type { Seller } from './shapes.ts'

export interface CreditShare {
  readonly staffId: string | null
  readonly place: string | null
  readonly minor: bigint
}

/** The shares add up to the amount of the line, to the last minor unit; without credits it is all its one seller's. */
export function creditShares(
  line: { readonly amount: bigint; readonly sellerId: string | null; readonly soldPlace: string | null },
  sellers: readonly Seller[],
): CreditShare[] {
  const place = line.soldPlace
  if (sellers.length === 0) return [{ staffId: line.sellerId, place, minor: line.amount }]
  const parts = allocateByWeights(
    line.amount,
    sellers.map(({ weight }) => BigInt(weight)),
  )
  return sellers.map(({ staffId }, at) => ({ staffId, place, minor: parts[at] ?? 0n }))
}
