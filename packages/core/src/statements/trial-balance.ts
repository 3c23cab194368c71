/** The trial balance of one currency. Pure: no I/O. */
import { z } from 'zod'
import { type AccountSides, accountSides, type OpenedSums, partOf, sidesOf } from './account-sides.ts'
import type { Chart } from './chart.ts'
import { type Figure, Figures, figureSchema } from './figure.ts'
import type { Sums } from './sums.ts'

const rowSchema = z.object({
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
  ...accountSides,
})

const totalsSchema = z.object({
  /** The sum of the opening balances on the debit side, and of those on the credit side: equal. */
  openingDebit: figureSchema,
  openingCredit: figureSchema,
  /** Equal. */
  debit: figureSchema,
  credit: figureSchema,
  /** Equal. */
  closingDebit: figureSchema,
  closingCredit: figureSchema,
})

const schema = z.object({ currency: z.string(), accounts: z.array(rowSchema), totals: totalsSchema })

/** An account in a trial balance: a balance above zero stands on the debit side. */
export interface TrialBalanceAccount extends AccountSides {
  account: string
  name: string
}

export interface TrialBalanceTotals extends z.output<typeof totalsSchema> {
  openingDebit: Figure
  openingCredit: Figure
  debit: Figure
  credit: Figure
  closingDebit: Figure
  closingCredit: Figure
}

export interface TrialBalanceOf {
  currency: string
  accounts: TrialBalanceAccount[]
  totals: TrialBalanceTotals
}

export const trialBalanceSchema: z.ZodType<TrialBalanceOf> = schema

/** Accounts with a balance before the period or a line in it. */
export function trialBalanceOf(currency: string, sums: OpenedSums, chart: Chart): TrialBalanceOf {
  const { before, during, through } = sums
  const balanceOf = (code: string, of: Sums | undefined) => of?.amount(currency, partOf([code], 'debitBalance')) ?? 0n
  const codes = through
    .accounts(currency)
    .filter((code) => balanceOf(code, before) !== 0n || during.moved(currency, partOf([code], 'debitBalance')))
    .sort()
  const now = new Figures(currency, during)
  /** Balances of one side, taken together. */
  const side = (of: Sums | undefined, measure: 'debitBalance' | 'creditBalance'): Figure => {
    if (of === undefined) return now.of([])
    const standing = codes.filter((code) => balanceOf(code, of) > 0n === (measure === 'debitBalance'))
    return new Figures(currency, of).of([partOf(standing, measure)])
  }
  return {
    currency,
    accounts: codes.map((code) => ({
      account: code,
      name: chart.of(code).name,
      ...sidesOf(currency, [code], sums),
    })),
    totals: {
      openingDebit: side(before, 'debitBalance'),
      openingCredit: side(before, 'creditBalance'),
      debit: now.of([partOf(codes, 'debits')]),
      credit: now.of([partOf(codes, 'credits')]),
      closingDebit: side(through, 'debitBalance'),
      closingCredit: side(through, 'creditBalance'),
    },
  }
}
