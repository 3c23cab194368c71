import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { billRefusals, openDocumentSchema, presentOpenDocument } from '../../payables/index.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { billLabJobs } from '../lab-bills.ts'
import { labPaperMembers } from '../bill-input.ts'
import { labJobSchema, presentLabJob } from '../present-lab.ts'

const schema = z.strictObject(labPaperMembers)

export interface BillLab extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BillLab> = schema

const outputShape = z.object({
  /** The bill as the payables have it. */
  document: openDocumentSchema,
  jobs: z.array(labJobSchema),
  approver: z.string().nullable(),
})

export interface LabJobsBilled extends z.output<typeof outputShape> {}

const output: z.ZodType<LabJobsBilled> = outputShape

const errors = [LabJobUnknown, LabJobNotFitting, ApproverMissing, ApproverRefused, ...billRefusals] as const

/** Books a lab's bill. Each job is billed once, and its cost stands with the order it was for. */
export const billLab: Operation<'command', BillLab, LabJobsBilled, (typeof errors)[number]> = operation({
  name: 'procurement.billLab',
  summary: 'Books a bill of an outside lab as cost of the orders.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { recorded, jobs, approver } = await billLabJobs(context, given)
    return { document: presentOpenDocument(recorded.open), jobs: jobs.map(presentLabJob), approver }
  },
})
