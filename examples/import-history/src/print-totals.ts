/** The totals as a person reads them. */
import type { HistoryTotals } from './totals.ts'

/** `1234567.89` → `1,234,567.89`; exact, because it never becomes a number. */
export const grouped = (decimal: string | number): string =>
  String(decimal).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

export function printTotals(totals: HistoryTotals): void {
  const { currency, months, topCustomers, inBalance } = totals
  table('In the database', [
    ['purchases', grouped(totals.purchases)],
    ['customers', grouped(totals.customers)],
    ['items', grouped(totals.items)],
    ['amount', `${grouped(totals.amount)} ${currency}`],
  ])
  table(
    'Customers who bought most',
    topCustomers.map(({ name, orders, amount }) => [name ?? '?', `${grouped(orders)} purchases`, grouped(amount)]),
  )
  const highest = Math.max(...months.map((month) => Number(month.amount)), 1)
  table(
    'By month',
    months.map(({ month, orders, amount }) => [
      month,
      `${grouped(orders)} purchases`,
      grouped(amount),
      // Only the length of a bar: a number is exact enough.
      '█'.repeat(Math.round((Number(amount) / highest) * 30)),
    ]),
  )
  table('Trial balance', [
    ['debits', grouped(totals.debit)],
    ['credits', grouped(totals.credit)],
    [inBalance ? 'in balance' : 'NOT IN BALANCE'],
  ])
}

/** Columns as wide as their widest cell: text to the left, what begins with a digit to the right. */
function table(title: string, rows: readonly (readonly string[])[]): void {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) if (row.length > 1) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  }
  console.log(`\n${title}`)
  for (const row of rows) {
    const cells = row.map((cell, at) =>
      at > 0 && /^\d/.test(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    )
    console.log(`  ${cells.join('  ').trimEnd()}`)
  }
}
