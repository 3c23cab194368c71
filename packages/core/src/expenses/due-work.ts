/** What is due by the calendar: recurring expenses, months of prepaid costs, accruals to take back. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { reverseAccrual } from './accrue.ts'
import { postPrepaidParts } from './prepay.ts'
import { meetPeriods } from './recur.ts'
import { expensesAccruals, expensesPrepaid, expensesRecurring } from './tables.ts'

const one = z.object({ id: z.string() })

interface One {
  id: string
}

/**
 * One job for each row, in its own transaction: what fails, such as a closed account, stops nothing else. Each locks its row and
 * does what is due of it, so that a second run, from whatever process, finds nothing.
 */
const postRecurring: Job<One> = job({
  name: 'expenses.postRecurring',
  input: one,
  async run(context, { id }) {
    await meetPeriods(context, id)
  },
})

const postPrepaid: Job<One> = job({
  name: 'expenses.postPrepaid',
  input: one,
  async run(context, { id }) {
    await postPrepaidParts(context, id)
  },
})

const takeAccrualBack: Job<One> = job({
  name: 'expenses.takeAccrualBack',
  input: one,
  async run(context, { id }) {
    await reverseAccrual(context, id)
  },
})

interface DueRow {
  readonly kind: JobKind<One>
  readonly id: string
  readonly branch: string
}

/** All that is due in the studio, or in one branch. Three statements. */
async function readDue({ store, businessDate }: CommandContext, branch?: string): Promise<readonly DueRow[]> {
  const by = branch === undefined ? {} : { branch }
  const nextOn = { lte: businessDate }
  const recurring = await store.find(expensesRecurring, { where: { nextOn, ...by }, orderBy: ['id'], limit: 'all' })
  const prepaid = await store.find(expensesPrepaid, { where: { nextOn, ...by }, orderBy: ['id'], limit: 'all' })
  const where = { reversesOn: nextOn, ...by }
  const accruals = await store.find(expensesAccruals, { where, orderBy: ['id'], limit: 'all' })
  const due = (kind: JobKind<One>) => (row: { id: string; branch: string }) => ({
    kind,
    id: row.id,
    branch: row.branch,
  })
  return [...recurring.map(due(postRecurring)), ...prepaid.map(due(postPrepaid)), ...accruals.map(due(takeAccrualBack))]
}

/** Every morning, for the whole studio: each row in a job of its own branch. */
const findDue: Job<Record<never, never>> = job({
  name: 'expenses.findDue',
  input: z.object({}),
  cron: '0 5 * * *',
  async run(context) {
    for (const { kind, id, branch } of await readDue(context)) context.schedule(kind, { id }, { branch })
  },
})

/** For a row that begins in the past: today, without waiting for the morning. */
export const scheduleRecurring = (context: CommandContext, id: string): void => context.schedule(postRecurring, { id })
export const schedulePrepaid = (context: CommandContext, id: string): void => context.schedule(postPrepaid, { id })
export const scheduleAccrual = (context: CommandContext, id: string): void => context.schedule(takeAccrualBack, { id })

export interface WorkDone {
  readonly recurring: number
  readonly prepaidParts: number
  readonly accruals: number
}

/** Does all that is due in the branch of the session, within the caller's command. */
export async function doDueWork(context: CommandContext): Promise<WorkDone> {
  const done = { recurring: 0, prepaidParts: 0, accruals: 0 }
  for (const { kind, id } of await readDue(context, context.branch)) {
    if (kind === postRecurring) done.recurring += await meetPeriods(context, id)
    else if (kind === postPrepaid) done.prepaidParts += await postPrepaidParts(context, id)
    else if (await reverseAccrual(context, id)) done.accruals++
  }
  return done
}

export const expenseJobs: readonly Job[] = [findDue, postRecurring, postPrepaid, takeAccrualBack] as readonly Job[]
