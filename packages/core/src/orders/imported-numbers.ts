/** Order and receipt numbers for a batch of imported purchases: blocks by business date, all in one statement. */
import type { CommandContext } from '../engine/context.ts'
import { receiptNumberRequest } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Purchase } from './imported-purchase.ts'
import { orderNumbersToken } from './order-numbers.ts'

export interface ImportNumbers {
  /** The next order number of a business date. */
  order(date: CalendarDate): string
  /** The next receipt number of a business date. */
  receipt(date: CalendarDate): string
}

export async function importNumbers(context: CommandContext, purchases: readonly Purchase[]): Promise<ImportNumbers> {
  const sequence = context.resolve(orderNumbersToken)
  const orders = countByDate(purchases)
  const receipts = countByDate(purchases.filter((purchase) => purchase.amount.isPositive()))
  const requests = [
    ...[...orders].map(([date, count]) => ({ sequence, date, count })),
    ...[...receipts].map(([date, count]) => ({ ...receiptNumberRequest(context, date), count })),
  ]
  const blocks = requests.length === 0 ? [] : await context.numbers(requests)
  const orderNumbers = new Map([...orders.keys()].map((date, at) => [date, blocks[at]?.values()]))
  const receiptNumbers = new Map([...receipts.keys()].map((date, at) => [date, blocks[orders.size + at]?.values()]))
  return {
    order: (date) => orderNumbers.get(date)?.next().value ?? '',
    receipt: (date) => receiptNumbers.get(date)?.next().value ?? '',
  }
}

function countByDate(purchases: readonly Purchase[]): ReadonlyMap<CalendarDate, number> {
  const counts = new Map<CalendarDate, number>()
  for (const { given } of purchases) counts.set(given.date, (counts.get(given.date) ?? 0) + 1)
  return counts
}
