import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { lockLabJob } from '../lab-jobs.ts'
import { inspectLabJobs } from '../lab-work.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { dateText, idText, reasonText, unitsOrNone } from '../shapes.ts'

const schema = z
  .strictObject({
    jobId: idText,
    /** Units that are not good; none unless told. */
    rejected: unitsOrNone.default(0),
    /** What becomes of them: rework sends them to the lab again, credit gives them up and claims what they cost. */
    outcome: z.enum(['rework', 'credit']).optional(),
    /** When rework is expected; by the setting leadTimeDays unless told. */
    expectedOn: dateText.optional(),
    /** What is wrong. Never personal data. */
    note: reasonText.optional(),
  })
  .refine((given) => given.rejected > 0 === (given.outcome !== undefined), {
    message: 'must say what becomes of rejected units, and only of those',
    path: ['outcome'],
  })

export interface InspectLabJob extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, InspectLabJob> = schema

const errors = [LabJobUnknown, LabJobNotFitting] as const

/** Inspects what came back: the good is accepted, the rest is done again or given up for credit. */
export const inspectLabJob: Operation<'command', InspectLabJob, LabJob, (typeof errors)[number]> = operation({
  name: 'procurement.inspectLabJob',
  summary: 'Inspects work that came back from an outside lab.',
  kind: 'command',
  input,
  output: labJobSchema,
  errors,
  async run(context, { jobId, ...found }) {
    const job = await lockLabJob(context, jobId, ['returned'])
    const [after = job] = await inspectLabJobs(context, [{ job, ...found }])
    return presentLabJob(after)
  },
})
