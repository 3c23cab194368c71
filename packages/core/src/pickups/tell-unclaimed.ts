/** Tells hourly of what nobody came for, once an order and step. It is begun every hour because a day may begin at any hour. */
import { z } from 'zod'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { addDays } from '../values/calendar-date.ts'
import { pickupUnclaimed } from './events.ts'
import { pickupsSettings } from './settings.ts'
import { pickupsWaiting } from './tables.ts'
import { stepsOn } from './waiting-steps.ts'

/** Orders of one transaction. */
const pageSize = 100

const stepInput = z.object({ cursor: z.string().nullable() })
type Step = z.output<typeof stepInput>

const again: JobKind<Step> = { name: 'pickups.tellUnclaimed', input: stepInput }

const tellUnclaimed: Job<Step> = job({
  ...again,
  async run(context, { cursor }) {
    const { store, studio, now } = context
    const { unclaimedDays } = await context.settings(pickupsSettings)
    const page = await store.page(pickupsWaiting, {
      // Nowhere on earth is it later than tomorrow.
      where: { open: true, nextStepOn: { lte: addDays(context.businessDate, 1) } },
      orderBy: ['orderId'],
      limit: pageSize,
      cursor: cursor ?? undefined,
    })
    const rows = await store.findForUpdate(pickupsWaiting, {
      where: { orderId: { in: page.items.map(({ orderId }) => orderId) } },
      orderBy: ['orderId'],
      limit: 'all',
    })
    for (const row of rows) {
      const { orderId, customerId, branch, notifiedOn, nextStepOn } = row
      const today = studio.days(branch).dateOf(now)
      if (!row.open || notifiedOn === null || nextStepOn === null || nextStepOn > today) continue
      const reached = stepsOn(unclaimedDays, notifiedOn, today)
      await store.update(pickupsWaiting, row, { ...reached })
      const days = unclaimedDays[reached.steps - 1]
      if (reached.steps <= row.steps || days === undefined) continue
      const told = { orderId, customerId, notifiedOn, step: reached.steps, days }
      context.emit(pickupUnclaimed, told, { branch, businessDate: today })
    }
    if (page.next !== null) context.schedule(again, { cursor: page.next })
  },
})

const beginTelling: Job<Record<never, never>> = job({
  name: 'pickups.beginTelling',
  input: z.object({}),
  cron: '23 * * * *',
  async run(context) {
    context.schedule(again, { cursor: null })
  },
})

export const pickupsJobs = [beginTelling, tellUnclaimed] as const
