/** The legs of a receipt, as they can be given back. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { foreignPaid } from './foreign-leg.ts'
import type { PostedEntry } from './post-entry.ts'
import { documentOf, type ReceiptLeg } from './receipt.ts'
import type { ReceivedLeg } from './refund-plan.ts'

export const receivedLegs = (receipt: PostedEntry): readonly ReceivedLeg[] =>
  documentOf(receipt).legs.map((leg) => receivedLeg(receipt, leg))

function receivedLeg(
  { id: receiptId, currency }: PostedEntry,
  { leg, method, amount, change, foreign }: ReceiptLeg,
): ReceivedLeg {
  const paid = Money.of(amount, currency)
  if (foreign === undefined) return { receiptId, leg, method, amount: paid }
  const { rate, rateOn: validOn, source } = foreign
  const taken = Money.of(foreign.amount, foreign.currency)
  return {
    receiptId,
    leg,
    method,
    amount: paid,
    foreign: {
      amount: foreignPaid(taken, paid, Money.of(change, currency)),
      rate: { currency: foreign.currency, rate, validOn, source },
    },
  }
}
