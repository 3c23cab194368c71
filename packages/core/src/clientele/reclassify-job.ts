/** Classifies everybody anew: when a rule changes, and every day, because days pass. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { refreshClientele } from './refresh-clientele.ts'
import { clienteleCustomers } from './tables.ts'

/** Customers of one transaction. */
const pageSize = 200

const step = z.object({ cursor: z.string().nullable() })

interface Step extends z.output<typeof step> {}

/** Begin it with a cursor of null. */
export const reclassifyKind: JobKind<Step> = { name: 'clientele.reclassify', input: step }

export const reclassify: Job<Step> = job({
  ...reclassifyKind,
  async run(context, { cursor }) {
    const page = await context.store.page(clienteleCustomers, {
      orderBy: ['customerId'],
      limit: pageSize,
      cursor: cursor ?? undefined,
    })
    await refreshClientele(
      context,
      page.items.map(({ customerId }) => customerId),
    )
    if (page.next !== null) beginReclassifying(context, page.next)
  },
})

export function beginReclassifying(context: CommandContext, cursor: string | null = null): void {
  context.schedule(reclassifyKind, { cursor })
}

export const reclassifyDaily: Job<Record<never, never>> = job({
  name: 'clientele.reclassifyDaily',
  input: z.object({}),
  cron: '23 4 * * *',
  async run(context) {
    beginReclassifying(context)
  },
})
