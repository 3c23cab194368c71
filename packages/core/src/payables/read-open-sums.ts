/** What was open at the end of a business date, by supplier, kind and due date: added up from the movements. One statement. */
import { present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { OpenSum } from './aging.ts'
import { payablesMovements } from './tables.ts'

export interface OpenSumOfSupplier extends OpenSum {
  readonly supplierId: string
}

export async function readOpenSums(
  store: ScopedReads,
  wanted: {
    readonly asOf: CalendarDate
    readonly branch?: string | undefined
    readonly supplierId?: string | undefined
  },
): Promise<readonly OpenSumOfSupplier[]> {
  const { asOf, ...rest } = wanted
  const rows = await store.aggregate(payablesMovements, {
    where: present({ ...rest, businessDate: { lte: asOf } }),
    groupBy: ['supplierId', 'documentKind', 'dueOn'],
    measures: { open: { of: 'sum', column: 'amount' } },
    orderBy: ['supplierId', 'documentKind', 'dueOn'],
    limit: 'all',
  })
  return rows
    .filter((row) => row.open !== 0n)
    .map(({ supplierId, documentKind: kind, dueOn, open }) => ({ supplierId, kind, dueOn, open }))
}
