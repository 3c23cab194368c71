/** Takes more than is due: the order is paid, and the rest becomes the customer's stored value. */
import type { CommandContext } from '../engine/context.ts'
import { lockCommitment } from './commitment.ts'
import { StoredValueNeedsCustomer } from './counter-errors.ts'
import { holdMeans } from './hold-means.ts'
import { legRates } from './leg-rates.ts'
import { timesOf } from './post-entry.ts'
import type { Receipt } from './receipt.ts'
import { type Payment, recordPayment } from './record-payment.ts'
import { recordTopUp } from './record-top-up.ts'
import { splitOverpayment } from './split-overpayment.ts'
import { outstandingOf, standingOf } from './standing.ts'
import { chooseTill } from './till-choice.ts'

/**
 * Two receipts where more is paid than is due: that of the order, and that of a top-up, so that each can be refunded or voided
 * by itself. One where it is not. An order with nothing due takes no payment, and a voucher is never cut in two.
 *
 * @throws STORED_VALUE_NEEDS_CUSTOMER, and as recordPayment and recordTopUp
 */
export async function recordOverpayment(
  context: CommandContext,
  payment: Payment,
): Promise<{ readonly receipt: Receipt; readonly credit: Receipt | null }> {
  const chosen = payment.chosen ?? (await chooseTill(context, payment))
  const commitment = await lockCommitment(context, payment.orderId)
  const due = outstandingOf(standingOf(commitment))
  const rates = await legRates(context, payment.legs, timesOf(context, payment).businessDate)
  const bond = payment.purpose === 'bond' || due.isZero()
  const { order, beyond } = bond ? { order: payment.legs, beyond: [] } : splitOverpayment(payment.legs, due, rates)
  if (beyond.length === 0) {
    return { receipt: await recordPayment(context, { ...payment, legs: order, chosen }), credit: null }
  }
  const { customerId } = commitment
  if (customerId === null) throw StoredValueNeedsCustomer.create({})
  // The first receipt takes a number: whoever tops up this customer takes it after the stored value.
  await holdMeans(context, { customerId, legs: payment.legs, credited: true })
  const receipt = await recordPayment(context, { ...payment, legs: order, chosen })
  const { currency, note } = payment
  return { receipt, credit: await recordTopUp(context, { customerId, legs: beyond, currency, chosen, note }) }
}
