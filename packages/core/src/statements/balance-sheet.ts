/** The balance sheet of one currency. Pure: no I/O. */
import { z } from 'zod'
import type { AccountType } from '../ledger/index.ts'
import { partOf } from './account-sides.ts'
import type { Chart } from './chart.ts'
import { type AccountFigure, accountFigureSchema, type Figure, type Figures, figureSchema } from './figure.ts'
import { isProfitAccount } from './placement.ts'

const sectionSchema = z.object({ accounts: z.array(accountFigureSchema), total: figureSchema })

const schema = z.object({
  currency: z.string(),
  /** debits − credits. */
  assets: sectionSchema,
  /** credits − debits, as everything below. */
  liabilities: sectionSchema,
  equity: z.object({
    accounts: z.array(accountFigureSchema),
    /** What was earned and spent and no closing of a year has taken to retained earnings yet. */
    result: figureSchema,
    /** The accounts and the result. */
    total: figureSchema,
  }),
  /** Equal to the assets. */
  liabilitiesAndEquity: figureSchema,
})

interface Section {
  accounts: AccountFigure[]
  total: Figure
}

export interface BalanceSheetOf {
  currency: string
  assets: Section
  liabilities: Section
  equity: { accounts: AccountFigure[]; result: Figure; total: Figure }
  liabilitiesAndEquity: Figure
}

export const balanceSheetSchema: z.ZodType<BalanceSheetOf> = schema

/** Accounts without a balance, in both periods, are left out. */
export function balanceSheetOf(figures: Figures, chart: Chart): BalanceSheetOf {
  const codes = figures.accounts()
  const ofTypes = (...types: AccountType[]) => codes.filter((code) => types.includes(chart.of(code).type))
  const rows = (type: AccountType): AccountFigure[] =>
    ofTypes(type)
      .map((account) => {
        const part = partOf([account], type === 'asset' ? 'debitBalance' : 'creditBalance')
        return { account, name: chart.of(account).name, ...figures.of([part]) }
      })
      .filter(({ amount, compared }) => !isZero(amount) || (compared !== null && !isZero(compared.amount)))
  const owned = partOf(ofTypes('asset'), 'debitBalance')
  const owed = partOf(ofTypes('liability'), 'creditBalance')
  const equity = partOf(ofTypes('equity'), 'creditBalance')
  const result = partOf(
    codes.filter((code) => isProfitAccount(chart.of(code))),
    'creditBalance',
  )
  return {
    currency: figures.currency,
    assets: { accounts: rows('asset'), total: figures.of([owned]) },
    liabilities: { accounts: rows('liability'), total: figures.of([owed]) },
    equity: { accounts: rows('equity'), result: figures.of([result]), total: figures.of([equity, result]) },
    liabilitiesAndEquity: figures.of([owed, equity, result]),
  }
}

const isZero = (amount: string): boolean => /^-?[0.]+$/.test(amount)
