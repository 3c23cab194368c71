/** What is told when books are closed or opened again. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'
import { periodChangeKinds } from './period-lock.ts'

export interface PeriodChanged {
  /** 1, 2, 3 … in the branch. */
  sequence: number
  /** locked, monthClosed, yearClosed or reopened. */
  kind: string
  /** The last business date that is closed now; null where everything is open. */
  through: string | null
  before: string | null
}

const schema = z.strictObject({
  sequence: z.int(),
  kind: z.enum(periodChangeKinds),
  through: z.string().nullable(),
  before: z.string().nullable(),
})

export const periodClosed: EventKind<'ledger.periodClosed', PeriodChanged> = defineEvent({
  name: 'ledger.periodClosed',
  version: 1,
  schema,
})

export const periodReopened: EventKind<'ledger.periodReopened', PeriodChanged> = defineEvent({
  name: 'ledger.periodReopened',
  version: 1,
  schema,
})

export const periodEvents = [periodClosed, periodReopened] as const
