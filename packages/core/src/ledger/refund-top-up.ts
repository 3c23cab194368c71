/** Gives back what is left of a top-up of stored value. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { debit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { StoredValueNeedsCustomer, StoredValueRefused } from './counter-errors.ts'
import { storedValuePaidOut } from './counter-events.ts'
import { bonusLines, bonusTakenBack } from './given-value.ts'
import { nextLedgerNumber } from './numbering.ts'
import { payoutLegs, payoutNotice, planPayouts, readRefundableLegs, recordRefunds, sentOutside } from './pay-out.ts'
import { type PostedEntry, postEntry, timesOf } from './post-entry.ts'
import { documentOf, presentReceipt, type Receipt, type ReceiptDocument, storedDocument } from './receipt.ts'
import type { RefundDraft } from './refund-draft.ts'
import { payoutLines, payoutTotal } from './refund-lines.ts'
import { leftOf, spreadRefund } from './refund-plan.ts'
import { changeStoredValue, lockStoredValue, requireBonus } from './stored-value.ts'
import type { ChosenTill } from './till-choice.ts'
import { refuseVoided } from './voided-receipt.ts'

/**
 * Of a top-up no more goes back than was paid in by it, and no more than the customer has left. What was given on top goes back
 * to the studio in proportion, and must still be there. Statements: as a refund, with
 * the stored value in the place of the commitment.
 *
 * @throws RECEIPT_VOIDED, STORED_VALUE_TOO_LOW, TOP_UP_BONUS_SPENT, STORED_VALUE_REFUSED, and as planPayouts
 */
export async function refundTopUp(
  context: CommandContext,
  receipt: PostedEntry,
  { of: wanted, reason, method, inStudioCurrency, sentBy, ...draft }: RefundDraft,
  { till, shift }: ChosenTill,
): Promise<Receipt> {
  const { id: receiptId, customerId: holder, currency } = receipt
  if (holder === null) throw StoredValueNeedsCustomer.create({})
  const times = timesOf(context, draft)
  const stored = await lockStoredValue(context, holder)
  const { customerId } = stored
  const legs = await readRefundableLegs(context, [receipt])
  if (legs.every((leg) => leftOf(leg).isZero())) await refuseVoided(context, receiptId)
  const asked = 'minor' in wanted ? spreadRefund(legs, wanted, receiptId) : wanted.map((leg) => ({ ...leg, receiptId }))
  const payouts = planPayouts(context, legs, asked, { till, method, inStudioCurrency })
  const itself = payouts.find((payout) => payout.account === accounts.storedValue)
  if (itself !== undefined) throw StoredValueRefused.create({ method: itself.method })
  const amount = payoutTotal(currency, payouts)
  const before = Money.sum(
    currency,
    legs.map((leg) => leg.refunded),
  )
  const given = Money.of(documentOf(receipt).bonus ?? '0', currency)
  const paid = Money.ofMinor(receipt.amount, currency)
  const bonus = bonusTakenBack(given, paid, { before, after: before.plus(amount) })
  requireBonus(stored, receiptId, bonus)
  const balance = await changeStoredValue(context, stored, { paid: amount.negated(), given: bonus.negated() })
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
    ...sentOutside(sentBy),
    ...(bonus.isZero() ? {} : { bonus: bonus.toString() }),
  }
  const { entry } = await postEntry(context, {
    kind: 'refund',
    lines: [debit(accounts.storedValue, amount), ...payoutLines(payouts), ...bonusLines(bonus.negated())],
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
  await recordRefunds(context, entry, payouts, { reason, sentBy })
  context.emit(storedValuePaidOut, {
    ...payoutNotice(entry, number, payouts),
    customerId,
    bonus: bonus.toString(),
    balance: balance.toString(),
  })
  return presentReceipt(entry)
}
