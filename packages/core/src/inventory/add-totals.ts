/** Adds movements to the totals of their days, months and years. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { inventoryTotals } from './tables.ts'

export interface Moved {
  readonly itemId: string
  readonly locationId: string
  readonly kind: string
  readonly quantity: number
  readonly value: bigint
  readonly businessDate: CalendarDate
  readonly bookedOn: CalendarDate
}

/** The day, month and year of a date. */
export const periodsOf = (date: CalendarDate): readonly string[] => [date, date.slice(0, 7), date.slice(0, 4)]

/** Quantities by the day on which they moved, values by that of the books. Sent once for all that a command adds. */
export function addToTotals({ store, branch }: CommandContext, moved: readonly Moved[]): void {
  const rows = moved.flatMap(({ businessDate, bookedOn, quantity, value, itemId, locationId, kind }) => {
    const place = { branch, itemId, locationId, kind }
    return [
      ...(quantity === 0 ? [] : periodsOf(businessDate).map((period) => ({ ...place, period, quantity, value: 0n }))),
      ...(value === 0n ? [] : periodsOf(bookedOn).map((period) => ({ ...place, period, quantity: 0, value }))),
    ]
  })
  store.accumulateLate(inventoryTotals, rows, ['quantity', 'value'])
}
