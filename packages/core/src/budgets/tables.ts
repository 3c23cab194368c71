/** What the budgets keep: versions of a year in a branch, their lines, and which warnings were given. */
import { bool, date, id, instant, int, json, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Versions of the budget of one year in one branch. At most one of a year is approved; an approved one never changes. */
export const budgetsVersions = defineTable({
  name: 'budgets_versions',
  columns: {
    id: id(),
    branch: id(),
    year: int(),
    /** 1, 2, 3 … in the year and branch. */
    revision: int(),
    name: text(100),
    /** draft, approved or superseded. */
    state: text(12),
    currency: text(3),
    draftedBy: text(200),
    draftedAt: instant(),
    approvedBy: nullable(text(200)),
    approvedAt: nullable(instant()),
  },
  uniques: [{ name: 'revision', columns: ['branch', 'year', 'revision'] }],
  indexes: [{ name: 'state', columns: ['year', 'state', 'branch'] }],
  branch: 'branch',
})

/** What may be spent, or is to be earned, on an account and category. */
export const budgetsLines = defineTable({
  name: 'budgets_lines',
  columns: {
    versionId: id(),
    line: int(),
    branch: id(),
    /** An account, or a group of accounts such as Payroll. */
    account: id(),
    /** Empty: all categories, and none. */
    category: text(60),
    /** Whether it is earned: more than budgeted is good. */
    income: bool(),
    /** Refuses what goes beyond it, unless a permission allows it. */
    hard: bool(),
    /** Twelve amounts in minor units as text, January first. */
    months: json(),
  },
  key: ['versionId', 'line'],
  branch: 'branch',
})

/** Which thresholds were crossed. Its key lets each be told once. */
export const budgetsWarnings = defineTable({
  name: 'budgets_warnings',
  columns: {
    versionId: id(),
    line: int(),
    /** A year as 2026, or a month as 2026-11. */
    period: text(7),
    /** Percent. */
    threshold: int(),
    branch: id(),
    businessDate: date(),
    at: instant(),
    /** The entry that crossed it. */
    entryId: id(),
  },
  key: ['versionId', 'line', 'period', 'threshold'],
  appendOnly: true,
  branch: 'branch',
})

export type VersionRow = RowOf<typeof budgetsVersions>
export type LineRow = RowOf<typeof budgetsLines>
