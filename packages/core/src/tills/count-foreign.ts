/** What callers count of foreign cash, as amounts. */
import type { CommandContext } from '../engine/context.ts'
import { currencyScale } from '../values/currency.ts'
import { Money } from '../values/money.ts'
import { type CountedCash, countedCash } from './counted-cash.ts'
import { CashCountInvalid, CountTooSmall, TillAmountInvalid } from './errors.ts'
import { tillSettings } from './settings.ts'
import type { ForeignCashCount } from './shapes.ts'

/**
 * The counts by currency, with what `named` says to move with each.
 *
 * @throws CASH_COUNT_INVALID, CASH_COUNT_CONTRADICTS, TILL_AMOUNT_INVALID, CURRENCY_UNKNOWN, MONEY_*
 */
export async function countForeign<C extends ForeignCashCount>(
  context: CommandContext,
  given: readonly C[],
  named: 'fromSafe' | 'toSafe',
  move: (count: C) => string | undefined,
): Promise<ReadonlyMap<string, { readonly counted: CountedCash; readonly moved: Money | undefined }>> {
  const counts = new Map<string, { counted: CountedCash; moved: Money | undefined }>()
  if (given.length === 0) return counts
  const { foreignDenominations } = await context.settings(tillSettings)
  for (const count of given) {
    const { currency } = count
    currencyScale(currency)
    if (currency === context.studio.currency || counts.has(currency)) {
      throw CashCountInvalid.create({ rule: 'must name each foreign currency once', value: currency })
    }
    const counted = countedCash(count, currency, foreignDenominations[currency])
    const text = move(count)
    const moved = text === undefined ? undefined : Money.of(text, currency)
    if (moved?.isNegative() === true) {
      throw TillAmountInvalid.create({ field: named, rule: 'must not be below zero', amount: moved.toString() })
    }
    if (named === 'toSafe' && moved?.greaterThan(counted.amount) === true) {
      throw CountTooSmall.create({ toSafe: moved.toString(), counted: counted.amount.toString() })
    }
    counts.set(currency, { counted, moved })
  }
  return counts
}
