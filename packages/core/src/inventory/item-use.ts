/** What of an item was used: sold, given, worked up. Pure: no I/O. */
import type { MovementKind } from './movement-draft.ts'

/** What left for good and on purpose. What was lost, sent back or sent on is no use; a customer's return takes use back. */
export const useKinds = [
  'issue',
  'customerReturn',
  'consumption',
  'gift',
  'production',
] as const satisfies MovementKind[]

/** What moved of one kind; above zero in, below zero out. */
export interface KindSum {
  readonly kind: string
  readonly quantity: number
  readonly value: bigint
}

/** Above zero where more was used than came back. */
export interface ItemUse {
  readonly quantity: number
  readonly cost: bigint
  /** What was made of others is worth: of several items together, so much of their cost stayed in stock. */
  readonly made: bigint
}

export const noUse: ItemUse = { quantity: 0, cost: 0n, made: 0n }

/** Use by the sums of one item. Of productions only what it went into counts: that it was made is no use of it. */
export function useOf(sums: readonly KindSum[]): ItemUse {
  let quantity = 0
  let cost = 0n
  let made = 0n
  for (const sum of sums) {
    if (!(useKinds as readonly string[]).includes(sum.kind)) continue
    if (sum.kind === 'production' && sum.quantity >= 0) {
      made += sum.value
      continue
    }
    quantity -= sum.quantity
    cost -= sum.value
  }
  return { quantity, cost, made }
}
