/** What a stage makes of a line: whose it is, what it waits for, and by when. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import { dueDate, type LineDays } from './due-date.ts'
import type { Flow, Progress } from './flow.ts'
import type { Turn } from './flow-definition.ts'

/** Where a line stands, as it is kept with it. */
export interface Standing {
  readonly flow: string
  readonly flowVersion: string
  readonly stage: string
  readonly progress: Progress
  /** Whether it may be handed over as it stands. */
  readonly handsOver: boolean
  /** The stage it waits for; null at the end of its flow. */
  readonly nextStage: string | null
  /** Whose work that is. */
  readonly department: string | null
  /** Who has to act for it. */
  readonly turn: Turn | null
  /** The business day by which it is due. */
  readonly stageDue: CalendarDate | null
}

/** @throws STAGE_UNKNOWN, CALENDAR_CLOSED */
export function standingIn(flow: Flow, stage: string, days: LineDays, calendar: BusinessCalendar): Standing {
  const pending = flow.pending(stage)
  return {
    flow: flow.name,
    flowVersion: flow.version,
    stage,
    progress: flow.progress(stage),
    handsOver: flow.handsOver(stage),
    nextStage: pending?.name ?? null,
    department: pending?.department ?? null,
    turn: pending?.turn ?? null,
    stageDue: pending === null ? null : dueDate(pending.lead, days, calendar),
  }
}
