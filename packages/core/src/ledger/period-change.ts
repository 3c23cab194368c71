/** Closes or reopens: moves the lock, and keeps and tells what happened. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import type { RowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { closedHash } from './period-balances.ts'
import { PeriodLockedFurther } from './period-errors.ts'
import { periodClosed, periodReopened } from './period-events.ts'
import {
  holdPeriodLock,
  moveLock,
  type PeriodChangeKind,
  type PeriodLock,
  periodChangeKinds,
  requireOver,
} from './period-lock.ts'
import { recordFact } from './sealed-fact.ts'
import { ledgerPeriodChanges } from './tables.ts'

const schema = z.object({
  branch: z.string(),
  /** 1, 2, 3 … in the branch. */
  sequence: z.int(),
  kind: z.enum(periodChangeKinds),
  /** The last business date that was closed from then on; null where everything was open. */
  through: z.string().nullable(),
  /** The same before the change. */
  before: z.string().nullable(),
  at: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  /** SHA-256 of the trial balance as of `through`, in hexadecimal. */
  balanceHash: z.string(),
})

/** One closing or reopening of the books of a branch. */
export interface PeriodChange extends z.output<typeof schema> {}

export const periodChangeSchema: z.ZodType<PeriodChange> = schema

export const presentChange = (row: RowOf<typeof ledgerPeriodChanges>): PeriodChange => schema.parse(row)

/**
 * Closes the books of the session's branch through a date.
 *
 * @throws PERIOD_NOT_OVER, PERIOD_LOCKED_FURTHER
 */
export async function closeThrough(
  context: CommandContext,
  kind: PeriodChangeKind,
  through: CalendarDate,
): Promise<PeriodChange> {
  requireOver(context, through)
  const lock = await holdPeriodLock(context)
  const { branch, lockedThrough } = lock
  if (lockedThrough !== null && lockedThrough >= through) {
    throw PeriodLockedFurther.create({ through, branch, lockedThrough })
  }
  return changePeriod(context, lock, { kind, through, reason: null })
}

/** Moves the lock, which the caller holds. */
export async function changePeriod(
  context: CommandContext,
  lock: PeriodLock,
  change: { readonly kind: PeriodChangeKind; readonly through: CalendarDate | null; readonly reason: string | null },
): Promise<PeriodChange> {
  const { kind, through, reason } = change
  const before = lock.lockedThrough
  const { changes: sequence } = await moveLock(context, lock, through)
  const row = recordFact(context, ledgerPeriodChanges, {
    branch: context.branch,
    sequence,
    kind,
    through,
    before,
    at: context.now,
    actor: context.actor,
    reason,
    balanceHash: await closedHash(context, through),
  })
  context.emit(kind === 'reopened' ? periodReopened : periodClosed, { sequence, kind, through, before })
  return presentChange(row)
}
