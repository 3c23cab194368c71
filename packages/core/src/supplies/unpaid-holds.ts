/** The job by which promises to unpaid orders end: for who schedules it. Its work is in lapse-promises.ts. */
import { z } from 'zod'
import type { JobKind } from '../engine/job-kind.ts'

export const unpaidHolds: JobKind<{ orderId: string; lineIds: string[] }> = {
  name: 'supplies.unpaidHolds',
  input: z.object({ orderId: z.string(), lineIds: z.array(z.string()) }),
}
