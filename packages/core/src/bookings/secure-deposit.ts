/** Asks for the deposit of a booking before it is confirmed. */
import type { CommandContext } from '../engine/context.ts'
import { lockCommitment } from '../ledger/index.ts'
import { orders } from '../orders/index.ts'
import { Money } from '../values/money.ts'
import { holdPromised } from './deposit-book.ts'
import { decideDeposit, type OrderMoney, takenBy } from './deposits.ts'
import { DepositDue, ReasonNeeded } from './errors.ts'
import type { BookingRow } from './tables.ts'

export interface DepositAsked {
  /** Confirms it although its deposit is not paid. */
  readonly withoutDeposit?: boolean | undefined
  readonly reason?: string | undefined
}

export interface DepositSecured {
  /** What the booking takes of what was paid: its deposit, or as much as there is of it where somebody let it through. */
  readonly deposit: bigint
  /** `withoutDeposit` where somebody did, else null. */
  readonly allowed: 'withoutDeposit' | null
}

type Depositing = Pick<BookingRow, 'branch' | 'orderId' | 'currency' | 'deposit' | 'serviceName'>

/**
 * What was paid on the order of the booking counts, less what other bookings of the order take of it; bonds do not count. `before` is the booking as it
 * stands, whose own share is left out. Statements: none where no deposit is asked for, or the booking has no order; else two locks.
 *
 * @throws DEPOSIT_DUE, REASON_NEEDED, PERMISSION_MISSING, COMMITMENT_UNKNOWN
 */
export async function secureDeposit(
  context: CommandContext,
  booking: Depositing,
  { withoutDeposit = false, reason }: DepositAsked,
  before?: BookingRow,
): Promise<DepositSecured> {
  const { branch, orderId, currency, serviceName } = booking
  const deposit = Money.ofMinor(booking.deposit, currency)
  if (withoutDeposit) {
    context.demand('bookings.withoutDeposit', branch)
    if (reason === undefined) throw ReasonNeeded.create({ field: 'reason', why: 'the deposit is not to be waited for' })
  }
  if (deposit.isZero()) return { deposit: 0n, allowed: null }
  const money = orderId === null ? nothingPaid(deposit) : await moneyOf(context, orderId, { currency, before })
  const { missing, secured } = decideDeposit(deposit, money)
  if (missing.isZero()) return { deposit: deposit.minor, allowed: null }
  if (withoutDeposit) return { deposit: secured.minor, allowed: 'withoutDeposit' }
  throw DepositDue.create({
    service: serviceName,
    number: before?.number ?? null,
    orderId,
    order: orderId === null ? null : await orderNumber(context, orderId),
    deposit: deposit.toString(),
    due: missing.toString(),
    paid: money.paid.toString(),
    promised: money.promised.toString(),
    currency,
  })
}

/** What people call it. One statement. */
const orderNumber = async ({ store }: CommandContext, orderId: string): Promise<string | null> =>
  (await store.get(orders, orderId))?.number ?? null

/** Without an order nothing can have been paid. */
const nothingPaid = ({ currency }: Money): OrderMoney => {
  const none = Money.zero(currency)
  return { total: null, paid: none, promised: none }
}

async function moneyOf(
  context: CommandContext,
  orderId: string,
  { currency, before }: { readonly currency: string; readonly before: BookingRow | undefined },
): Promise<OrderMoney> {
  // Whoever pays, gives money back or confirms another booking of the order waits for this.
  const commitment = await lockCommitment(context, orderId)
  const own = before?.orderId === orderId ? takenBy(before) : 0n
  const promised = Money.ofMinor((await holdPromised(context, orderId)) - own, currency)
  // What was paid of a cancelled order is kept or goes back, and that of a merged one is the other's: nobody books with it.
  if (commitment.cancelled || commitment.orderId !== orderId) {
    return { total: null, paid: Money.zero(currency), promised }
  }
  return { total: Money.ofMinor(commitment.total, currency), paid: Money.ofMinor(commitment.paid, currency), promised }
}
