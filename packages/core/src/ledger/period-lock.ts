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

/** The last business date of the branch that can be closed now. */
export function latestClosable(context: CommandContext): CalendarDate {
  return addDays(context.studio.days(context.branch).dateOf(addMillis(context.now, -settlingMs)), -1)
}

/** @throws PERIOD_NOT_OVER */
export function requireOver(context: CommandContext, through: CalendarDate): void {
  const latest = latestClosable(context)
  if (through > latest) throw PeriodNotOver.create({ through, latest })
}

/**
 * The lock of the session's branch, held until the command ends: no entry is dated back while the books are being closed,
 * and no books are closed while one is. A branch gets its row the first time that somebody asks.
 */
export async function holdPeriodLock({ store, branch }: CommandContext): Promise<PeriodLock> {
  for (;;) {
    const row = await store.getForUpdate(ledgerPeriods, branch)
    if (row !== undefined) return row
    await store.insertNew(ledgerPeriods, [{ branch, changes: 0 }], 'primary')
  }
}

/** What a command has learnt of a lock that it holds. A savepoint that is undone may let the lock go. */
interface Held {
  readonly undone: number
  readonly branch: string
  readonly lockedThrough: CalendarDate | null
}

const heldBy = new WeakMap<ScopedStore, Held>()

/**
 * The gate. An entry of the current business day passes at once, since that day cannot be closed yet. Any other costs a
 * command one statement (and two more the first time in a branch), however many entries it posts.
 *
 * @throws PERIOD_CLOSED
 */
export async function refuseClosedPeriod(context: CommandContext, businessDate: CalendarDate): Promise<void> {
  const { store, branch } = context
  if (businessDate >= context.businessDate) return
  let held = heldBy.get(store)
  if (held?.branch !== branch || held.undone !== store.undone) {
    const { lockedThrough } = await holdPeriodLock(context)
    held = { undone: store.undone, branch, lockedThrough }
    heldBy.set(store, held)
  }
  const { lockedThrough } = held
  if (lockedThrough === null || businessDate > lockedThrough) return
  throw PeriodClosed.create({ businessDate, branch, lockedThrough })
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
