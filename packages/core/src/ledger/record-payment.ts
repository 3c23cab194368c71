/** Takes money for an order: locks its commitment, posts the entry, numbers the receipt. */
import type { CommandContext } from '../engine/context.ts'
import { requireSameCurrency } from '../values/currency.ts'
import { Money } from '../values/money.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { PaymentExceedsDue } from './errors.ts'
import { paymentTaken } from './events.ts'
import { grantedLines } from './given-value.ts'
import { takingPayment } from './hook-points.ts'
import { legRates } from './leg-rates.ts'
import { nextLedgerNumber } from './numbering.ts'
import { paymentMethods } from './payment-method.ts'
import { type Backdating, postEntry, timesOf } from './post-entry.ts'
import { presentReceipt, type Receipt, type ReceiptDocument, storedDocument } from './receipt.ts'
import { changeOf, takenLegs } from './taken-legs.ts'
import { receiptLines } from './receipt-lines.ts'
import { outstandingOf, standingOf } from './standing.ts'
import { drawStoredValue, moveStoredValue } from './stored-value.ts'
import { ledgerCommitments } from './tables.ts'
import { type PaymentLeg, tenderedLegs } from './tender.ts'
import { chooseTill, type ChosenTill } from './till-choice.ts'
import { freeVouchers } from './voucher.ts'

/** Earnest money (定金) can be forfeited, an advance (订金) cannot; a bond (押金) is security and pays nothing. */
export type PaymentPurpose = 'earnest' | 'advance' | 'balance' | 'bond'

export interface Payment extends Backdating {
  readonly orderId: string
  readonly legs: readonly PaymentLeg[]
  /** The currency of the amounts: the studio's unless told. It must be the order's. */
  readonly currency?: string | undefined
  readonly purpose?: PaymentPurpose | undefined
  /** Taken beforehand with `receiptNumberRequest`; otherwise it costs a statement here. */
  readonly number?: string | undefined
  /** The branch's own till unless told. */
  readonly till?: string | undefined
  readonly shift?: string | undefined
  /** Chosen beforehand with `chooseTill`, by who locks anything before; otherwise it is chosen here. */
  readonly chosen?: ChosenTill | undefined
  /** Stands on the receipt. Never personal data. */
  readonly note?: string | undefined
}

/**
 * Records a payment within the caller's command. Statements: the lock (none for a commitment opened in the same command),
 * the number (none where it is given), the commitment, and one insert each for entries and lines; two more where stored value
 * pays, three where a voucher does, and two for each foreign currency: its rate and its position.
 *
 * @throws COMMITMENT_UNKNOWN, PAYMENT_METHOD_UNKNOWN, AMOUNT_NOT_POSITIVE, PAYMENT_EXCEEDS_DUE, PAYMENT_TENDERED_TOO_LITTLE,
 * PAYMENT_CHANGE_NOT_GIVEN, VOUCHER_CODE_MISSING, VOUCHER_CODE_REFUSED, VOUCHER_USED, STORED_VALUE_TOO_LOW,
 * STORED_VALUE_NEEDS_CUSTOMER, FOREIGN_MONEY_REFUSED, FOREIGN_LEG_INVALID, RATE_*, CURRENCY_MISMATCH, ENTRY_DATED_AHEAD, VETOED
 */
export async function recordPayment(context: CommandContext, payment: Payment): Promise<Receipt> {
  const { purpose = null, note } = payment
  const times = timesOf(context, payment)
  const { till, shift } = payment.chosen ?? (await chooseTill(context, payment))
  const commitment = await lockCommitment(context, payment.orderId)
  const { orderId, currency, customerId } = commitment
  requireSameCurrency('a payment of the order', payment.currency ?? context.studio.currency, currency)
  const rates = await legRates(context, payment.legs, times.businessDate)
  const whole = tenderedLegs(payment.legs, { methods: context.entries(paymentMethods), till, currency, rates })
  const amount = Money.sum(
    currency,
    whole.map((leg) => leg.amount),
  )
  const before = standingOf(commitment)
  const due = outstandingOf(before)
  if (purpose !== 'bond' && amount.greaterThan(due)) {
    throw PaymentExceedsDue.create({ orderId, amount: amount.toString(), due: due.toString() })
  }
  await context.raise(takingPayment, { orderId, customerId, purpose, till, legs: whole, amount, due })
  const vouchers = await freeVouchers(context, whole)
  const { legs, row } = await drawStoredValue(context, customerId, whole, purpose)
  const lines = receiptLines(legs, before, purpose)
  await moveStoredValue(context, customerId, lines, row)
  const number = payment.number ?? (await nextLedgerNumber(context, 'receipt', times.businessDate))
  const after = purpose === 'bond' ? before : { ...before, paid: before.paid.plus(amount) }
  await context.store.update(ledgerCommitments, commitment, {
    ...changedColumns(commitment, after, times.businessDate),
    bond: purpose === 'bond' ? commitment.bond + amount.minor : commitment.bond,
    earnest: purpose === 'earnest' ? commitment.earnest + amount.minor : commitment.earnest,
  })
  for (const voucher of vouchers) await voucher.use(number)
  const document: ReceiptDocument = {
    purpose,
    reason: null,
    legs: takenLegs(legs),
    change: changeOf(currency, legs),
    totalPaid: after.paid.toString(),
    balanceDue: outstandingOf(after).toString(),
  }
  const { entry } = await postEntry(context, {
    kind: 'receipt',
    lines: [...lines, ...grantedLines(currency, lines)],
    amount,
    number,
    orderId,
    customerId,
    till,
    shift,
    methods: legs.map((leg) => leg.method),
    memo: note,
    document: storedDocument(document),
    ...times,
  })
  if (payment.announce === false) return presentReceipt(entry)
  context.emit(paymentTaken, {
    entryId: entry.id,
    number,
    orderId,
    purpose,
    currency,
    amount: amount.toString(),
    legs: legs.map((leg) => ({ method: leg.method, amount: leg.amount.toString() })),
  })
  return presentReceipt(entry)
}
