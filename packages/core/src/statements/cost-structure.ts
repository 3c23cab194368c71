/** What every expense is of all expenses and of the revenue. Pure: no I/O. */
import { z } from 'zod'
import type { Chart } from './chart.ts'
import { type AccountFigure, type Figure, type Figures, figureMembers, figureSchema } from './figure.ts'
import type { ProfitSection } from './placement.ts'
import type { ProfitPart } from './profit-parts.ts'
import { ratioOf } from './ratio.ts'
import { contrary } from './selection.ts'

const rowSchema = z.object({
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
  section: z.enum(['costOfGoods', 'operatingExpenses']),
  ...figureMembers,
  /** With four decimals, rounded half up; null where there are no expenses. */
  shareOfExpenses: z.string().nullable(),
  /** Of the net revenue; null where there is none. */
  shareOfRevenue: z.string().nullable(),
})

const schema = z.object({
  currency: z.string(),
  /** Revenue less discounts. */
  netRevenue: figureSchema,
  /** Cost of goods and operating expenses. */
  expenses: figureSchema,
  /** All expenses of the net revenue; null where there is none. */
  shareOfRevenue: z.string().nullable(),
  /** The highest first. */
  accounts: z.array(rowSchema),
})

export interface CostShare extends AccountFigure {
  section: 'costOfGoods' | 'operatingExpenses'
  shareOfExpenses: string | null
  shareOfRevenue: string | null
}

export interface CostStructureOf {
  currency: string
  netRevenue: Figure
  expenses: Figure
  shareOfRevenue: string | null
  accounts: CostShare[]
}

export const costStructureSchema: z.ZodType<CostStructureOf> = schema

/** Shares are rounded one by one, so they need not add up to 1. */
export function costStructureOf(figures: Figures, parts: readonly ProfitPart[], chart: Chart): CostStructureOf {
  const of = (section: ProfitSection) => parts.filter((one) => one.section === section).map(({ part }) => part)
  const netRevenue = [...of('revenue'), ...of('discounts').map(contrary)]
  const expenses = [...of('costOfGoods'), ...of('operatingExpenses')]
  const [earned, spent] = [figures.minor(netRevenue), figures.minor(expenses)]
  const accounts = parts.flatMap(({ account, section, part }) => {
    if (section !== 'costOfGoods' && section !== 'operatingExpenses') return []
    if (!figures.moved(part)) return []
    const minor = figures.minor([part])
    const row: CostShare = {
      account,
      name: chart.of(account).name,
      section,
      ...figures.of([part]),
      shareOfExpenses: ratioOf(minor, spent),
      shareOfRevenue: ratioOf(minor, earned),
    }
    return [{ minor, row }]
  })
  accounts.sort((one, other) => Number(other.minor > one.minor) - Number(other.minor < one.minor))
  return {
    currency: figures.currency,
    netRevenue: figures.of(netRevenue),
    expenses: figures.of(expenses),
    shareOfRevenue: ratioOf(spent, earned),
    accounts: accounts.map(({ row }) => row),
  }
}
