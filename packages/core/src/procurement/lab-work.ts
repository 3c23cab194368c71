/** What rooms above do with work at outside labs inside their command: as many jobs at once as there are pieces in a parcel. */
import type { CommandContext } from '../engine/context.ts'
import { requireActiveSupplier } from '../payables/index.ts'
import { addDays, type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { LabJobNotFitting, PurchaseOrderInvalid } from './errors.ts'
import { keepLabEvent } from './lab-jobs.ts'
import { nextProcurementNumbers } from './numbering.ts'
import { procurementSettings } from './settings.ts'
import { type LabJobRow, procurementLabJobs } from './tables.ts'
import { updateAlike } from './update-alike.ts'

/** Work that goes to a lab. */
export interface LabWork {
  /** The customer's order that it is for, whose cost it becomes. */
  readonly orderId: string | null
  readonly orderLineId: string | null
  /** What is sent. Never personal data. */
  readonly description: string
  readonly quantity: number
  /** What was agreed for all of it: a decimal string in the studio's currency. */
  readonly price: string
  /** By the setting leadTimeDays unless told. */
  readonly expectedOn?: CalendarDate | undefined
  readonly category: string | null
  readonly shootType: string | null
  readonly note?: string | undefined
}

/**
 * Sends work to a lab. Three statements for any number, two of which leave late.
 *
 * @throws SUPPLIER_UNKNOWN, SUPPLIER_INACTIVE, PURCHASE_ORDER_INVALID
 */
export async function sendLabJobs(
  context: CommandContext,
  supplierId: string,
  works: readonly LabWork[],
): Promise<LabJobRow[]> {
  const { store, businessDate: sentOn, branch } = context
  const { currency } = context.studio
  const refuse = (field: string, rule: string, value: string) => PurchaseOrderInvalid.create({ field, rule, value })
  const prices = works.map(({ price, expectedOn }) => {
    const agreed = Money.of(price, currency)
    if (agreed.isNegative()) throw refuse('price', 'be zero or above', price)
    if (expectedOn !== undefined && expectedOn < sentOn) throw refuse('expectedOn', `be ${sentOn} or later`, expectedOn)
    return agreed
  })
  await requireActiveSupplier(store, supplierId)
  const { leadTimeDays } = await context.settings(procurementSettings)
  const numbers = await nextProcurementNumbers(context, 'labJob', works.length)
  return works.map(({ note, price: _given, ...work }, at) => {
    const job = store.insert(procurementLabJobs, {
      ...work,
      id: context.newId(),
      branch,
      number: numbers[at] ?? '',
      supplierId,
      pending: work.quantity,
      accepted: 0,
      rejected: 0,
      status: 'sent',
      round: 1,
      sentOn,
      expectedOn: work.expectedOn ?? addDays(sentOn, leadTimeDays),
      returnedOn: null,
      currency,
      price: prices[at]?.minor ?? 0n,
      billId: null,
      billed: 0n,
      credited: 0n,
    })
    keepLabEvent(context, job, 'sent', { quantity: work.quantity, note })
    return job
  })
}

/**
 * Says that jobs came back from their lab. Expects them locked and sent. One statement for all.
 *
 * @throws LAB_JOB_NOT_FITTING
 */
export async function returnLabJobs(
  context: CommandContext,
  jobs: readonly LabJobRow[],
  note?: string,
): Promise<LabJobRow[]> {
  const { businessDate: returnedOn } = context
  for (const { id: jobId, status } of jobs) {
    if (status !== 'sent') throw LabJobNotFitting.create({ jobId, rule: 'be sent', value: status })
  }
  const after = await context.store.updateAll(procurementLabJobs, jobs, { status: 'returned', returnedOn })
  for (const job of after) {
    const days = daysBetween(job.sentOn, returnedOn)
    keepLabEvent(context, job, 'returned', { quantity: job.pending, days, late: returnedOn > job.expectedOn, note })
  }
  return after
}

/** What was found of a job that came back. */
export interface LabInspection {
  readonly job: LabJobRow
  /** Units that are not good. */
  readonly rejected: number
  /** What becomes of them: rework sends them to the lab again, credit gives them up and claims what they cost. */
  readonly outcome?: 'rework' | 'credit' | undefined
  /** When rework is expected; by the setting leadTimeDays unless told. */
  readonly expectedOn?: CalendarDate | undefined
  readonly note?: string | undefined
}

/**
 * Inspects jobs that came back: the good is accepted, the rest is done again or given up for credit. Expects them locked and
 * returned. One statement for all that become alike.
 *
 * @throws LAB_JOB_NOT_FITTING
 */
export async function inspectLabJobs(
  context: CommandContext,
  inspections: readonly LabInspection[],
): Promise<LabJobRow[]> {
  const { businessDate } = context
  const { leadTimeDays } = await context.settings(procurementSettings)
  const changes = inspections.map(({ job, rejected, outcome, expectedOn }) => {
    const { id: jobId, status, pending } = job
    if (status !== 'returned') throw LabJobNotFitting.create({ jobId, rule: 'be returned', value: status })
    if (rejected > pending) {
      throw LabJobNotFitting.create({ jobId, rule: `have ${rejected} units to reject`, value: `${pending} units` })
    }
    const accepted = job.accepted + pending - rejected
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
    return { row: job, set: outcome === 'rework' ? again : done }
  })
  const after = await updateAlike(context, procurementLabJobs, changes)
  for (const [at, { job, rejected, outcome, note }] of inspections.entries()) {
    const now = after[at] ?? job
    // Of the round that was inspected.
    const inspected = { ...now, round: job.round }
    const good = job.pending - rejected
    if (good > 0) keepLabEvent(context, inspected, 'accepted', { quantity: good, note })
    if (rejected > 0) keepLabEvent(context, inspected, 'rejected', { quantity: rejected, note })
    if (outcome === 'rework') keepLabEvent(context, now, 'reworked', { quantity: rejected, note })
  }
  return after
}
