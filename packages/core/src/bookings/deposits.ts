/** What bookings take of the money that was paid on their order. Pure. */
import { Money } from '../values/money.ts'
import type { BookingRow } from './tables.ts'

const securedStates: readonly string[] = ['confirmed', 'checkedIn', 'completed']

/** The deposit of a booking that is confirmed or took place, and what it was charged. In the smallest unit of its currency. */
export const takenBy = ({ state, deposit, fee }: Pick<BookingRow, 'state' | 'deposit' | 'fee'>): bigint =>
  (securedStates.includes(state) ? deposit : 0n) + fee

/** An order as far as deposits go. */
export interface OrderMoney {
  /** What the customer pays in all; null where that is no bound. */
  readonly total: Money | null
  /** Receipts less refunds. */
  readonly paid: Money
  /** What its other bookings take of it: their deposits, and their fees. */
  readonly promised: Money
}

export interface DepositDecided {
  /** What is still to be paid before the booking may be confirmed; zero where nothing is. */
  readonly missing: Money
  /** The part of its deposit that is paid. */
  readonly secured: Money
}

/**
 * Whether a deposit is paid that no other booking of the order takes. Two bookings need both their deposits; of an order that costs less than
 * they come to, all that it costs: who has paid everything owes no deposit.
 */
export function decideDeposit(deposit: Money, { total, paid, promised }: OrderMoney): DepositDecided {
  const none = Money.zero(deposit.currency)
  if (deposit.isZero()) return { missing: none, secured: none }
  const sum = promised.plus(deposit)
  const wanted = total === null ? sum : least(sum, total)
  const missing = most(wanted.minus(paid), none)
  return { missing, secured: missing.isZero() ? deposit : most(least(deposit, paid.minus(promised)), none) }
}

const least = (one: Money, other: Money): Money => (other.lessThan(one) ? other : one)
const most = (one: Money, other: Money): Money => (other.greaterThan(one) ? other : one)
