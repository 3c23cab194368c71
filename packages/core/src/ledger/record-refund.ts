/** Gives money of a receipt back: locks the order, consumes what is left of the legs, posts the entry. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { refuseVoided } from './voided-receipt.ts'
import { ReceiptNotRefundable, ReceiptUnknown, RefundExceedsDeposits } from './errors.ts'
import { refunded } from './events.ts'
import { grantedLines } from './given-value.ts'
import { nextLedgerNumber } from './numbering.ts'
import { payoutDocument, payoutNotice, planPayouts, readRefundableLegs, recordRefunds, sentOutside } from './pay-out.ts'
import { postEntry, timesOf } from './post-entry.ts'
import { documentOf, presentReceipt, type Receipt, storedDocument } from './receipt.ts'
import { inNameOf } from './moved-lines.ts'
import { payoutTotal, refundLines } from './refund-lines.ts'
import { leftOf, spreadRefund } from './refund-plan.ts'
import type { RefundDraft } from './refund-draft.ts'
import { refundTopUp } from './refund-top-up.ts'
import { depositsOf, standingOf } from './standing.ts'
import { moveStoredValue } from './stored-value.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'
import { chooseTill } from './till-choice.ts'

/**
 * Records a refund within the caller's command. Statements: the receipt, the lock, its refunds, the number, the commitment,
 * and one insert each for entries, lines and refunds.
 *
 * @throws RECEIPT_UNKNOWN, RECEIPT_NOT_REFUNDABLE, RECEIPT_VOIDED, COMMITMENT_UNKNOWN, REFUND_EXCEEDS_DEPOSITS,
 * STORED_VALUE_TOO_LOW, STORED_VALUE_NEEDS_CUSTOMER, and as planPayouts
 */
export async function recordRefund(context: CommandContext, draft: RefundDraft): Promise<Receipt> {
  const { receiptId, of: wanted, reason, method, inStudioCurrency, sentBy } = draft
  const times = timesOf(context, draft)
  const chosen = await chooseTill(context, draft)
  const { till, shift } = chosen
  const receipt = await context.store.get(ledgerEntries, receiptId)
  if (receipt === undefined) throw ReceiptUnknown.create({ receipt: receiptId })
  const { orderId: receiptOrderId, customerId, currency } = receipt
  if (receipt.kind === 'receipt' && documentOf(receipt).purpose === 'topUp')
    return refundTopUp(context, receipt, draft, chosen)
  if (receipt.kind !== 'receipt' || receiptOrderId === null)
    throw ReceiptNotRefundable.create({ receiptId, kind: receipt.kind })
  // A receipt of an order that was merged is money of the one that stands for it.
  const commitment = await lockCommitment(context, receiptOrderId)
  const { orderId } = commitment
  const legs = await readRefundableLegs(context, [receipt])
  if (legs.every((leg) => leftOf(leg).isZero())) await refuseVoided(context, receiptId)
  const asked = 'minor' in wanted ? spreadRefund(legs, wanted, receiptId) : wanted.map((leg) => ({ ...leg, receiptId }))
  const payouts = planPayouts(context, legs, asked, { till, method, inStudioCurrency })
  const amount = payoutTotal(currency, payouts)
  const before = standingOf(commitment)
  const { purpose } = documentOf(receipt)
  const bond = purpose === 'bond'
  if (commitment.cancelled && !bond && amount.greaterThan(depositsOf(before))) {
    const deposits = depositsOf(before).toString()
    throw RefundExceedsDeposits.create({ orderId, amount: amount.toString(), deposits })
  }
  const lines = inNameOf(refundLines(payouts, before, bond), commitment.customerId)
  await moveStoredValue(context, customerId, lines)
  const number = await nextLedgerNumber(context, 'refund', times.businessDate)
  const after = bond ? before : { ...before, paid: before.paid.minus(amount) }
  await context.store.update(ledgerCommitments, commitment, {
    ...changedColumns(commitment, after, times.businessDate),
    bond: bond ? commitment.bond - amount.minor : commitment.bond,
    earnest: purpose === 'earnest' ? commitment.earnest - amount.minor : commitment.earnest,
  })
  const { entry } = await postEntry(context, {
    kind: 'refund',
    lines: [...lines, ...grantedLines(currency, lines)],
    amount,
    number,
    orderId,
    customerId,
    correctsId: receiptId,
    till,
    shift,
    methods: payouts.map((payout) => payout.method),
    document: storedDocument({ ...payoutDocument(payouts, after, { reason, purpose }), ...sentOutside(sentBy) }),
    ...times,
  })
  await recordRefunds(context, entry, payouts, { reason, sentBy })
  const forfeited = Money.zero(currency).toString()
  context.emit(refunded, { ...payoutNotice(entry, number, payouts), orderId, purpose, forfeited })
  return presentReceipt(entry)
}
