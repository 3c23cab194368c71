/** How an order stands, for callers. */
import { z } from 'zod'
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { duesOf, overdueOf } from './instalments.ts'
import { type Commitment, depositsOf, earnestOf, overpaidOf, receivableOf, standingOf } from './standing.ts'

const schema = z.object({
  orderId: z.string(),
  customerId: z.string().nullable(),
  branch: z.string(),
  currency: z.string(),
  openedOn: z.string(),
  /** The contract; after a cancellation, what the studio keeps or still claims. */
  total: z.string(),
  /** Receipts less refunds; bonds apart. */
  paid: z.string(),
  /** What is still to be paid (尾款). */
  balanceDue: z.string(),
  dueDate: z.string().nullable(),
  /** The part of `balanceDue` that was due before today: arrears (欠款). */
  overdue: z.string(),
  /** What is still open by the day on which it is due, the earliest first; null: on no day yet. */
  dues: z.array(z.object({ dueDate: z.string().nullable(), amount: z.string() })),
  /** Days since the earliest due date that passed; 0 where nothing is overdue. */
  daysOverdue: z.int(),
  /** The part of what was paid that is not yet delivered. */
  deposits: z.string(),
  /** The part of the deposits that is earnest money (定金), which a cancellation may cost the customer. */
  earnest: z.string(),
  /** Delivered and not yet paid. */
  receivable: z.string(),
  /** Paid beyond the total: waits to be refunded. */
  overpaid: z.string(),
  recognised: z.string(),
  forfeited: z.string(),
  /** Small remainders that were let go. */
  waived: z.string(),
  /** Given up as a bad debt (坏账). */
  writtenOff: z.string(),
  /** Security held (押金). */
  bond: z.string(),
  cancelled: z.boolean(),
})

/** How an order stands. Amounts are decimal strings in `currency`. */
export interface OrderBalance extends z.output<typeof schema> {}

export const orderBalanceSchema: z.ZodType<OrderBalance> = schema

export function presentBalance(commitment: Commitment, today: CalendarDate): OrderBalance {
  const { currency, dueDate } = commitment
  const standing = standingOf(commitment)
  const dues = duesOf(commitment)
  const since = dues[0]?.dueDate ?? null
  return {
    orderId: commitment.orderId,
    customerId: commitment.customerId,
    branch: commitment.branch,
    currency,
    openedOn: commitment.openedOn,
    total: standing.total.toString(),
    paid: standing.paid.toString(),
    balanceDue: Money.ofMinor(commitment.outstanding, currency).toString(),
    dueDate,
    overdue: overdueOf(commitment, today).toString(),
    dues: dues.map((due) => ({ dueDate: due.dueDate, amount: due.amount.toString() })),
    daysOverdue: since !== null && since < today ? daysBetween(since, today) : 0,
    deposits: depositsOf(standing).toString(),
    earnest: earnestOf(standing, Money.ofMinor(commitment.earnest, currency)).toString(),
    receivable: receivableOf(standing).toString(),
    overpaid: overpaidOf(standing).toString(),
    recognised: standing.recognised.toString(),
    forfeited: standing.forfeited.toString(),
    waived: standing.waived.toString(),
    writtenOff: standing.writtenOff.toString(),
    bond: Money.ofMinor(commitment.bond, currency).toString(),
    cancelled: commitment.cancelled,
  }
}
