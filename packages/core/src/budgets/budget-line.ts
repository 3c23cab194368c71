/** Lines of budgets: what they fit, and what they come to. Pure: no I/O. */
import { z } from 'zod'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { LineRow } from './tables.ts'

export interface BudgetLine {
  readonly versionId: string
  readonly line: number
  readonly account: string
  /** Empty: all categories, and none. */
  readonly category: string
  readonly income: boolean
  readonly hard: boolean
  /** Twelve, January first. */
  readonly months: readonly Money[]
}

const monthsShape = z.array(z.string()).length(12)

export const storedMonths = (months: readonly Money[]): string[] => months.map((month) => month.minor.toString())

export function budgetLineOf(row: LineRow, currency: string): BudgetLine {
  const { versionId, line, account, category, income, hard } = row
  const months = monthsShape.parse(row.months).map((minor) => Money.ofMinor(BigInt(minor), currency))
  return { versionId, line, account, category, income, hard, months }
}

/** What stands on an account and a category. */
export interface Placed {
  readonly account: string
  readonly category: string
}

/** Whether what stands there counts against the line: its account, or one of its group; its category, where it names one. */
export const fits = (line: Placed, { account, category }: Placed): boolean =>
  (account === line.account || account.startsWith(`${line.account}:`)) &&
  (line.category === '' || category === line.category)

/** The budget of the months from one to another, 1 to 12, both included. */
export function budgetOf(line: BudgetLine, from: number, to: number, currency: string): Money {
  return Money.sum(currency, line.months.slice(from - 1, to))
}

export interface PlacedTotal extends Placed {
  readonly debit: bigint
  readonly credit: bigint
}

/** What was spent, or earned, of a line. */
export function actualOf(
  line: Pick<BudgetLine, 'account' | 'category' | 'income'>,
  totals: readonly PlacedTotal[],
  currency: string,
): Money {
  const spent = totals.filter((one) => fits(line, one)).reduce((sum, one) => sum + one.debit - one.credit, 0n)
  return Money.ofMinor(line.income ? -spent : spent, currency)
}

export const monthNumber = (date: CalendarDate): number => Number(date.slice(5, 7))
export const yearNumber = (date: CalendarDate): number => Number(date.slice(0, 4))
export const monthText = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
