/** What is asked of the summaries of customers, for the store and for one summary at hand. Pure. */
import { type Filter, present } from '../storage/filter.ts'
import { Money } from '../values/money.ts'
import type { ReachedSummary } from './combine.ts'
import type { SummaryRow } from './tables.ts'

/** Bounds, each where somebody gave one. */
export interface AskedOfSummary {
  readonly amountAtLeast?: string | undefined
  readonly amountBelow?: string | undefined
  readonly ordersAtLeast?: number | undefined
  readonly lastFrom?: string | undefined
  readonly lastTo?: string | undefined
  readonly region?:
    | { province?: string | undefined; city?: string | undefined; district?: string | undefined }
    | undefined
  readonly waiting?: boolean | undefined
}

export function summaryFilter(asked: AskedOfSummary, currency: string): Filter<SummaryRow> {
  const range = <V>(gte: V | undefined, lt: V | undefined, lte?: V) => {
    const test = present({ gte, lt, lte })
    return Object.keys(test).length === 0 ? undefined : test
  }
  return present({
    amount: range(minor(asked.amountAtLeast, currency), minor(asked.amountBelow, currency)),
    orders: range(asked.ordersAtLeast, undefined),
    lastOn: range(asked.lastFrom, undefined, asked.lastTo),
    waiting: asked.waiting,
    ...asked.region,
  }) as Filter<SummaryRow>
}

/** Whether a summary put together of several branches is what {@link summaryFilter} asks the store for. */
export function fitsSummary(row: ReachedSummary, asked: AskedOfSummary, currency: string): boolean {
  const [least, below] = [minor(asked.amountAtLeast, currency), minor(asked.amountBelow, currency)]
  const { province, city, district } = asked.region ?? {}
  return (
    (least === undefined || row.amount >= least) &&
    (below === undefined || row.amount < below) &&
    (asked.ordersAtLeast === undefined || row.orders >= asked.ordersAtLeast) &&
    (asked.lastFrom === undefined || row.lastOn >= asked.lastFrom) &&
    (asked.lastTo === undefined || row.lastOn <= asked.lastTo) &&
    (asked.waiting === undefined || row.waiting === asked.waiting) &&
    (province === undefined || row.province === province) &&
    (city === undefined || row.city === city) &&
    (district === undefined || row.district === district)
  )
}

const minor = (text: string | undefined, currency: string): bigint | undefined =>
  text === undefined ? undefined : Money.of(text, currency).minor
