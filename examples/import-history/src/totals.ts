/** What the database holds now, as the statistics and the books see it. */
import { addMonths, type CalotypeEngine, monthOf, type SalesByMonth, type TopCustomers } from '@calotype/core'
import { ownersDesk } from './studio.ts'

export interface HistoryTotals {
  readonly purchases: number
  readonly customers: number
  readonly items: string
  readonly amount: string
  readonly currency: string
  /** Of the period. */
  readonly topCustomers: TopCustomers['customers']
  /** Of the period, or of its last twenty years. */
  readonly months: SalesByMonth['months']
  /** The sums of all accounts. */
  readonly debit: string
  readonly credit: string
  readonly inBalance: boolean
}

interface Period {
  readonly from: string
  readonly to: string
}

export async function readTotals(engine: CalotypeEngine, period: Period): Promise<HistoryTotals> {
  const desk = ownersDesk(engine)
  const { orders: purchases, ...totals } = await desk.statistics.totals()
  const top = await desk.statistics.topCustomers({ from: period.from, to: period.to, limit: 5 })
  const byMonth = await desk.statistics.salesByMonth(lastTwentyYears(period))
  const books = await desk.ledger.trialBalance()
  const { debit = '0.00', credit = '0.00' } = books.totals[0] ?? {}
  return {
    purchases,
    ...totals,
    topCustomers: top.customers,
    months: byMonth.months,
    debit,
    credit,
    inBalance: books.totals.every((total) => total.debit === total.credit),
  }
}

/** The most months that the statistics answer at once. */
function lastTwentyYears({ from, to }: Period): Period {
  const earliest = addMonths(`${monthOf(to)}-01`, -239)
  return { from: from < earliest ? earliest : from, to }
}
