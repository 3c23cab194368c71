/** Payments and refunds at providers, for callers. */
import { z } from 'zod'
import type { RowOf } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import type { PaymentPresentation } from './payment-provider.ts'
import type { paymentsAttempts } from './tables.ts'

export type AttemptRow = RowOf<typeof paymentsAttempts>

export const presentationSchema: z.ZodType<PaymentPresentation> = z.object({
  kind: z.string().min(1).max(40),
  value: z.string().min(1).max(4000),
})

const schema = z.object({
  id: z.string(),
  /** payment or refund. */
  kind: z.string(),
  branch: z.string(),
  provider: z.string(),
  orderId: z.string(),
  /** Of a refund: the payment that it gives back. */
  paymentId: z.string().nullable(),
  /** pending, unknown, settled, failed or voided. */
  state: z.string(),
  /** How it stands in the books: none, applied, owed, returned; of refunds: refunded, putBack, returned. */
  outcome: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** The entry by which it last moved the books: of an applied payment, its receipt. */
  entryId: z.string().nullable(),
  reference: z.string().nullable(),
  /** What the provider said has moved, where that is not the amount. */
  reported: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  /** Why a person must decide; null where nobody need. */
  review: z.string().nullable(),
  /** What to show the customer. */
  presentation: presentationSchema.nullable(),
  openedAt: z.string(),
  expiresAt: z.string(),
  /** The settlement file in which the money arrived. */
  batch: z.string().nullable(),
})

/** A payment or refund at a provider. Amounts are decimal strings in their currency. */
export interface PaymentAttempt extends z.output<typeof schema> {}

export const attemptSchema: z.ZodType<PaymentAttempt> = schema

export function presentAttempt(row: AttemptRow): PaymentAttempt {
  const { reportedAmount, reportedCurrency } = row
  const presentation = presentationSchema.safeParse(row.presentation)
  return {
    id: row.id,
    kind: row.kind,
    branch: row.branch,
    provider: row.provider,
    orderId: row.orderId,
    paymentId: row.paymentId,
    state: row.state,
    outcome: row.outcome,
    currency: row.currency,
    amount: Money.ofMinor(row.amount, row.currency).toString(),
    entryId: row.entryId,
    reference: row.reference,
    reported:
      reportedAmount === null || reportedCurrency === null
        ? null
        : { amount: Money.ofMinor(reportedAmount, reportedCurrency).toString(), currency: reportedCurrency },
    review: row.review,
    presentation: presentation.success ? presentation.data : null,
    openedAt: row.openedAt,
    expiresAt: row.expiresAt,
    batch: row.batch,
  }
}
