/** What was promised for a time, and neither issued nor released, is free again. */
import { type Job, job } from '../engine/job.ts'
import { reservationsExpired } from './expiry.ts'
import { releaseReservations } from './reserve-stock.ts'

export const expireReservations: Job = job({
  ...reservationsExpired,
  async run(context, { ids }) {
    const releases = ids.map((reservationId) => ({ reservationId }))
    await releaseReservations(context, { releases }, 'expired')
  },
}) as Job
