/** Tops up a customer's stored value (储值). */
import type { CommandContext } from '../engine/context.ts'
import { requireSameCurrency } from '../values/currency.ts'
import { Money } from '../values/money.ts'
import { credit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { StoredValueRefused } from './counter-errors.ts'
import { storedValueToppedUp } from './counter-events.ts'
import { AmountNotPositive } from './errors.ts'
import { bonusLines } from './given-value.ts'
import { takingPayment } from './hook-points.ts'
import { legRates } from './leg-rates.ts'
import { nextLedgerNumber } from './numbering.ts'
import { paymentMethods } from './payment-method.ts'
import { type Backdating, postEntry, timesOf } from './post-entry.ts'
import { presentReceipt, type Receipt, type ReceiptDocument, storedDocument } from './receipt.ts'
import { moneyLines } from './receipt-lines.ts'
import { changeStoredValue, lockStoredValue } from './stored-value.ts'
import { changeOf, takenLegs } from './taken-legs.ts'
import { type PaymentLeg, tenderedLegs } from './tender.ts'
import { chooseTill, type ChosenTill } from './till-choice.ts'
import { freeVouchers } from './voucher.ts'

export interface TopUpDraft extends Backdating {
  readonly customerId: string
  readonly legs: readonly PaymentLeg[]
  /** Given on top by the studio; nothing unless told. */
  readonly bonus?: Money | undefined
  /** The currency of the amounts: the studio's, or it is refused. */
  readonly currency?: string | undefined
  readonly till?: string | undefined
  readonly shift?: string | undefined
  /** Chosen beforehand with `chooseTill`, by who locks anything before; otherwise it is chosen here. */
  readonly chosen?: ChosenTill | undefined
  /** Stands on the receipt. Never personal data. */
  readonly note?: string | undefined
}

/**
 * Records a top-up within the caller's command; the customer is the caller's to check. Statements: the lock of the stored value
 * (three where it is the customer's first), the number, the balance, and one insert each for entries and lines.
 *
 * @throws STORED_VALUE_REFUSED, AMOUNT_NOT_POSITIVE, CURRENCY_MISMATCH, ENTRY_DATED_AHEAD, VETOED, and as tenderedLegs
 */
export async function recordTopUp(context: CommandContext, draft: TopUpDraft): Promise<Receipt> {
  const { customerId, note } = draft
  const { currency } = context.studio
  requireSameCurrency('a top-up', draft.currency ?? currency, currency)
  const times = timesOf(context, draft)
  const { till, shift } = draft.chosen ?? (await chooseTill(context, draft))
  const rates = await legRates(context, draft.legs, times.businessDate)
  const legs = tenderedLegs(draft.legs, { methods: context.entries(paymentMethods), till, currency, rates })
  const itself = legs.find((leg) => leg.account === accounts.storedValue)
  if (itself !== undefined) throw StoredValueRefused.create({ method: itself.method })
  const amount = Money.sum(
    currency,
    legs.map((leg) => leg.amount),
  )
  const bonus = draft.bonus ?? Money.zero(currency)
  if (bonus.isNegative()) throw AmountNotPositive.create({ field: 'bonus', amount: bonus.toString() })
  const vouchers = await freeVouchers(context, legs)
  const stored = await lockStoredValue(context, customerId)
  const purpose = 'topUp'
  await context.raise(takingPayment, { orderId: null, customerId, purpose, till, legs, amount, due: amount })
  const balance = await changeStoredValue(context, stored, { paid: amount, given: bonus })
  const number = await nextLedgerNumber(context, 'receipt', times.businessDate)
  for (const voucher of vouchers) await voucher.use(number)
  const zero = Money.zero(currency).toString()
  const document: ReceiptDocument = {
    purpose,
    reason: null,
    legs: takenLegs(legs),
    change: changeOf(currency, legs),
    totalPaid: zero,
    balanceDue: zero,
    storedValue: balance.toString(),
    ...(bonus.isZero() ? {} : { bonus: bonus.toString() }),
  }
  const { entry } = await postEntry(context, {
    kind: 'receipt',
    lines: [...moneyLines(legs), credit(accounts.storedValue, amount), ...bonusLines(bonus)],
    amount,
    number,
    customerId,
    till,
    shift,
    methods: legs.map((leg) => leg.method),
    memo: note,
    document: storedDocument(document),
    ...times,
  })
  context.emit(storedValueToppedUp, {
    entryId: entry.id,
    number,
    customerId,
    currency,
    amount: amount.toString(),
    bonus: bonus.toString(),
    balance: balance.toString(),
    legs: legs.map((leg) => ({ method: leg.method, amount: leg.amount.toString() })),
  })
  return presentReceipt(entry)
}
