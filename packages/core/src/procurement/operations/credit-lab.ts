import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { billRefusals, openDocumentSchema, presentOpenDocument } from '../../payables/index.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { creditLabJobs } from '../lab-bills.ts'
import { labPaperMembers } from '../bill-input.ts'
import { labJobSchema, presentLabJob } from '../present-lab.ts'

const schema = z.strictObject(labPaperMembers)

export interface CreditLab extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CreditLab> = schema

const outputShape = z.object({
  /** The credit note as the payables have it. */
  document: openDocumentSchema,
  jobs: z.array(labJobSchema),
  approver: z.string().nullable(),
})

export interface LabJobsCredited extends z.output<typeof outputShape> {}

const output: z.ZodType<LabJobsCredited> = outputShape

const errors = [LabJobUnknown, LabJobNotFitting, ApproverMissing, ApproverRefused, ...billRefusals] as const

/** Books what a lab credits of jobs it billed: of rejected work, say. The cost of their orders is lower by it. */
export const creditLab: Operation<'command', CreditLab, LabJobsCredited, (typeof errors)[number]> = operation({
  name: 'procurement.creditLab',
  summary: 'Books a credit note of an outside lab.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { recorded, jobs, approver } = await creditLabJobs(context, given)
    return { document: presentOpenDocument(recorded.open), jobs: jobs.map(presentLabJob), approver }
  },
})
