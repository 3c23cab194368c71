/** A profit and loss statement: sections of accounts, and the results between them. Pure: no I/O. */
import { z } from 'zod'
import type { Chart } from './chart.ts'
import { type AccountFigure, accountFigureSchema, type Figure, type Figures, figureSchema } from './figure.ts'
import type { ProfitSection } from './placement.ts'
import type { ProfitPart } from './profit-parts.ts'
import { contrary, type SelectionPart } from './selection.ts'
import type { Narrowed } from './sums.ts'

const sectionSchema = z.object({ accounts: z.array(accountFigureSchema), total: figureSchema })

export interface StatementSection {
  /** In the order of their codes; accounts that did not move are left out. */
  accounts: AccountFigure[]
  total: Figure
}

export const profitFigures = {
  /** At full prices; on a cash basis what customers paid, less what they got back. */
  revenue: sectionSchema,
  /** What was given off these prices, above zero. */
  discounts: sectionSchema,
  /** revenue − discounts. */
  netRevenue: figureSchema,
  costOfGoods: sectionSchema,
  /** netRevenue − costOfGoods (毛利). */
  grossProfit: figureSchema,
  otherIncome: sectionSchema,
  operatingExpenses: sectionSchema,
  /** grossProfit + otherIncome − operatingExpenses (净利润). */
  netProfit: figureSchema,
}

export interface ProfitFigures {
  revenue: StatementSection
  discounts: StatementSection
  netRevenue: Figure
  costOfGoods: StatementSection
  grossProfit: Figure
  otherIncome: StatementSection
  operatingExpenses: StatementSection
  netProfit: Figure
}

export function profitAndLossOf(
  figures: Figures,
  parts: readonly ProfitPart[],
  chart: Chart,
  narrowed?: Narrowed,
): ProfitFigures {
  const of = (section: ProfitSection): SelectionPart[] =>
    parts.filter((one) => one.section === section).map(({ part }) => part)
  const section = (name: ProfitSection): StatementSection => ({
    accounts: parts
      .filter((one) => one.section === name && figures.moved(one.part, narrowed))
      .map(({ account, part }) => ({ account, name: chart.of(account).name, ...figures.of([part], narrowed) })),
    total: figures.of(of(name), narrowed),
  })
  const less = (name: ProfitSection): SelectionPart[] => of(name).map(contrary)
  const netRevenue = [...of('revenue'), ...less('discounts')]
  const grossProfit = [...netRevenue, ...less('costOfGoods')]
  const netProfit = [...grossProfit, ...of('otherIncome'), ...less('operatingExpenses')]
  return {
    revenue: section('revenue'),
    discounts: section('discounts'),
    netRevenue: figures.of(netRevenue, narrowed),
    costOfGoods: section('costOfGoods'),
    grossProfit: figures.of(grossProfit, narrowed),
    otherIncome: section('otherIncome'),
    operatingExpenses: section('operatingExpenses'),
    netProfit: figures.of(netProfit, narrowed),
  }
}
