/** The job by which reservations end that were made for a time: for who schedules it. Its work is in expire-reservations.ts. */
import { z } from 'zod'
import type { JobKind } from '../engine/job-kind.ts'

export const reservationsExpired: JobKind<{ ids: string[] }> = {
  name: 'inventory.reservationsExpired',
  input: z.object({ ids: z.array(z.string()) }),
}
