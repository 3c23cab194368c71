import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { keepLabEvent, lockLabJob } from '../lab-jobs.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { idText, reasonText } from '../shapes.ts'
import { procurementLabJobs } from '../tables.ts'

const schema = z.strictObject({
  jobId: idText,
  /** Why. Never personal data. */
  note: reasonText,
})

export interface CancelLabJob extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CancelLabJob> = schema

const errors = [LabJobUnknown, LabJobNotFitting] as const

/** Calls work back that is at its lab and was not billed. */
export const cancelLabJob: Operation<'command', CancelLabJob, LabJob, (typeof errors)[number]> = operation({
  name: 'procurement.cancelLabJob',
  summary: 'Cancels work at an outside lab.',
  kind: 'command',
  input,
  output: labJobSchema,
  errors,
  async run(context, { jobId, note }) {
    const job = await lockLabJob(context, jobId, ['sent'])
    const refuse = (rule: string, value: string) => LabJobNotFitting.create({ jobId, rule, value })
    if (job.billId !== null) throw refuse('be without a bill', `on bill ${job.billId}`)
    if (job.round > 1) throw refuse('be sent for the first time', `sent for the ${job.round}. time`)
    const after = await context.store.update(procurementLabJobs, job, { status: 'cancelled', pending: 0 })
    keepLabEvent(context, after, 'cancelled', { quantity: job.pending, note })
    return presentLabJob(after)
  },
})
