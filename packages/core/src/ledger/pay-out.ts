/** What refunds and cancellations share: which legs give the money back, by which account, and what is kept of it. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { GivenValueNamed } from './counter-errors.ts'
import { RefundMethodRefused } from './errors.ts'
import { payingOut } from './hook-points.ts'
import { givenValueMethod, paymentMethod, paymentMethods } from './payment-method.ts'
import type { PostedEntry } from './post-entry.ts'
import type { ForeignReceiptMoney, ReceiptDocument, ReceiptLeg } from './receipt.ts'
import type { ForeignMoney } from './foreign-leg.ts'
import { receivedLegs } from './received-legs.ts'
import { type Payout, payoutTotal } from './refund-lines.ts'
import { type PlannedRefund, planRefund, type RefundableLeg, type RefundLeg, refundableLegs } from './refund-plan.ts'
import { outstandingOf, type Standing } from './standing.ts'
import { ledgerRefunds } from './tables.ts'

/** Who sends money back, where that is not left to those who took it: the caller, or somebody outside who has done it. */
export type SentBy = 'caller' | 'outside'

/** Money to give back, with the leg that it consumes. */
export interface PlannedPayout extends Payout {
  readonly receiptId: string
  readonly ofLeg: number
  /** What it consumes of the leg. */
  readonly consumed: PlannedRefund
  /** The method by which the money came. */
  readonly cameBy: string
}

/** The legs of receipts with what is left of each. One statement; call it after the order was locked. */
export async function readRefundableLegs(
  context: CommandContext,
  receipts: readonly PostedEntry[],
): Promise<readonly RefundableLeg[]> {
  const receiptId = { in: receipts.map((receipt) => receipt.id) }
  const refunds = await context.store.find(ledgerRefunds, { where: { receiptId }, limit: 'all' })
  const legs = receipts.flatMap(receivedLegs)
  return refundableLegs(legs, refunds)
}

/**
 * Checks what is asked against what is left, and finds the account by which it goes: that of the leg's own method, or of
 * `method`, which needs a permission of its own. Foreign money goes back as the same foreign money at the rate of its
 * receipt; by another method, where `inStudioCurrency` is asked for, or where the part is less than one unit of it, what it had
 * paid goes back in the studio's currency. Given value goes back as given value.
 *
 * @throws REFUND_EXCEEDS_LEFT, REFUND_LEG_UNKNOWN, AMOUNT_NOT_POSITIVE, PAYMENT_METHOD_UNKNOWN, GIVEN_VALUE_NAMED, REFUND_METHOD_REFUSED,
 * PERMISSION_MISSING
 */
export function planPayouts(
  context: CommandContext,
  legs: readonly RefundableLeg[],
  asked: readonly RefundLeg[],
  by: {
    readonly till: string
    readonly method?: string | undefined
    readonly inStudioCurrency?: boolean | undefined
  },
): readonly PlannedPayout[] {
  const methods = context.entries(paymentMethods)
  if (by.method === givenValueMethod) throw GivenValueNamed.create({ field: 'method', method: by.method })
  return planRefund(legs, asked).map((consumed, index) => {
    const { receiptId, leg, amount, method, foreign } = consumed
    // What was given is never paid out: it goes back as such, whatever way the rest goes.
    const way = paymentMethod(methods, method === givenValueMethod ? method : (by.method ?? method))
    if (way.code !== method) context.demand('ledger.refundByOtherMethod')
    if (!way.refundable) throw RefundMethodRefused.create({ method: way.code })
    const planned = {
      leg: index + 1,
      method: way.code,
      account: way.account(by.till),
      amount,
      receiptId,
      ofLeg: leg,
      cameBy: method,
    }
    const same = way.code === method && by.inStudioCurrency !== true
    return { ...planned, consumed, ...(same && foreign?.amount.isPositive() === true ? { foreign } : {}) }
  })
}

/**
 * Marks the legs as consumed, and lets those who took the money send it back, unless it is sent by somebody else.
 *
 * @throws VETOED, and what a hook refuses with
 */
export async function recordRefunds(
  context: CommandContext,
  entry: PostedEntry,
  payouts: readonly PlannedPayout[],
  by: { readonly reason: string | null; readonly sentBy?: SentBy | undefined },
): Promise<void> {
  recordConsumed(
    context,
    entry.id,
    payouts.map((payout) => payout.consumed),
  )
  if (by.sentBy !== undefined) return
  const { id: entryId, kind, orderId } = entry
  await context.raise(payingOut, { entryId, kind, orderId, reason: by.reason, payouts })
}

/** As recordRefunds, for what is consumed without money going out; `after` lines of the same entry. */
export function recordConsumed(
  context: CommandContext,
  entryId: string,
  consumed: readonly PlannedRefund[],
  after = 0,
): void {
  for (const [index, { receiptId, leg, amount, foreign }] of consumed.entries()) {
    context.store.insert(ledgerRefunds, {
      refundEntryId: entryId,
      line: after + index + 1,
      receiptId,
      leg,
      amount: amount.minor,
      foreign: foreign?.amount.minor ?? null,
    })
  }
}

/** The legs of money that went out, as its receipt shows them. */
export const payoutLegs = (payouts: readonly PlannedPayout[]): ReceiptLeg[] =>
  payouts.map(({ leg, method, amount, receiptId, ofLeg, foreign }) => ({
    leg,
    method,
    amount: amount.toString(),
    tendered: null,
    change: Money.zero(amount.currency).toString(),
    refundOf: { receiptId, leg: ofLeg },
    ...(foreign === undefined ? {} : { foreign: foreignBack(foreign, amount) }),
  }))

/** Foreign money that went back, for what it had paid. */
export const foreignBack = ({ amount, rate }: ForeignMoney, worth: Money): ForeignReceiptMoney => ({
  currency: rate.currency,
  amount: amount.toString(),
  tendered: null,
  change: Money.zero(rate.currency).toString(),
  rate: rate.rate,
  rateOn: rate.validOn,
  source: rate.source,
  worth: worth.toString(),
})

/** What a receipt says of money that somebody has sent back outside of the engine. */
export const sentOutside = (sentBy: SentBy | undefined): { readonly settledOutside?: true } =>
  sentBy === 'outside' ? { settledOutside: true } : {}

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
