/** What refunds and cancellations share: which legs give the money back, by which account, and what is kept of it. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { RefundMethodRefused } from './errors.ts'
import { paymentMethod, paymentMethods } from './payment-method.ts'
import type { PostedEntry } from './post-entry.ts'
import { documentOf, type ReceiptDocument, type ReceiptLeg } from './receipt.ts'
import { type Payout, payoutTotal } from './refund-lines.ts'
import { planRefund, type RefundableLeg, type RefundLeg, refundableLegs } from './refund-plan.ts'
import { outstandingOf, type Standing } from './standing.ts'
import { ledgerRefunds } from './tables.ts'

/** Money to give back, with the leg that it consumes. */
export interface PlannedPayout extends Payout {
  readonly receiptId: string
  readonly ofLeg: number
}

/** The legs of receipts with what is left of each. One statement; call it after the order was locked. */
export async function readRefundableLegs(
  context: CommandContext,
  receipts: readonly PostedEntry[],
): Promise<readonly RefundableLeg[]> {
  const receiptId = { in: receipts.map((receipt) => receipt.id) }
  const refunds = await context.store.find(ledgerRefunds, { where: { receiptId }, limit: 'all' })
  const legs = receipts.flatMap((receipt) =>
    documentOf(receipt).legs.map(({ leg, method, amount }) => ({
      receiptId: receipt.id,
      leg,
      method,
      amount: Money.of(amount, receipt.currency),
    })),
  )
  return refundableLegs(legs, refunds)
}

/**
 * Checks what is asked against what is left, and finds the account by which it goes: that of the leg's own method, or of
 * `method`, which needs a permission of its own.
 *
 * @throws REFUND_EXCEEDS_LEFT, REFUND_LEG_UNKNOWN, AMOUNT_NOT_POSITIVE, PAYMENT_METHOD_UNKNOWN, REFUND_METHOD_REFUSED,
 * PERMISSION_MISSING
 */
export function planPayouts(
  context: CommandContext,
  legs: readonly RefundableLeg[],
  asked: readonly RefundLeg[],
  by: { readonly till: string; readonly method?: string | undefined },
): readonly PlannedPayout[] {
  const methods = context.entries(paymentMethods)
  return planRefund(legs, asked).map(({ receiptId, leg, amount, method }, index) => {
    const way = paymentMethod(methods, by.method ?? method)
    if (way.code !== method) context.demand('ledger.refundByOtherMethod')
    if (!way.refundable) throw RefundMethodRefused.create({ method: way.code })
    return { leg: index + 1, method: way.code, account: way.account(by.till), amount, receiptId, ofLeg: leg }
  })
}

/** Marks the legs as consumed. */
export function recordRefunds(context: CommandContext, entryId: string, payouts: readonly PlannedPayout[]): void {
  for (const { leg, receiptId, ofLeg, amount } of payouts) {
    context.store.insert(ledgerRefunds, {
      refundEntryId: entryId,
      line: leg,
      receiptId,
      leg: ofLeg,
      amount: amount.minor,
    })
  }
}

/** The legs of money that went out, as its receipt shows them. */
export const payoutLegs = (payouts: readonly PlannedPayout[]): ReceiptLeg[] =>
  payouts.map(({ leg, method, amount, receiptId, ofLeg }) => ({
    leg,
    method,
    amount: amount.toString(),
    tendered: null,
    change: Money.zero(amount.currency).toString(),
    refundOf: { receiptId, leg: ofLeg },
  }))

/** The document of money that went out. */
export function payoutDocument(
  payouts: readonly PlannedPayout[],
  after: Standing,
  said: { readonly reason: string | null; readonly purpose: string | null },
): ReceiptDocument {
  const zero = Money.zero(after.total.currency).toString()
  return {
    ...said,
    legs: payoutLegs(payouts),
    change: zero,
    totalPaid: after.paid.toString(),
    balanceDue: outstandingOf(after).toString(),
  }
}

/** What the event of money that went out says. */
export function payoutNotice(
  entry: PostedEntry,
  number: string,
  payouts: readonly PlannedPayout[],
): { entryId: string; number: string; currency: string; amount: string; legs: { method: string; amount: string }[] } {
  return {
    entryId: entry.id,
    number,
    currency: entry.currency,
    amount: payoutTotal(entry.currency, payouts).toString(),
    legs: payouts.map(({ method, amount }) => ({ method, amount: amount.toString() })),
  }
}
