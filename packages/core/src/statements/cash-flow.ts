/** The cash flow statement of one currency, by the direct method. Pure: no I/O. */
import { z } from 'zod'
import { isMoneyAccount } from '../ledger/index.ts'
import { partOf } from './account-sides.ts'
import { type Figure, Figures, figureSchema } from './figure.ts'
import type { PlacedChart } from './placed-chart.ts'
import type { CashActivity } from './placement.ts'
import { profitAndLossOf } from './profit-and-loss.ts'
import { profitParts } from './profit-parts.ts'
import type { SelectionMeasure, SelectionPart } from './selection.ts'
import type { Sums } from './sums.ts'

const rowSchema = z.object({
  /** What the money came from or went to. */
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
  /** Whether it counts to the profit on a cash basis. */
  ofProfit: z.boolean(),
  moneyIn: figureSchema,
  moneyOut: figureSchema,
  /** moneyIn − moneyOut. */
  net: figureSchema,
})

const activitySchema = z.object({
  accounts: z.array(rowSchema),
  moneyIn: figureSchema,
  moneyOut: figureSchema,
  net: figureSchema,
})

const schema = z.object({
  currency: z.string(),
  /** Money at the beginning: cash, banks and clearing. */
  opening: figureSchema,
  operating: activitySchema,
  investing: activitySchema,
  financing: activitySchema,
  /** Money that became money of another currency. */
  exchange: activitySchema,
  /** What all of them come to. */
  change: figureSchema,
  /** Money at the end: opening + change, to the cent. */
  closing: figureSchema,
  /** How the profit on a cash basis follows: change − outsideProfit + keptBonds. */
  cashProfit: z.object({
    /** Net flows that are no part of the profit: bonds held, capital and the like. */
    outsideProfit: figureSchema,
    /** Bonds that were kept, less bonds that were filled from stored value, without money moving. */
    keptBonds: figureSchema,
    /** As `statements.profitAndLoss` answers it on a cash basis. */
    netProfit: figureSchema,
  }),
})

export interface CashFlowAccount {
  account: string
  name: string
  ofProfit: boolean
  moneyIn: Figure
  moneyOut: Figure
  net: Figure
}

export interface CashFlowActivity {
  accounts: CashFlowAccount[]
  moneyIn: Figure
  moneyOut: Figure
  net: Figure
}

export interface CashFlowOf extends Record<CashActivity, CashFlowActivity> {
  currency: string
  opening: Figure
  change: Figure
  closing: Figure
  cashProfit: { outsideProfit: Figure; keptBonds: Figure; netProfit: Figure }
}

export const cashFlowSchema: z.ZodType<CashFlowOf> = schema

/** The sums of one period: before it, in it, and through its end. */
export interface FlowSums {
  readonly before: Sums
  readonly during: Sums
  readonly through: Sums
}

export function cashFlowOf(
  currency: string,
  now: FlowSums,
  other: FlowSums | undefined,
  placed: PlacedChart,
): CashFlowOf {
  const { chart, placeOf } = placed
  const during = new Figures(currency, now.during, other?.during)
  const balance = (of: 'before' | 'through'): Figure => {
    const figures = new Figures(currency, now[of], other?.[of])
    return figures.of([partOf(figures.accounts().filter(isMoneyAccount), 'debitBalance')])
  }
  const moved = (codes: readonly string[], measure: SelectionMeasure): SelectionPart => ({
    ...partOf(codes, measure),
    cash: true,
  })
  const flows = (codes: readonly string[]) => ({
    moneyIn: during.of([moved(codes, 'credits')]),
    moneyOut: during.of([moved(codes, 'debits')]),
    net: during.of([moved(codes, 'creditBalance')]),
  })
  const codes = during
    .accounts()
    .filter((code) => !isMoneyAccount(code) && during.moved(moved([code], 'creditBalance')))
  const placeOfCode = (code: string) => placeOf(chart.of(code))
  const activity = (of: CashActivity): CashFlowActivity => {
    const own = codes.filter((code) => placeOfCode(code).activity === of)
    const rows = own.map((account) => ({
      account,
      name: chart.of(account).name,
      ofProfit: placeOfCode(account).section !== undefined,
      ...flows([account]),
    }))
    return { accounts: rows, ...flows(own) }
  }
  const parts = profitParts('cash', during, placed)
  const outside = codes.filter((code) => placeOfCode(code).section === undefined)
  return {
    currency,
    opening: balance('before'),
    operating: activity('operating'),
    investing: activity('investing'),
    financing: activity('financing'),
    exchange: activity('exchange'),
    change: during.of([moved(codes, 'creditBalance')]),
    closing: balance('through'),
    cashProfit: {
      outsideProfit: during.of([moved(outside, 'creditBalance')]),
      keptBonds: during.of(parts.map(({ part }) => part).filter(({ cash }) => cash === false)),
      netProfit: profitAndLossOf(during, parts, chart).netProfit,
    },
  }
}
