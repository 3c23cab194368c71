import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays } from '../../values/calendar-date.ts'
import { LabJobNotFitting, LabJobUnknown } from '../errors.ts'
import { keepLabEvent, lockLabJob } from '../lab-jobs.ts'
import { type LabJob, labJobSchema, presentLabJob } from '../present-lab.ts'
import { procurementSettings } from '../settings.ts'
import { dateText, idText, reasonText, unitsOrNone } from '../shapes.ts'
import { procurementLabJobs } from '../tables.ts'

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
  async run(context, { jobId, rejected, outcome, expectedOn, note }) {
    const { store, businessDate } = context
    const job = await lockLabJob(context, jobId, ['returned'])
    if (rejected > job.pending) {
      throw LabJobNotFitting.create({ jobId, rule: `have ${rejected} units to reject`, value: `${job.pending} units` })
    }
    const { leadTimeDays } = await context.settings(procurementSettings)
    const good = job.pending - rejected
    const accepted = job.accepted + good
    const given = job.rejected + (outcome === 'credit' ? rejected : 0)
    const done = { accepted, rejected: given, pending: 0, status: given > 0 ? 'rejected' : 'accepted' }
    const again = {
      accepted,
      pending: rejected,
      status: 'sent',
      round: job.round + 1,
      sentOn: businessDate,
      expectedOn: expectedOn ?? addDays(businessDate, leadTimeDays),
      returnedOn: null,
    }
    const after = await store.update(procurementLabJobs, job, outcome === 'rework' ? again : done)
    // Of the round that was inspected.
    const inspected = { ...after, round: job.round }
    if (good > 0) keepLabEvent(context, inspected, 'accepted', { quantity: good, note })
    if (rejected > 0) keepLabEvent(context, inspected, 'rejected', { quantity: rejected, note })
    if (outcome === 'rework') keepLabEvent(context, after, 'reworked', { quantity: rejected, note })
    return presentLabJob(after)
  },
})
