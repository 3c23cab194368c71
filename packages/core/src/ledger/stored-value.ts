/** Customers' stored value (储值): locked, and never below zero. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { StoredValueNeedsCustomer, StoredValueTooLow } from './counter-errors.ts'
import { ledgerStoredValues, type StoredValueRow } from './counter-tables.ts'

/** A customer's stored value, locked until the command ends. One statement; three for a customer's first. */
export async function lockStoredValue(context: CommandContext, customerId: string): Promise<StoredValueRow> {
  const { store, studio } = context
  const stands = await store.getForUpdate(ledgerStoredValues, customerId)
  if (stands !== undefined) return stands
  // What does not exist cannot be locked: of two first top-ups at once, the second waits here and finds the row.
  await store.lock([`ledger.storedValue:${customerId}`])
  const meanwhile = await store.getForUpdate(ledgerStoredValues, customerId)
  return meanwhile ?? store.insert(ledgerStoredValues, { customerId, currency: studio.currency, balance: 0n })
}

/**
 * Adds an amount, which may be below zero. Answers the balance.
 *
 * @throws STORED_VALUE_TOO_LOW
 */
export async function changeStoredValue(context: CommandContext, row: StoredValueRow, change: Money): Promise<Money> {
  const balance = Money.ofMinor(row.balance, row.currency)
  const after = balance.plus(change)
  if (after.isNegative()) {
    const amount = change.negated().toString()
    throw StoredValueTooLow.create({ customerId: row.customerId, amount, balance: balance.toString() })
  }
  await context.store.update(ledgerStoredValues, row, { balance: after.minor })
  return after
}

/** What lines add to the stored value of the customer whom they name. Pure. */
export function storedValueMoved(currency: string, lines: readonly Line[]): Money {
  const own = lines.filter((line) => line.account === accounts.storedValue)
  return Money.sum(
    currency,
    own.map(({ side, amount }) => (side === 'credit' ? amount : amount.negated())),
  )
}

/**
 * Brings a customer's stored value to where the lines of an entry put it. Nothing is read where no line is of stored value.
 *
 * @throws STORED_VALUE_TOO_LOW, STORED_VALUE_NEEDS_CUSTOMER
 */
export async function moveStoredValue(
  context: CommandContext,
  customerId: string | null,
  lines: readonly Line[],
): Promise<void> {
  const change = storedValueMoved(context.studio.currency, lines)
  if (change.isZero()) return
  if (customerId === null) throw StoredValueNeedsCustomer.create({})
  await changeStoredValue(context, await lockStoredValue(context, customerId), change)
}
