/** Gives back what is left of a top-up of stored value. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { debit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { StoredValueNeedsCustomer, StoredValueRefused } from './counter-errors.ts'
import { storedValuePaidOut } from './counter-events.ts'
import { nextLedgerNumber } from './numbering.ts'
import { payoutLegs, payoutNotice, planPayouts, readRefundableLegs, recordRefunds } from './pay-out.ts'
import { type PostedEntry, postEntry, timesOf } from './post-entry.ts'
import { presentReceipt, type Receipt, type ReceiptDocument, storedDocument } from './receipt.ts'
import type { RefundDraft } from './refund-draft.ts'
import { payoutLines, payoutTotal } from './refund-lines.ts'
import { leftOf, spreadRefund } from './refund-plan.ts'
import { changeStoredValue, lockStoredValue } from './stored-value.ts'
import type { ChosenTill } from './till-choice.ts'
import { refuseVoided } from './voided-receipt.ts'

/**
 * Of a top-up no more goes back than was paid in by it, and no more than the customer has left. Statements: as a refund, with
 * the stored value in the place of the commitment.
 *
 * @throws RECEIPT_VOIDED, STORED_VALUE_TOO_LOW, STORED_VALUE_REFUSED, and as planPayouts
 */
export async function refundTopUp(
  context: CommandContext,
  receipt: PostedEntry,
  { of: wanted, reason, method, inStudioCurrency, ...draft }: RefundDraft,
  { till, shift }: ChosenTill,
): Promise<Receipt> {
  const { id: receiptId, customerId, currency } = receipt
  if (customerId === null) throw StoredValueNeedsCustomer.create({})
  const times = timesOf(context, draft)
  const stored = await lockStoredValue(context, customerId)
  const legs = await readRefundableLegs(context, [receipt])
  if (legs.every((leg) => leftOf(leg).isZero())) await refuseVoided(context, receiptId)
  const asked = 'minor' in wanted ? spreadRefund(legs, wanted, receiptId) : wanted.map((leg) => ({ ...leg, receiptId }))
  const payouts = planPayouts(context, legs, asked, { till, method, inStudioCurrency })
  const itself = payouts.find((payout) => payout.account === accounts.storedValue)
  if (itself !== undefined) throw StoredValueRefused.create({ method: itself.method })
  const amount = payoutTotal(currency, payouts)
  const balance = await changeStoredValue(context, stored, amount.negated())
  const number = await nextLedgerNumber(context, 'refund', times.businessDate)
  const zero = Money.zero(currency).toString()
  const document: ReceiptDocument = {
    purpose: 'topUp',
    reason,
    legs: payoutLegs(payouts),
    change: zero,
    totalPaid: zero,
    balanceDue: zero,
    storedValue: balance.toString(),
  }
  const { entry } = await postEntry(context, {
    kind: 'refund',
    lines: [debit(accounts.storedValue, amount), ...payoutLines(payouts)],
    amount,
    number,
    customerId,
    correctsId: receiptId,
    till,
    shift,
    methods: payouts.map((payout) => payout.method),
    document: storedDocument(document),
    ...times,
  })
  recordRefunds(context, entry.id, payouts)
  context.emit(storedValuePaidOut, {
    ...payoutNotice(entry, number, payouts),
    customerId,
    balance: balance.toString(),
  })
  return presentReceipt(entry)
}
