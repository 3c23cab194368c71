/** The totals of finished days, months and years, of which statements are made. */
import { bool, id, money, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/**
 * Debits and credits by period, account and what a statement tells apart. A month and a year are the sums of those of their
 * days that are totalled; `ledger_periods` says which those are.
 */
export const ledgerTotals = defineTable({
  name: 'ledger_totals',
  columns: {
    branch: id(),
    /** A day, month or year as ISO 8601 writes it: `2026-11-22`, `2026-11`, `2026`. */
    period: text(10),
    account: id(),
    currency: text(3),
    /** Empty where a line has none. */
    method: text(64),
    /** Empty where a line has none. */
    category: text(60),
    /** Empty where a line has none. */
    shootType: text(60),
    /** Whether the entries moved money. */
    cash: bool(),
    debit: money(),
    credit: money(),
  },
  key: ['branch', 'period', 'account', 'currency', 'method', 'category', 'shootType', 'cash'],
  indexes: [{ name: 'period', columns: ['period', 'account'] }],
  derived: true,
  branch: 'branch',
})
