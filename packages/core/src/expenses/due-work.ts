/** What is due by the calendar: recurring expenses, months of prepaid costs, accruals to take back. */
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import { reverseAccrual } from './accrue.ts'
import { accrualDue, prepaidDue, recurringDue } from './due-jobs.ts'
import { postPrepaidParts } from './prepay.ts'
import { meetPeriods } from './recur.ts'
import { expensesAccruals, expensesPrepaid, expensesRecurring } from './tables.ts'

/**
 * One job for each row, in its own transaction: what fails, such as a closed account, stops nothing else. It locks its row,
 * does all that is due of it and schedules itself for the next time, so that a second run, from whatever process, finds
 * nothing. One that was given up is a dead letter: to redeliver it, or expenses.doDue, takes the row up again.
 */
const postRecurring = job({
  ...recurringDue,
  async run(context, { id }) {
    await meetPeriods(context, id)
  },
})

const postPrepaid = job({
  ...prepaidDue,
  async run(context, { id }) {
    await postPrepaidParts(context, id)
  },
})

const takeAccrualBack = job({
  ...accrualDue,
  async run(context, { id }) {
    await reverseAccrual(context, id)
  },
})

export const expenseJobs = [postRecurring, postPrepaid, takeAccrualBack] as readonly Job[]

export interface WorkDone {
  readonly recurring: number
  readonly prepaidParts: number
  readonly accruals: number
}

/** Does all that is due in the branch of the session, within the caller's command. Three statements where nothing is. */
export async function doDueWork(context: CommandContext): Promise<WorkDone> {
  const { store, branch, businessDate } = context
  const nextOn = { lte: businessDate }
  const recurring = await store.find(expensesRecurring, { where: { nextOn, branch }, orderBy: ['id'], limit: 'all' })
  const prepaid = await store.find(expensesPrepaid, { where: { nextOn, branch }, orderBy: ['id'], limit: 'all' })
  const accruals = await store.find(expensesAccruals, {
    where: { reversesOn: nextOn, branch },
    orderBy: ['id'],
    limit: 'all',
  })
  const done = { recurring: 0, prepaidParts: 0, accruals: 0 }
  for (const { id } of recurring) done.recurring += await meetPeriods(context, id)
  for (const { id } of prepaid) done.prepaidParts += await postPrepaidParts(context, id)
  for (const { id } of accruals) if (await reverseAccrual(context, id)) done.accruals++
  return done
}
