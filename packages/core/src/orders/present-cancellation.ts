/** What a cancellation kept, and why, as callers see it. */
import { z } from 'zod'
import { ruleSources } from './cancellation-rules.ts'

export const cancelledLineSchema = z.object({
  lineId: z.string(),
  line: z.int(),
  /** What it cost. */
  amount: z.string(),
  /** Where it stood. */
  stage: z.string(),
  /** How much of its price the work that was done costs, in per cent. */
  percent: z.int(),
  charge: z.string(),
})

export const cancellationSchema = z.object({
  lines: z.array(cancelledLineSchema),
  /** What the lines cost. */
  amount: z.string(),
  /** The charges for work that was done. */
  charged: z.string(),
  /** Whose rules those are: of the contract that the customer signed, of the day on which the order was placed, or of today. */
  rulesOf: z.enum(ruleSources),
  /** What the policy keeps: the earnest money that belongs to the lines, or the charges where they are more. */
  byPolicy: z.string(),
  /** What was kept. */
  forfeited: z.string(),
  /** Who approved an amount by hand. */
  approver: z.string().nullable(),
})

export interface CancelledLine extends z.output<typeof cancelledLineSchema> {}
export interface OrderCancellation extends z.output<typeof cancellationSchema> {}
