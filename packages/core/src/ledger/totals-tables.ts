/** The totals of finished days, months and years, of which statements are made. */
import { bool, id, money, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/**
 * Debits and credits by period and account: few rows, of which most statements are made. A month and a year are the sums of
 * those of their days that are totalled; `ledger_periods` says which those are.
 */
export const ledgerAccountTotals = defineTable({
  name: 'ledger_account_totals',
  columns: {
    branch: id(),
    /** A day, month or year as ISO 8601 writes it: `2026-11-22`, `2026-11`, `2026`. */
    period: text(10),
    account: id(),
    currency: text(3),
    /** Whether the entries moved money. */
    cash: bool(),
    /** Whether they closed a year. */
    closing: bool(),
    debit: money(),
    credit: money(),
  },
  // The period first: a statement reads some periods whole, of one branch or of all.
  key: ['period', 'branch', 'account', 'currency', 'cash', 'closing'],
  derived: true,
  branch: 'branch',
})

/** The same, told apart by all that a statement tells apart. */
export const ledgerTotals = defineTable({
  name: 'ledger_totals',
  columns: {
    branch: id(),
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
  key: ['period', 'branch', 'account', 'currency', 'method', 'category', 'shootType', 'cash'],
  derived: true,
  branch: 'branch',
})
