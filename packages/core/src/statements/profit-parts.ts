/** Which lines make the sections of a profit and loss statement, on either basis. Pure: no I/O. */
import { z } from 'zod'
import { accounts, isMoneyAccount } from '../ledger/index.ts'
import type { Figures } from './figure.ts'
import type { PlacedChart } from './placed-chart.ts'
import { isProfitAccount, type ProfitSection } from './placement.ts'
import type { SelectionMeasure, SelectionPart } from './selection.ts'

/** `accrual`: what was earned and spent. `cash`: what was received and paid. */
export type StatementBasis = 'accrual' | 'cash'

export const basisSchema: z.ZodType<StatementBasis, StatementBasis> = z.enum(['accrual', 'cash'])

/** One account within a section, and its lines that count. */
export interface ProfitPart {
  readonly account: string
  readonly section: ProfitSection
  readonly part: SelectionPart
}

const measureOf: Readonly<Record<ProfitSection, SelectionMeasure>> = {
  revenue: 'creditBalance',
  otherIncome: 'creditBalance',
  discounts: 'debitBalance',
  costOfGoods: 'debitBalance',
  operatingExpenses: 'debitBalance',
}

/**
 * The parts of the profit: accounts with lines that count in either period.
 *
 * Accrual: income and expenses, without the lines that closed a year.
 *
 * Cash: whatever stands against money in entries that moved money, where its account has a section; and bonds that were
 * kept, or filled from stored value, without money moving: what a customer paid as a bond becomes the studio's then.
 */
export function profitParts(basis: StatementBasis, figures: Figures, { chart, placeOf }: PlacedChart): ProfitPart[] {
  const parts = figures.accounts().flatMap((code): ProfitPart[] => {
    if (basis === 'cash' && code === accounts.rentalBonds) return [keptBonds]
    if (isMoneyAccount(code)) return []
    const account = chart.of(code)
    const { section } = placeOf(account)
    if (section === undefined || (basis === 'accrual' && !isProfitAccount(account))) return []
    const counted = basis === 'accrual' ? ({ closing: false } as const) : { cash: true }
    return [{ account: code, section, part: { accounts: [code], measure: measureOf[section], ...counted } }]
  })
  return parts.filter(({ part }) => figures.moved(part))
}

const keptBonds: ProfitPart = {
  account: accounts.rentalBonds,
  section: 'revenue',
  part: { accounts: [accounts.rentalBonds], measure: 'debitBalance', cash: false },
}
