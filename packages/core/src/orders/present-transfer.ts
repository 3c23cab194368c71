/** Transfers and merges as callers see them. */
import { z } from 'zod'
import { moneyOf } from './open-order.ts'
import type { OrderMergeRow, TransferRow } from './transfer-tables.ts'

/** How the former customer of an order agreed that it goes to another one; `notNeeded` where it never was theirs. */
export const consents = ['inPerson', 'inWriting', 'byPhone', 'notNeeded'] as const

export const transferSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  kind: z.enum(['branch', 'customer']),
  fromBranch: z.string(),
  toBranch: z.string(),
  fromCustomerId: z.string(),
  toCustomerId: z.string(),
  at: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  reason: z.string(),
  consent: z.enum(consents).nullable(),
  currency: z.string(),
  /** As the order stood. */
  total: z.string(),
  paid: z.string(),
  outstanding: z.string(),
  /** What the branch that gave it up owes the other for it; below zero where it is owed. */
  owed: z.string(),
  fromEntryId: z.string().nullable(),
  toEntryId: z.string().nullable(),
  openLines: z.array(z.string()),
  overLines: z.array(z.string()),
})

/** An order that changed hands. Amounts are decimal strings in `currency`. */
export interface OrderTransfer extends z.output<typeof transferSchema> {}

export function presentTransfer(row: TransferRow): OrderTransfer {
  const { total, paid, outstanding, owed, openLines, overLines, kind, consent } = row
  const { id, orderId, fromBranch, toBranch, fromCustomerId, toCustomerId, at, businessDate, actor, reason } = row
  const shown = (minor: bigint): string => moneyOf(row, minor).toString()
  return {
    ...{ id, orderId, fromBranch, toBranch, fromCustomerId, toCustomerId, at, businessDate, actor, reason },
    kind: kind as OrderTransfer['kind'],
    consent: consent as OrderTransfer['consent'],
    currency: row.currency,
    total: shown(total),
    paid: shown(paid),
    outstanding: shown(outstanding),
    owed: shown(owed),
    fromEntryId: row.fromEntryId,
    toEntryId: row.toEntryId,
    openLines: openLines as string[],
    overLines: overLines as string[],
  }
}

export const mergeSchema = z.object({
  id: z.string(),
  branch: z.string(),
  survivorId: z.string(),
  mergedId: z.string(),
  customerId: z.string(),
  at: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  currency: z.string(),
  /** Of the merged order. */
  total: z.string(),
  paid: z.string(),
  movedLines: z.array(z.string()),
  droppedLines: z.array(z.string()),
  entryId: z.string().nullable(),
})

/** An order that became a part of another one. Amounts are decimal strings in `currency`. */
export interface OrderMerge extends z.output<typeof mergeSchema> {}

export function presentMerge(row: OrderMergeRow): OrderMerge {
  const { id, branch, survivorId, mergedId, customerId, at, businessDate, actor, reason, currency, entryId } = row
  return {
    ...{ id, branch, survivorId, mergedId, customerId, at, businessDate, actor, reason, currency, entryId },
    total: moneyOf(row, row.total).toString(),
    paid: moneyOf(row, row.paid).toString(),
    movedLines: row.movedLines as string[],
    droppedLines: row.droppedLines as string[],
  }
}
