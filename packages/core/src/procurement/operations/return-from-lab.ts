import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { lockLabJob } from '../lab-jobs.ts'
import { returnLabJobs } from '../lab-work.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({ jobId: idText, note: reasonText.optional() })

export interface ReturnFromLab extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReturnFromLab> = schema

const errors = [LabJobUnknown, LabJobNotFitting] as const

/** Says that work came back from its lab. It waits to be inspected. */
export const returnFromLab: Operation<'command', ReturnFromLab, LabJob, (typeof errors)[number]> = operation({
  name: 'procurement.returnFromLab',
  summary: 'Records that work came back from an outside lab.',
  kind: 'command',
  input,
  output: labJobSchema,
  errors,
  async run(context, { jobId, note }) {
    const job = await lockLabJob(context, jobId, ['sent'])
    const [after = job] = await returnLabJobs(context, [job], note)
    return presentLabJob(after)
  },
})
