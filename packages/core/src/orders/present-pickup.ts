/** Pickup slips as callers see them. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type {
  PickupLineRow,
  PickupReceiverRow,
  PickupReturnLineRow,
  PickupReturnRow,
  PickupRow,
} from './pickup-tables.ts'

const pickupLineSchema = z.object({
  lineId: z.string(),
  /** The line that it was a part of, where only some of its pieces were handed over. */
  partOf: z.string().nullable(),
  quantity: z.string(),
  amount: z.string(),
  flaws: z.string().nullable(),
  /** Whether it was taken back. */
  takenBack: z.boolean(),
})

export const pickupSchema = z.object({
  id: z.string(),
  number: z.string(),
  orderId: z.string(),
  customerId: z.string(),
  /** Where it was sold, and whose revenue it is. */
  orderBranch: z.string(),
  /** Where it was handed over. */
  branch: z.string(),
  at: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  currency: z.string(),
  /** What the lines cost. */
  amount: z.string(),
  /** What of it became revenue. */
  earned: z.string(),
  entryId: z.string().nullable(),
  receiptId: z.string().nullable(),
  /** What was still due of the order afterwards. */
  balanceDue: z.string(),
  /** Who let it go with more due than the studio's rule allows, and why; null where the rule was kept. */
  arrears: z.object({ by: z.string(), reason: z.string().nullable() }).nullable(),
  receiver: z.object({
    /** Null where it was the customer, or the person was erased. */
    name: z.string().nullable(),
    relation: z.string().nullable(),
    phone: z.string().nullable(),
    customer: z.boolean(),
  }),
  signature: z
    .object({
      method: z.string(),
      text: z.string().nullable(),
      reference: z.string().nullable(),
      hash: z.string().nullable(),
    })
    .nullable(),
  lines: z.array(pickupLineSchema),
  returns: z.array(
    z.object({
      id: z.string(),
      branch: z.string(),
      at: z.string(),
      businessDate: z.string(),
      actor: z.string(),
      amount: z.string(),
      cause: z.enum(['mistake', 'broughtBack']),
      reason: z.string(),
      reversalId: z.string().nullable(),
      lineIds: z.array(z.string()),
    }),
  ),
})

/** A pickup slip (取件单), with what came back of it. */
export interface Pickup extends z.output<typeof pickupSchema> {}

export interface PickupRows {
  readonly pickup: PickupRow
  readonly lines: readonly PickupLineRow[]
  readonly receiver: PickupReceiverRow | undefined
  readonly returns: readonly PickupReturnRow[]
  readonly returned: readonly PickupReturnLineRow[]
}

export function presentPickup({ pickup, lines, receiver, returns, returned }: PickupRows): Pickup {
  const { currency } = pickup
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  const back = new Set(returned.map(({ lineId }) => lineId))
  const { id, number, orderId, customerId, orderBranch, branch, at, businessDate, actor, entryId, receiptId } = pickup
  return {
    ...{ id, number, orderId, customerId, orderBranch, branch, at, businessDate, actor, currency, entryId, receiptId },
    amount: shown(pickup.amount),
    earned: shown(pickup.earned),
    balanceDue: shown(pickup.balanceDue),
    arrears: pickup.arrearsBy === null ? null : { by: pickup.arrearsBy, reason: pickup.arrearsReason },
    receiver: {
      name: receiver?.name ?? null,
      relation: receiver?.relation ?? null,
      phone: receiver?.phone ?? null,
      customer: pickup.receivedBy === 'customer',
    },
    signature:
      pickup.signedBy === null
        ? null
        : {
            method: pickup.signedBy,
            text: pickup.signedText,
            reference: receiver?.signature ?? null,
            hash: pickup.signatureHash,
          },
    lines: [...lines]
      .sort((one, other) => one.line - other.line)
      .map(({ lineId, partOf, quantity, amount, flaws }) => {
        return { lineId, partOf, quantity, amount: shown(amount), flaws, takenBack: back.has(lineId) }
      }),
    returns: returns.map((row) => ({
      id: row.id,
      branch: row.branch,
      at: row.at,
      businessDate: row.businessDate,
      actor: row.actor,
      amount: shown(row.amount),
      cause: row.cause as 'mistake',
      reason: row.reason,
      reversalId: row.reversalId,
      lineIds: returned.filter(({ returnId }) => returnId === row.id).map(({ lineId }) => lineId),
    })),
  }
}
