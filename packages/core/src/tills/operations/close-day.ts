import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { recordFact, sealDay } from '../../ledger/index.ts'
import { parseCalendarDate } from '../../values/calendar-date.ts'
import { refuseClosedDay } from '../day-state.ts'
import { TillDayAhead, TillDayClosed, TillDayHasOpenShifts } from '../errors.ts'
import { dayClosed } from '../events.ts'
import { nextTillNumber } from '../numbering.ts'
import { branchLock } from '../open-shift.ts'
import { type TillDayRecord, dayRecordSchema, presentDay } from '../present-day.ts'
import { readDayTotals } from '../read-day.ts'
import { dateText } from '../shapes.ts'
import { tillsDays, tillsShifts } from '../tables.ts'

const schema = z.strictObject({
  /** The business date to close; today's unless told. */
  date: dateText.optional(),
})

export interface CloseTillDay extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CloseTillDay> = schema

const errors = [TillDayAhead, TillDayClosed, TillDayHasOpenShifts] as const

/**
 * Closes a business day of the session's branch and keeps what it came to as a fact. No shift opens in it any more; money
 * that comes without a shift later, such as a payment online, shows in tills.readDay as not in the close. The entries of the
 * day are sealed with it, so that the head of the chain that it names stands for all of them.
 */
export const closeDay: Operation<'command', CloseTillDay, TillDayRecord, (typeof errors)[number]> = operation({
  name: 'tills.closeDay',
  summary: "Closes the branch's day, and answers what it came to.",
  kind: 'command',
  input,
  output: dayRecordSchema,
  errors,
  async run(context, given) {
    const { store, branch, studio, businessDate: today } = context
    const date = given.date === undefined ? today : parseCalendarDate(given.date)
    if (date > today) throw TillDayAhead.create({ date, today })
    await store.lock([branchLock(branch)])
    const history = await refuseClosedDay(context, date)
    // A shift of the evening before may still take money after the cut of the day.
    const open = await store.find(tillsShifts, {
      where: { open: true, branch, businessDate: { lte: date } },
      orderBy: ['openedAt', 'id'],
      limit: 'all',
    })
    if (open.length > 0) {
      const shifts = open.map((shift) => `${shift.id} of ${shift.cashier} at till ${shift.till}`)
      throw TillDayHasOpenShifts.create({ date, shifts })
    }
    const totals = await readDayTotals(store, { branch, businessDate: date, currency: studio.currency })
    const supersedesId = history.find((one) => one.kind === 'closed')?.id ?? null
    const number = await nextTillNumber(context, 'day')
    // After the totals, so that the head stands for every entry in them; last, since it stays locked.
    const head = await sealDay(context, date)
    const row = recordFact(context, tillsDays, {
      id: context.newId(),
      branch,
      businessDate: date,
      revision: (history[0]?.revision ?? 0) + 1,
      kind: 'closed',
      number,
      at: context.now,
      actor: context.actor,
      reason: null,
      supersedesId,
      headHash: head.hash,
      headSequence: head.sequence,
      document: structuredClone({ ...totals }),
    })
    context.emit(dayClosed, { closeId: row.id, date, number, supersedesId })
    return presentDay(row)
  },
})
