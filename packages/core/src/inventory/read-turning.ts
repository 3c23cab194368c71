/** Cost of what was used in a period, and what stock was worth at its beginning and at the end of each of its months. */
import type { QueryContext } from '../engine/context.ts'
import { present } from '../storage/filter.ts'
import { addDays, type CalendarDate, lastDayOfMonth } from '../values/calendar-date.ts'
import { noUse } from './item-use.ts'
import { readStock } from './read-stock.ts'
import { readUse, useKey, type WantedUse } from './read-use.ts'
import { inventoryTotals } from './tables.ts'
import type { Turning } from './turnover.ts'

export interface ItemTurning extends Omit<Turning, 'days'> {
  /** What was made of others is worth. */
  readonly made: bigint
  readonly branch: string
  readonly itemId: string
}

/** A part of the period within one month: its first and last day, and the totals that it is the sum of. */
interface Part {
  readonly to: CalendarDate
  readonly periods: readonly string[]
}

/** The months of a period, the first and the last one perhaps in part. */
function partsOf(from: CalendarDate, to: CalendarDate): readonly Part[] {
  const parts: Part[] = []
  for (let start = from; start <= to; ) {
    const monthEnd = lastDayOfMonth(start)
    const end = monthEnd < to ? monthEnd : to
    const whole = start.endsWith('-01') && end === monthEnd
    const periods: string[] = whole ? [start.slice(0, 7)] : []
    if (!whole) for (let day = start; day <= end; day = addDays(day, 1)) periods.push(day)
    parts.push({ to: end, periods })
    start = addDays(end, 1)
  }
  return parts
}

type Reading = Pick<QueryContext, 'store' | 'studio' | 'branch' | 'businessDate' | 'now'>

/** By branch and item: of all that was in stock or used. */
export async function readTurning(context: Reading, wanted: WantedUse): Promise<readonly ItemTurning[]> {
  const { from, to, branch, itemIds } = wanted
  const closing = await readStock(context, { on: to, branch, itemIds })
  const use = await readUse(context, wanted)
  const parts = partsOf(from, to)
  const partOf = new Map(parts.flatMap(({ periods }, at) => periods.map((period): [string, number] => [period, at])))
  const changes = await context.store.aggregate(inventoryTotals, {
    where: {
      period: { in: [...partOf.keys()] },
      ...present({ branch, itemId: itemIds === undefined ? undefined : { in: itemIds } }),
    },
    groupBy: ['branch', 'itemId', 'period'],
    measures: { value: { of: 'sum', column: 'value' } },
    limit: 'all',
  })
  const rows = new Map<string, { branch: string; itemId: string; closing: bigint; changes: bigint[] }>()
  const rowOf = (of: { readonly branch: string; readonly itemId: string }) => {
    const key = useKey(of.branch, of.itemId)
    const row = rows.get(key) ?? { branch: of.branch, itemId: of.itemId, closing: 0n, changes: parts.map(() => 0n) }
    rows.set(key, row)
    return row
  }
  for (const row of closing) rowOf(row).closing = row.value
  for (const row of changes) {
    const own = rowOf(row).changes
    const at = partOf.get(row.period) ?? 0
    own[at] = (own[at] ?? 0n) + row.value
  }
  return [...rows].map(([key, row]) => ({
    branch: row.branch,
    itemId: row.itemId,
    cost: (use.get(key) ?? noUse).cost,
    made: (use.get(key) ?? noUse).made,
    values: valuesOf(row.closing, row.changes),
  }))
}

/** From the last value back to the one before the period. */
function valuesOf(closing: bigint, changes: readonly bigint[]): readonly bigint[] {
  const values = [closing]
  let value = closing
  for (const change of [...changes].reverse()) {
    value -= change
    values.unshift(value)
  }
  return values
}

/** All of them as one: what went into another of them is still there. */
export function togetherTurning(rows: readonly ItemTurning[]): Omit<Turning, 'days'> {
  const [first] = rows
  if (first === undefined) return { cost: 0n, values: [0n] }
  return {
    cost: rows.reduce((sum, row) => sum + row.cost - row.made, 0n),
    values: first.values.map((_, at) => rows.reduce((sum, row) => sum + (row.values[at] ?? 0n), 0n)),
  }
}
