/** Through which date the books of a branch are closed, and the gate that every entry passes. */
import type { CommandContext } from '../engine/context.ts'
import type { ScopedStore } from '../storage/scoped-store.ts'
import type { RowOf } from '../storage/table.ts'
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import { addMillis } from '../values/instant.ts'
import { PeriodClosed, PeriodNotOver } from './period-errors.ts'
import { ledgerPeriods } from './tables.ts'

export const periodChangeKinds = ['locked', 'monthClosed', 'yearClosed', 'reopened'] as const
export type PeriodChangeKind = (typeof periodChangeKinds)[number]

export type PeriodLock = RowOf<typeof ledgerPeriods>

/**
 * How long a business day must be over before it can be closed. It is what lets an entry of today pass the gate without a
 * read: whoever began it while the day lasted has been committed or given up by then.
 */
const settlingMs = 15 * 60_000

/** The last business date of a branch (the session's unless told) that can be closed now. */
export function latestClosable(context: CommandContext, branch: string = context.branch): CalendarDate {
  return addDays(context.studio.days(branch).dateOf(addMillis(context.now, -settlingMs)), -1)
}

/** @throws PERIOD_NOT_OVER */
export function requireOver(context: CommandContext, through: CalendarDate): void {
  const latest = latestClosable(context)
  if (through > latest) throw PeriodNotOver.create({ through, latest })
}

/**
 * The lock of a branch (the session's unless told), held until the command ends: no entry is dated back while the books are being closed,
 * and no books are closed while one is. A branch gets its row the first time that somebody asks.
 */
export async function holdPeriodLock({ store, branch: own }: CommandContext, branch = own): Promise<PeriodLock> {
  for (;;) {
    const row = await store.getForUpdate(ledgerPeriods, branch)
    if (row !== undefined) return row
    await store.insertNew(ledgerPeriods, [{ branch, changes: 0 }], 'primary')
  }
}

/** What a command has learnt of a lock that it holds. A savepoint that is undone may let the lock go. */
interface Held {
  readonly undone: number
  readonly lock: PeriodLock
}

const heldBy = new WeakMap<ScopedStore, Held>()

/** The business day of a branch now. */
function todayIn(context: CommandContext, branch: string): CalendarDate {
  return branch === context.branch ? context.businessDate : context.studio.days(branch).dateOf(context.now)
}

/** How a branch stands, under its lock. One statement a command, however often it is asked. */
async function heldPeriod(context: CommandContext, branch: string): Promise<PeriodLock> {
  const { store } = context
  const known = heldBy.get(store)
  if (known?.lock.branch === branch && known.undone === store.undone) return known.lock
  const lock = await holdPeriodLock(context, branch)
  heldBy.set(store, { undone: store.undone, lock })
  return lock
}

/**
 * Whether an entry of this date must be added to the totals, since its day is in them already; a date before all others
 * moves their beginning. Asks nothing for an entry of today.
 */
export async function isTotalled(
  context: CommandContext,
  businessDate: CalendarDate,
  branch: string = context.branch,
): Promise<boolean> {
  if (businessDate >= todayIn(context, branch)) return false
  const lock = await heldPeriod(context, branch)
  const { totalledFrom, totalledThrough } = lock
  if (totalledThrough === null || businessDate > totalledThrough) return false
  if (totalledFrom === null || businessDate < totalledFrom) {
    const moved = await moveTotals(context, lock, { totalledFrom: businessDate, totalledThrough })
    heldBy.set(context.store, { undone: context.store.undone, lock: moved })
  }
  return true
}

/**
 * The gate. An entry of the current business day passes at once, since that day cannot be closed yet. Any other costs a
 * command one statement (and two more the first time in a branch), however many entries it posts.
 *
 * @throws PERIOD_CLOSED
 */
export async function refuseClosedPeriod(
  context: CommandContext,
  businessDate: CalendarDate,
  branch: string = context.branch,
): Promise<void> {
  if (businessDate >= todayIn(context, branch)) return
  const { lockedThrough } = await heldPeriod(context, branch)
  if (lockedThrough === null || businessDate > lockedThrough) return
  throw PeriodClosed.create({ businessDate, branch, lockedThrough })
}

/**
 * The date itself where the books of the branch are open on it, or the first open day after it: where something is posted that
 * was due on a date of the past. Never after the current business day. It reads what {@link refuseClosedPeriod} reads.
 */
export async function openDateFrom(context: CommandContext, date: CalendarDate): Promise<CalendarDate> {
  if (date >= context.businessDate) return context.businessDate
  const { lockedThrough } = await heldPeriod(context, context.branch)
  if (lockedThrough === null || date > lockedThrough) return date
  return addDays(lockedThrough, 1)
}

/** Moves the lock; answers it as it then stands. */
export async function moveLock(
  { store }: CommandContext,
  lock: PeriodLock,
  lockedThrough: CalendarDate | null,
): Promise<PeriodLock> {
  heldBy.delete(store)
  return store.update(ledgerPeriods, lock, { lockedThrough, changes: lock.changes + 1 })
}

/** Moves which days are totalled; answers the lock as it then stands. */
export async function moveTotals(
  { store }: CommandContext,
  lock: PeriodLock,
  days: { readonly totalledFrom: CalendarDate | null; readonly totalledThrough: CalendarDate | null },
): Promise<PeriodLock> {
  heldBy.delete(store)
  return store.update(ledgerPeriods, lock, days)
}
