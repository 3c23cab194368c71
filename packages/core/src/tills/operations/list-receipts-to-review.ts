import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ledgerEntries } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { tillsReviews } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** The business dates looked at, both included; today unless told. */
  from: dateText.optional(),
  to: dateText.optional(),
  /** That of the session unless told. */
  branch: idText.optional(),
  state: z.enum(['awaiting', 'approved', 'rejected', 'all']).default('awaiting'),
})

export interface ListReceiptsToReview extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListReceiptsToReview> = schema

const outputShape = z.object({
  items: z.array(
    z.object({
      receiptId: z.string(),
      number: z.string(),
      /** receipt for money that came in; others for money that went out. */
      kind: z.string(),
      businessDate: z.string(),
      at: z.string(),
      cashier: z.string(),
      till: z.string().nullable(),
      shiftId: z.string().nullable(),
      orderId: z.string().nullable(),
      currency: z.string(),
      amount: z.string(),
      state: z.enum(['awaiting', 'approved', 'rejected']),
      reviewer: z.string().nullable(),
      reason: z.string().nullable(),
      correctionId: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

/** A page may hold fewer than its limit; `next` alone says whether there is more. */
export interface ReceiptsToReview extends z.output<typeof outputShape> {}

const output: z.ZodType<ReceiptsToReview> = outputShape

/** The queue of receipts for a second person, the oldest first. Two statements. */
export const receiptsToReview: Operation<'query', ListReceiptsToReview, ReceiptsToReview, never> = operation({
  name: 'tills.receiptsToReview',
  summary: 'Lists receipts with what a second person said of them.',
  kind: 'query',
  input,
  output,
  async run({ store, branch: here, businessDate }, { limit, cursor, from, to, branch = here, state }) {
    const page = await store.page(ledgerEntries, {
      where: {
        branch,
        number: { ne: null },
        businessDate: { gte: from ?? to ?? businessDate, lte: to ?? businessDate },
      },
      orderBy: ['businessDate', 'id'],
      limit,
      cursor,
    })
    const reviews = await store.find(tillsReviews, {
      where: { receiptId: { in: page.items.map((entry) => entry.id) } },
      limit: 'all',
    })
    const byReceipt = new Map(reviews.map((review) => [review.receiptId, review]))
    const items = page.items.map((entry) => {
      const review = byReceipt.get(entry.id)
      const decided = review?.decision === 'rejected' ? ('rejected' as const) : ('approved' as const)
      return {
        receiptId: entry.id,
        number: entry.number ?? '',
        kind: entry.kind,
        businessDate: entry.businessDate,
        at: entry.at,
        cashier: entry.actor,
        till: entry.till,
        shiftId: entry.shift,
        orderId: entry.orderId,
        currency: entry.currency,
        amount: Money.ofMinor(entry.amount, entry.currency).toString(),
        state: review === undefined ? ('awaiting' as const) : decided,
        reviewer: review?.reviewer ?? null,
        reason: review?.reason ?? null,
        correctionId: review?.correctionId ?? null,
      }
    })
    return { items: items.filter((item) => state === 'all' || item.state === state), next: page.next }
  },
})
