import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { parseCalendarDate } from '../../values/calendar-date.ts'
import { readDayHistory } from '../day-state.ts'
import { TillDayNotClosed } from '../errors.ts'
import { dayReopened } from '../events.ts'
import { branchLock } from '../open-shift.ts'
import { type TillDayRecord, dayRecordSchema, presentDay } from '../present-day.ts'
import { dateText, reasonText } from '../shapes.ts'
import { tillsDays } from '../tables.ts'

const schema = z.strictObject({ date: dateText, reason: reasonText })

export interface ReopenTillDay extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReopenTillDay> = schema

/** Opens a closed day again. The close stays as it was; the next one supersedes it. */
export const reopenDay: Operation<'command', ReopenTillDay, TillDayRecord, typeof TillDayNotClosed> = operation({
  name: 'tills.reopenDay',
  summary: 'Reopens a closed day of the branch, with a reason.',
  kind: 'command',
  input,
  output: dayRecordSchema,
  errors: [TillDayNotClosed],
  async run(context, { date: given, reason }) {
    const { store, branch } = context
    const date = parseCalendarDate(given)
    await store.lock([branchLock(branch)])
    const [last] = await readDayHistory(store, branch, date)
    if (last?.kind !== 'closed') throw TillDayNotClosed.create({ date, branch })
    const row = recordFact(context, tillsDays, {
      id: context.newId(),
      branch,
      businessDate: date,
      revision: last.revision + 1,
      kind: 'reopened',
      at: context.now,
      actor: context.actor,
      reason,
    })
    context.emit(dayReopened, { date, closeId: last.id })
    return presentDay(row)
  },
})
