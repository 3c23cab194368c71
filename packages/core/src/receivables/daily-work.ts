/**
 * The work of every business day: telling what fell due, and judging promises whose last day is over. It is begun hourly and
 * does nothing in a branch whose day has begun already, because a day may begin at any hour.
 */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { ledgerCommitments } from '../ledger/index.ts'
import { present } from '../storage/filter.ts'
import { judgePromises } from './judge-promises.ts'
import { receivablesDays, receivablesPromises } from './tables.ts'
import { tellFallenDue } from './tell-fallen-due.ts'

/** Orders or promises of one transaction. */
const pageSize = 100

const step = z.object({
  /** Null for all branches of a studio that names none. */
  branch: z.string().nullable(),
  today: z.string(),
  cursor: z.string().nullable(),
})

type Step = z.output<typeof step>

const tellDue: Job<Step> = job({
  name: 'receivables.tellDue',
  input: step,
  async run(context, { branch, today, cursor }) {
    const page = await context.store.page(ledgerCommitments, {
      where: {
        owing: true,
        ...present({ branch: branch ?? undefined }),
        anyOf: [{ dueDate: { lte: today } }, { dueDate: null, owedSince: { lte: today } }],
      },
      limit: pageSize,
      cursor: cursor ?? undefined,
    })
    await tellFallenDue(context, page.items)
    goOn(context, tellDueAgain, { branch, today, cursor: page.next })
  },
})
const tellDueAgain: JobKind<Step> = { name: 'receivables.tellDue', input: step }

const judge: Job<Step> = job({
  name: 'receivables.judgePromises',
  input: step,
  async run(context, { branch, today, cursor }) {
    const page = await context.store.page(receivablesPromises, {
      where: { state: 'open', by: { lt: today }, ...present({ branch: branch ?? undefined }) },
      orderBy: ['by'],
      limit: pageSize,
      cursor: cursor ?? undefined,
    })
    const ids = page.items.map(({ contactId }) => contactId)
    const where = { contactId: { in: ids }, state: 'open' }
    const promises = await context.store.findForUpdate(receivablesPromises, {
      where,
      orderBy: ['contactId'],
      limit: 'all',
    })
    await judgePromises(context, promises)
    goOn(context, judgeAgain, { branch, today, cursor: page.next })
  },
})
const judgeAgain: JobKind<Step> = { name: 'receivables.judgePromises', input: step }

function goOn(context: CommandContext, next: JobKind<Step>, input: Step): void {
  if (input.cursor !== null) context.schedule(next, input)
}

const beginDay: Job<Record<never, never>> = job({
  name: 'receivables.beginDay',
  input: z.object({}),
  cron: '7 * * * *',
  async run(context) {
    const { store, studio, now } = context
    const named = studio.branches
    const branches = named.length === 0 ? [null] : named
    const days = await store.findForUpdate(receivablesDays, { orderBy: ['branch'], limit: 'all' })
    for (const branch of branches) {
      const today = studio.days(branch ?? context.branch).dateOf(now)
      const known = days.find((day) => day.branch === (branch ?? '*'))
      if (known !== undefined && known.through >= today) continue
      if (known === undefined) store.insert(receivablesDays, { branch: branch ?? '*', through: today })
      else await store.update(receivablesDays, known, { through: today })
      context.schedule(tellDue, { branch, today, cursor: null })
      context.schedule(judge, { branch, today, cursor: null })
    }
  },
})

export const receivablesJobs = [beginDay, tellDue, judge] as const
