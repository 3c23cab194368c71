/** Customers' stored value (储值): locked, and never below zero. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { StoredValueNeedsCustomer, StoredValueTooLow, TopUpBonusSpent } from './counter-errors.ts'
import { ledgerStoredValues, type StoredValueRow } from './counter-tables.ts'
import { movedOn, withGivenValue } from './given-value.ts'
import type { TenderedLeg } from './tender.ts'

/**
 * A customer's stored value, locked until the command ends; that of whom the customer was merged into. One statement, two for
 * who was merged, three for a customer's first.
 */
export async function lockStoredValue(context: CommandContext, customerId: string): Promise<StoredValueRow> {
  const { store, studio } = context
  const stands = await store.getForUpdate(ledgerStoredValues, customerId)
  if (stands !== undefined) {
    return stands.mergedIntoId === null ? stands : lockStoredValue(context, stands.mergedIntoId)
  }
  // What does not exist cannot be locked: of two first top-ups at once, the second waits here and finds the row.
  await store.lock([`ledger.storedValue:${customerId}`])
  const meanwhile = await store.getForUpdate(ledgerStoredValues, customerId)
  return (
    meanwhile ?? store.insert(ledgerStoredValues, { customerId, currency: studio.currency, balance: 0n, given: 0n })
  )
}

/** What a customer's stored value is made of. */
export interface HeldValue {
  /** Paid for, and given back on request. */
  readonly paid: Money
  /** Given on top by the studio: spent last, and never paid out. */
  readonly given: Money
}

export const heldValue = (row: StoredValueRow): HeldValue => ({
  paid: Money.ofMinor(row.balance, row.currency),
  given: Money.ofMinor(row.given, row.currency),
})

/**
 * Adds amounts, which may be below zero. Answers all that the customer can spend then.
 *
 * @throws STORED_VALUE_TOO_LOW
 */
export async function changeStoredValue(
  context: CommandContext,
  row: StoredValueRow,
  change: HeldValue,
): Promise<Money> {
  const held = heldValue(row)
  const paid = held.paid.plus(change.paid)
  const given = held.given.plus(change.given)
  if (paid.isNegative() || given.isNegative()) {
    const amount = change.paid.plus(change.given).negated().toString()
    const balance = change.given.isZero() ? held.paid : held.paid.plus(held.given)
    throw StoredValueTooLow.create({ customerId: row.customerId, amount, balance: balance.toString() })
  }
  await context.store.update(ledgerStoredValues, row, { balance: paid.minor, given: given.minor })
  return paid.plus(given)
}

/**
 * The legs of a payment, those of stored value split by what was paid for and what was given; and the customer's row where
 * one pays, locked. Nothing is read where none does. A bond is security, and no given value pays it.
 *
 * @throws STORED_VALUE_NEEDS_CUSTOMER
 */
export async function drawStoredValue(
  context: CommandContext,
  customerId: string | null,
  legs: readonly TenderedLeg[],
  purpose: string | null,
): Promise<{ readonly legs: readonly TenderedLeg[]; readonly row: StoredValueRow | undefined }> {
  if (!legs.some((leg) => leg.account === accounts.storedValue)) return { legs, row: undefined }
  if (customerId === null) throw StoredValueNeedsCustomer.create({})
  const row = await lockStoredValue(context, customerId)
  return { legs: purpose === 'bond' ? legs : withGivenValue(legs, heldValue(row)), row }
}

/**
 * Brings a customer's stored value to where the lines of an entry put it. Nothing is read where no line is of stored value, and
 * nothing is locked where `row` is given.
 *
 * @throws STORED_VALUE_TOO_LOW, STORED_VALUE_NEEDS_CUSTOMER
 */
export async function moveStoredValue(
  context: CommandContext,
  customerId: string | null,
  lines: readonly Line[],
  row?: StoredValueRow,
): Promise<void> {
  const { currency } = context.studio
  const paid = movedOn(currency, lines, accounts.storedValue)
  const given = movedOn(currency, lines, accounts.storedValueGiven)
  if (paid.isZero() && given.isZero()) return
  if (customerId === null) throw StoredValueNeedsCustomer.create({})
  await changeStoredValue(context, row ?? (await lockStoredValue(context, customerId)), { paid, given })
}

/**
 * Requires that so much of a top-up's bonus is still there to be taken back.
 *
 * @throws TOP_UP_BONUS_SPENT
 */
export function requireBonus(row: StoredValueRow, receiptId: string, bonus: Money): void {
  const { given } = heldValue(row)
  if (bonus.greaterThan(given)) {
    throw TopUpBonusSpent.create({ receiptId, bonus: bonus.toString(), left: given.toString() })
  }
}
