/** Gives money of a receipt back: locks the order, consumes what is left of the legs, posts the entry. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { lockCommitment } from './commitment.ts'
import { ReceiptNotRefundable, ReceiptUnknown, RefundExceedsDeposits } from './errors.ts'
import { refunded } from './events.ts'
import { nextLedgerNumber } from './numbering.ts'
import { payoutDocument, payoutNotice, planPayouts, readRefundableLegs, recordRefunds } from './pay-out.ts'
import { type Backdating, postEntry, timesOf } from './post-entry.ts'
import { documentOf, presentReceipt, type Receipt } from './receipt.ts'
import { payoutTotal, refundLines } from './refund-lines.ts'
import { type RefundLeg, spreadRefund } from './refund-plan.ts'
import { depositsOf, standingColumns, standingOf } from './standing.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'

export interface RefundDraft extends Backdating {
  readonly receiptId: string
  /** How much of which leg; or one amount, taken from the legs in their order. */
  readonly of: readonly Omit<RefundLeg, 'receiptId'>[] | Money
  readonly reason: string
  /** Another way than the money came: needs the permission ledger.refundByOtherMethod. */
  readonly method?: string | undefined
  readonly till?: string | undefined
  readonly shift?: string | undefined
}

/**
 * Records a refund within the caller's command. Statements: the receipt, the lock, its refunds, the number, the commitment,
 * and one insert each for entries, lines and refunds.
 *
 * @throws RECEIPT_UNKNOWN, RECEIPT_NOT_REFUNDABLE, COMMITMENT_UNKNOWN, REFUND_EXCEEDS_DEPOSITS, and as planPayouts
 */
export async function recordRefund(context: CommandContext, draft: RefundDraft): Promise<Receipt> {
  const { receiptId, of: wanted, reason, method, shift, till = context.branch } = draft
  const times = timesOf(context, draft)
  const receipt = await context.store.get(ledgerEntries, receiptId)
  if (receipt === undefined) throw ReceiptUnknown.create({ receipt: receiptId })
  const { orderId, customerId, currency } = receipt
  if (receipt.kind !== 'receipt' || orderId === null)
    throw ReceiptNotRefundable.create({ receiptId, kind: receipt.kind })
  const commitment = await lockCommitment(context, orderId)
  const legs = await readRefundableLegs(context, [receipt])
  const asked = 'minor' in wanted ? spreadRefund(legs, wanted, receiptId) : wanted.map((leg) => ({ ...leg, receiptId }))
  const payouts = planPayouts(context, legs, asked, { till, method })
  const amount = payoutTotal(currency, payouts)
  const before = standingOf(commitment)
  const { purpose } = documentOf(receipt)
  const bond = purpose === 'bond'
  if (commitment.cancelled && !bond && amount.greaterThan(depositsOf(before))) {
    const deposits = depositsOf(before).toString()
    throw RefundExceedsDeposits.create({ orderId, amount: amount.toString(), deposits })
  }
  const number = await nextLedgerNumber(context, 'refund', times.businessDate)
  const after = bond ? before : { ...before, paid: before.paid.minus(amount) }
  await context.store.update(ledgerCommitments, commitment, {
    ...standingColumns(after),
    bond: bond ? commitment.bond - amount.minor : commitment.bond,
  })
  const { entry } = await postEntry(context, {
    kind: 'refund',
    lines: refundLines(payouts, before, bond),
    amount,
    number,
    orderId,
    customerId,
    correctsId: receiptId,
    till,
    shift,
    methods: payouts.map((payout) => payout.method),
    document: payoutDocument(payouts, after, { reason, purpose }),
    ...times,
  })
  recordRefunds(context, entry.id, payouts)
  const forfeited = Money.zero(currency).toString()
  context.emit(refunded, { ...payoutNotice(entry, number, payouts), orderId, purpose, forfeited })
  return presentReceipt(entry)
}
