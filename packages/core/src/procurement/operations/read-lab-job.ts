import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { LabJobUnknown } from '../errors.ts'
import { type LabJobWithHistory, labJobWithHistorySchema, presentLabEvent, presentLabJob } from '../present-lab.ts'
import { idText } from '../shapes.ts'
import { procurementLabEvents, procurementLabJobs } from '../tables.ts'

const schema = z.strictObject({ jobId: idText })

export interface ReadLabJob extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadLabJob> = schema

const errors = [LabJobUnknown] as const

/** One job with all that happened to it. Two statements. */
export const labJob: Operation<'query', ReadLabJob, LabJobWithHistory, (typeof errors)[number]> = operation({
  name: 'procurement.labJob',
  summary: 'Reads work at an outside lab and its history.',
  kind: 'query',
  input,
  output: labJobWithHistorySchema,
  errors,
  async run({ store, branch }, { jobId }) {
    const job = await store.get(procurementLabJobs, jobId)
    if (job === undefined) throw LabJobUnknown.create({ jobId, branch })
    const events = await store.find(procurementLabEvents, { where: { jobId }, orderBy: ['id'], limit: 'all' })
    return { ...presentLabJob(job), history: events.map(presentLabEvent) }
  },
})
