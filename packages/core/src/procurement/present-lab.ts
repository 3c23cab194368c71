/** Jobs at labs, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { LabEventRow, LabJobRow } from './tables.ts'

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()
const nullableText = z.string().nullable()

const jobShape = z.object({
  id: z.string(),
  branch: z.string(),
  number: z.string(),
  supplierId: z.string(),
  orderId: nullableText,
  orderLineId: nullableText,
  description: z.string(),
  quantity: z.int(),
  /** At the lab, or back and not inspected. */
  pending: z.int(),
  accepted: z.int(),
  /** Given up: the lab is to give credit. */
  rejected: z.int(),
  /** sent, returned, accepted, rejected (some or all, for good) or cancelled. */
  status: z.string(),
  /** How often it was sent: above 1 is rework. */
  round: z.int(),
  sentOn: z.string(),
  expectedOn: z.string(),
  returnedOn: nullableText,
  currency: z.string(),
  /** What was agreed for all of it. */
  price: z.string(),
  billId: nullableText,
  billed: z.string(),
  credited: z.string(),
  category: nullableText,
  shootType: nullableText,
})

/** Work at an outside lab. */
export interface LabJob extends z.output<typeof jobShape> {}

export const labJobSchema: z.ZodType<LabJob> = jobShape

export function presentLabJob(row: LabJobRow): LabJob {
  const { price, billed, credited, version, ...rest } = row
  const { currency } = row
  return {
    ...rest,
    price: text(price, currency),
    billed: text(billed, currency),
    credited: text(credited, currency),
  }
}

const eventShape = z.object({
  id: z.string(),
  /** sent, returned, accepted, rejected, reworked, cancelled, billed, credited or voided. */
  kind: z.string(),
  date: z.string(),
  at: z.string(),
  actor: z.string(),
  quantity: z.int(),
  /** Of a return: days since it was sent. */
  days: z.int(),
  late: z.boolean(),
  round: z.int(),
  expectedOn: nullableText,
  note: nullableText,
  amount: z.string(),
  documentId: nullableText,
})

/** Something that happened to a job. */
export interface LabJobEvent extends z.output<typeof eventShape> {}

const withHistoryShape = jobShape.extend({ history: z.array(eventShape) })

/** A job with all that happened to it. */
export interface LabJobWithHistory extends z.output<typeof withHistoryShape> {}

export const labJobWithHistorySchema: z.ZodType<LabJobWithHistory> = withHistoryShape

export function presentLabEvent(row: LabEventRow): LabJobEvent {
  const { id, kind, businessDate: date, at, actor, quantity, days, late, round, expectedOn, note, documentId } = row
  return {
    id,
    kind,
    date,
    at,
    actor,
    quantity,
    days,
    late: late === 1,
    round,
    expectedOn,
    note,
    amount: text(row.amount, row.currency),
    documentId,
  }
}
