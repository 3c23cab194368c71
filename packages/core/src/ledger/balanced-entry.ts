/** Lines of journal entries, and the rule that holds them together. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { EntryEmpty, EntryLineNotPositive, EntryUnbalanced } from './errors.ts'

/** What a line tells beside its account: order, method, category and so on are dimensions, never accounts. */
export interface Dimensions {
  readonly orderId?: string | null | undefined
  readonly customerId?: string | null | undefined
  readonly method?: string | null | undefined
  readonly leg?: number | null | undefined
  readonly category?: string | null | undefined
  readonly shootType?: string | null | undefined
  readonly staff?: string | null | undefined
  readonly till?: string | null | undefined
  readonly shift?: string | null | undefined
}

/** One side of an entry. It has one amount and a side, so it can never stand on both. */
export interface Line extends Dimensions {
  readonly account: string
  readonly side: 'debit' | 'credit'
  readonly amount: Money
}

export const debit = (account: string, amount: Money, dimensions: Dimensions = {}): Line => ({
  ...dimensions,
  account,
  side: 'debit',
  amount,
})

export const credit = (account: string, amount: Money, dimensions: Dimensions = {}): Line => ({
  ...dimensions,
  account,
  side: 'credit',
  amount,
})

/** The lines that move something. */
export const moving = (lines: readonly Line[]): readonly Line[] => lines.filter((line) => !line.amount.isZero())

/**
 * Answers the lines if they are an entry: every amount above zero, and debits equal to credits, exactly, in every
 * currency. There is no tolerance and no line that rounds things even.
 *
 * @throws ENTRY_EMPTY, ENTRY_LINE_NOT_POSITIVE, ENTRY_UNBALANCED
 */
export function balancedEntry(lines: readonly Line[]): readonly Line[] {
  if (lines.length === 0) throw EntryEmpty.create({})
  const totals = new Map<string, { debit: Money; credit: Money }>()
  for (const { account, side, amount } of lines) {
    if (!amount.isPositive()) throw EntryLineNotPositive.create({ account, side, amount: amount.toString() })
    const zero = Money.zero(amount.currency)
    const total = totals.get(amount.currency) ?? { debit: zero, credit: zero }
    total[side] = total[side].plus(amount)
    totals.set(amount.currency, total)
  }
  for (const [currency, total] of totals) {
    if (total.debit.equals(total.credit)) continue
    throw EntryUnbalanced.create({ currency, debit: total.debit.toString(), credit: total.credit.toString() })
  }
  return lines
}
