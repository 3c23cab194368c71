/** Rolls finished days up into the totals. */
import type { CommandContext } from '../engine/context.ts'
import { addDays, type CalendarDate, earlierDate } from '../values/calendar-date.ts'
import { holdPeriodLock, latestClosable, moveTotals, type PeriodLock } from './period-lock.ts'
import { ledgerLines, ledgerPeriods } from './tables.ts'
import type { BranchTotalled } from './total-shapes.ts'
import { addToTotals } from './totals.ts'

/** How many days of a branch one command totals: so that a long history does not hold others up. */
const daysAtOnce = 31

/**
 * Totals the finished days of branches: of all that the session may see, unless told. A branch that is new to the totals gets
 * its row before the days of any other are totalled, so a reader knows that a branch without one has nothing before the first
 * open day. Statements: two, one for each branch, and two more for each that has finished days.
 */
export async function totalDays(
  context: CommandContext,
  branches?: readonly string[],
): Promise<readonly BranchTotalled[]> {
  const locks: PeriodLock[] = []
  for (const branch of branches ?? (await branchesOf(context))) locks.push(await holdPeriodLock(context, branch))
  const totalled: BranchTotalled[] = []
  for (const lock of locks) totalled.push(await totalBranch(context, lock))
  return totalled
}

/** In the order of their names, in which all who hold several locks take them. */
async function branchesOf({ store }: CommandContext): Promise<readonly string[]> {
  const known = await store.find(ledgerPeriods, { limit: 'all' })
  const ends = known.map((row) => row.totalledThrough ?? '').sort()
  const found = await store.aggregate(ledgerLines, {
    where: ends[0] === undefined || ends[0] === '' ? {} : { businessDate: { gt: ends[0] } },
    groupBy: ['branch'],
    measures: { count: { of: 'count' } },
    limit: 'all',
  })
  return [...new Set([...known, ...found].map((row) => row.branch))].sort()
}

async function totalBranch(context: CommandContext, lock: PeriodLock): Promise<BranchTotalled> {
  const { store } = context
  const { branch, totalledThrough } = lock
  const latest = latestClosable(context, branch)
  const from = totalledThrough === null ? await firstDate(context, branch) : addDays(totalledThrough, 1)
  if (from === undefined || from > latest) {
    const through = totalledThrough ?? latest
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

async function firstDate({ store }: CommandContext, branch: string): Promise<CalendarDate | undefined> {
  const [first] = await store.find(ledgerLines, { where: { branch }, orderBy: ['businessDate'], limit: 1 })
  return first?.businessDate
}
