import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import type { CalendarDate } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { entryPosted } from '../events.ts'
import { fiscalYear } from '../fiscal-year.ts'
import { balancesOf, totalsThrough } from '../period-balances.ts'
import { changePeriod, type PeriodChange, periodChangeSchema } from '../period-change.ts'
import { PeriodLockedFurther, PeriodNotOver } from '../period-errors.ts'
import { holdPeriodLock, requireOver } from '../period-lock.ts'
import { closingLines } from '../period-year-end.ts'
import { postEntryAnyway } from '../post-entry.ts'
import { ledgerSettings } from '../settings.ts'

const schema = z.strictObject({
  /** The fiscal year, by the calendar year in which it begins: with the setting `fiscalYearStart`, a calendar year unless set. */
  year: z.int().min(1900).max(9999),
})

export interface CloseYear extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CloseYear> = schema

const outputShape = z.object({
  /** The first and the last day of the year. */
  from: z.string(),
  to: z.string(),
  change: periodChangeSchema,
  /** The closing entries, one for each currency; none where nothing was earned or spent. */
  entryIds: z.array(z.string()),
})

export interface YearClosed extends z.output<typeof outputShape> {
  change: PeriodChange
}

const output: z.ZodType<YearClosed> = outputShape

const errors = [PeriodNotOver, PeriodLockedFurther] as const

/**
 * Closes a fiscal year of the session's branch: income and expenses go to RetainedEarnings on its last day, and the books are closed
 * through it. A year that was reopened is closed again with what came since.
 */
export const closeYear: Operation<'command', CloseYear, YearClosed, (typeof errors)[number]> = operation({
  name: 'ledger.closeYear',
  summary: 'Closes the books of the branch through the end of a year, with its result in retained earnings.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { year }) {
    const { fiscalYearStart } = await context.settings(ledgerSettings)
    const { from, to: lastDay } = fiscalYear(year, fiscalYearStart)
    requireOver(context, lastDay)
    const lock = await holdPeriodLock(context)
    const { branch, lockedThrough } = lock
    const entryIds = await postClosing(context, year, lastDay)
    if (lockedThrough !== null && lockedThrough >= lastDay && entryIds.length === 0) {
      throw PeriodLockedFurther.create({ through: lastDay, branch, lockedThrough })
    }
    const through = lockedThrough !== null && lockedThrough > lastDay ? lockedThrough : lastDay
    const change = await changePeriod(context, lock, { kind: 'yearClosed', through, reason: null })
    return { from, to: lastDay, change, entryIds }
  },
})

async function postClosing(context: CommandContext, year: number, businessDate: CalendarDate): Promise<string[]> {
  const balances = await balancesOf(context, await totalsThrough(context, businessDate))
  const entryIds: string[] = []
  for (const [currency, lines] of closingLines(balances)) {
    const debits = lines.filter((line) => line.side === 'debit').map((line) => line.amount)
    const amount = Money.sum(currency, debits)
    const memo = `Closing of ${year}`
    const draft = { kind: 'closing', lines, amount, memo, businessDate, at: context.now }
    const { entry } = await postEntryAnyway(context, draft)
    const { id: entryId, kind } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: amount.toString() })
    entryIds.push(entryId)
  }
  return entryIds
}
