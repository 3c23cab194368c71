/** Rolls finished days up into the totals. */
import type { CommandContext } from '../engine/context.ts'
import { addDays, type CalendarDate, earlierDate, laterDate } from '../values/calendar-date.ts'
import { holdPeriodLock, latestClosable, moveTotals, type PeriodLock } from './period-lock.ts'
import { ledgerLines, ledgerPeriods } from './tables.ts'
import type { BranchTotalled } from './total-shapes.ts'
import { addToTotals } from './totals.ts'
import { ledgerAccountTotals, ledgerTotals } from './totals-tables.ts'

/** How many days of a branch one command totals: so that a long history does not hold others up. */
const daysAtOnce = 31

/**
 * Totals the finished days of all branches. The session must see all of them. Statements: two, three for each branch, and two
 * more for each that has finished days.
 */
export async function totalDays(context: CommandContext): Promise<readonly BranchTotalled[]> {
  const totalled: BranchTotalled[] = []
  for (const lock of await holdEveryLock(context)) totalled.push(await totalBranch(context, lock))
  return totalled
}

/** Makes the totals of the session's branch anew. The session must see all branches. */
export async function retotal(context: CommandContext): Promise<BranchTotalled> {
  await holdEveryLock(context)
  return totalBranch(context, await forgetTotals(context))
}

/** The session's branch is as if it had never been totalled. */
export async function forgetTotals(context: CommandContext): Promise<PeriodLock> {
  const { store, branch } = context
  const lock = await holdPeriodLock(context)
  await store.deleteWhere(ledgerTotals, { branch })
  await store.deleteWhere(ledgerAccountTotals, { branch })
  return moveTotals(context, lock, { totalledFrom: null, totalledThrough: null })
}

/**
 * Every branch gets its row before the days of any are totalled, so a reader knows that a branch without one has nothing
 * before the first open day: those that have lines, and those that the settings name, whose day may end after that of others.
 */
async function holdEveryLock(context: CommandContext): Promise<readonly PeriodLock[]> {
  const locks: PeriodLock[] = []
  for (const branch of await branchesOf(context)) locks.push(await holdPeriodLock(context, branch))
  return locks
}

/** In the order of their names, in which all who hold several locks take them. */
async function branchesOf({ store, studio, branch: own }: CommandContext): Promise<readonly string[]> {
  const known = await store.find(ledgerPeriods, { limit: 'all' })
  const ends = known.map((row) => row.totalledThrough ?? '').sort()
  const found = await store.aggregate(ledgerLines, {
    where: ends[0] === undefined || ends[0] === '' ? {} : { businessDate: { gt: ends[0] } },
    groupBy: ['branch'],
    measures: { count: { of: 'count' } },
    limit: 'all',
  })
  return [...new Set([own, ...studio.branches, ...[...known, ...found].map((row) => row.branch)])].sort()
}

async function totalBranch(context: CommandContext, lock: PeriodLock): Promise<BranchTotalled> {
  const { store } = context
  const { branch, totalledThrough } = lock
  const latest = latestClosable(context, branch)
  const from = await nextDate(context, lock)
  if (from === undefined || from > latest) {
    const through = laterDate(totalledThrough ?? latest, latest)
    await moveTotals(context, lock, { totalledFrom: lock.totalledFrom, totalledThrough: through })
    return { branch, through, more: false }
  }
  const through = earlierDate(addDays(from, daysAtOnce - 1), latest)
  const amounts = await store.aggregate(ledgerLines, {
    where: { branch, businessDate: { gte: from, lte: through } },
    groupBy: ['branch', 'businessDate', 'account', 'currency', 'method', 'category', 'shootType', 'cash'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    limit: 'all',
  })
  addToTotals(store, amounts)
  await moveTotals(context, lock, { totalledFrom: lock.totalledFrom ?? from, totalledThrough: through })
  return { branch, through, more: through < latest }
}

/** The first day with lines that is not totalled yet: however long nothing happened, the days between cost nothing. */
async function nextDate({ store }: CommandContext, lock: PeriodLock): Promise<CalendarDate | undefined> {
  const { branch, totalledThrough } = lock
  const later = totalledThrough === null ? {} : { businessDate: { gt: totalledThrough } }
  const [next] = await store.find(ledgerLines, { where: { branch, ...later }, orderBy: ['businessDate'], limit: 1 })
  return next?.businessDate
}
