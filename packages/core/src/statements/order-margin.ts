/** What an order earned and cost. Pure: no I/O. */
import { type Figure, Figures } from './figure.ts'
import type { PlacedChart } from './placed-chart.ts'
import { type ProfitFigures, profitAndLossOf } from './profit-and-loss.ts'
import { profitParts } from './profit-parts.ts'
import { ratioOf } from './ratio.ts'
import { contrary } from './selection.ts'
import type { Sums } from './sums.ts'

export interface OrderResult extends ProfitFigures {
  /** All that it cost: goods and expenses. */
  costs: Figure
  /** netProfit ÷ netRevenue with four decimals; null where there is no revenue. */
  marginRatio: string | null
}

/** The profit and loss statement of one order, over all time, from the sums of its lines. */
export function orderResult(currency: string, sums: Sums, accounts: PlacedChart): OrderResult {
  const figures = new Figures(currency, sums)
  const parts = profitParts('accrual', figures, accounts)
  const isCost = (section: string) => section === 'costOfGoods' || section === 'operatingExpenses'
  const of = (wanted: (section: string) => boolean) =>
    parts.filter(({ section }) => wanted(section)).map(({ part }) => part)
  const net = [...of((section) => section === 'revenue'), ...of((section) => section === 'discounts').map(contrary)]
  const costs = of(isCost)
  const profit = [...net, ...of((section) => section === 'otherIncome'), ...costs.map(contrary)]
  return {
    ...profitAndLossOf(figures, parts, accounts.chart),
    costs: figures.of(costs),
    marginRatio: ratioOf(figures.minor(profit), figures.minor(net)),
  }
}
