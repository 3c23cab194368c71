/** Refreshes customers in the background, for whoever does not reach all branches. */
import { type Job, job } from '../engine/job.ts'
import { refreshClientele, refreshKind } from './refresh-clientele.ts'

export const refresh: Job<{ customerIds: string[] }> = job({
  ...refreshKind,
  run: (context, { customerIds }) => refreshClientele(context, customerIds),
})
