/** Bills and credit notes of labs: each job is billed once, and its cost is that of the order it was for. */
import type { CommandContext } from '../engine/context.ts'
import { veto } from '../engine/hook.ts'
import {
  type BillLine,
  payablesSettings,
  type RecordedDocument,
  recordBill,
  recordCreditNote,
  requireBackdating,
} from '../payables/index.ts'
import { Money } from '../values/money.ts'
import { givenAmount } from './bill-input.ts'
import { type PaperDraft, paperOf, toleranceOf } from './bill-goods.ts'
import { LabJobNotFitting } from './errors.ts'
import { requireApproval } from '../ledger/index.ts'
import { keepLabEvent, lockLabJobs } from './lab-jobs.ts'
import { procurementSettings } from './settings.ts'
import { type LabJobRow, procurementLabEvents, procurementLabJobs } from './tables.ts'

/** Where the cost of outside labs stands. */
export const outsideLabsAccount = 'COGS:OutsideLabs'

export interface LabPaperLine {
  readonly jobId: string
  /** Without tax where tax is given; of a bill what was agreed unless told. */
  readonly amount?: string | undefined
  readonly tax?: string | undefined
}

export interface LabPaper extends PaperDraft {
  readonly lines: readonly LabPaperLine[]
}

export interface LabDocument {
  readonly recorded: RecordedDocument
  readonly jobs: readonly LabJobRow[]
  readonly approver: string | null
}

/** The job, if its line may stand on the paper. @throws LAB_JOB_NOT_FITTING */
function fittingJob(jobs: ReadonlyMap<string, LabJobRow>, jobId: string, supplierId: string): LabJobRow {
  const job = jobs.get(jobId)
  if (job === undefined) throw new Error(`job "${jobId}" is not held`)
  if (job.supplierId === supplierId) return job
  throw LabJobNotFitting.create({ jobId, rule: `be at lab ${supplierId}`, value: `at ${job.supplierId}` })
}

const costLine = (job: LabJobRow, amount: Money, tax: Money | undefined): BillLine => ({
  account: outsideLabsAccount,
  amount,
  tax,
  orderId: job.orderId,
  category: job.category,
  shootType: job.shootType,
})

/**
 * Books a lab's bill within the caller's command, as cost of the orders. What is beyond the tolerance needs the permission
 * procurement.exceedTolerance. Statements: the lock of the jobs, those of recordBill, one update for each job, and one insert.
 *
 * @throws LAB_JOB_UNKNOWN, LAB_JOB_NOT_FITTING, APPROVER_MISSING, APPROVER_REFUSED, PERMISSION_MISSING, and as recordBill
 */
export async function billLabJobs(context: CommandContext, paper: LabPaper): Promise<LabDocument> {
  requireBackdating(context, paper.postedOn)
  const { currency } = context.studio
  const tolerance = toleranceOf(await context.settings(procurementSettings), currency)
  const { inputVat } = await context.settings(payablesSettings)
  const held = await lockLabJobs(
    context,
    paper.lines.map((line) => line.jobId),
  )
  const lines = paper.lines.map((line, index) => {
    const job = fittingJob(held, line.jobId, paper.supplierId)
    const refuse = (rule: string, value: string) => LabJobNotFitting.create({ jobId: job.id, rule, value })
    if (job.billId !== null) throw refuse('be billed once', `on bill ${job.billId}`)
    if (job.status === 'cancelled') throw refuse('be work that was done', job.status)
    const agreed = Money.ofMinor(job.price, currency)
    const given = givenAmount(line, `lines.${index}`, agreed, inputVat)
    const more = given.cost.minus(agreed)
    const dear = more.greaterThan(agreed.percentage(tolerance.percent, 'down')) && more.greaterThan(tolerance.amount)
    return { job, given, dear }
  })
  const first = lines.find((line) => line.dear)
  const permission = 'procurement.exceedTolerance'
  const { approver: asked } = paper
  const approver =
    first === undefined ? null : await requireApproval(context, { permission, approver: asked, entryId: first.job.id })
  const recorded = await recordBill(context, {
    ...paperOf(paper),
    lines: lines.flatMap(({ job, given: { amount, tax } }) =>
      amount.isPositive() ? [costLine(job, amount, tax)] : [],
    ),
  })
  const documentId = recorded.document.id
  const jobs: LabJobRow[] = []
  for (const { job, given } of lines) {
    const set = { billId: documentId, billed: job.billed + given.cost.minor }
    const after = await context.store.update(procurementLabJobs, job, set)
    keepLabEvent(context, after, 'billed', { quantity: job.quantity, amount: given.cost, documentId })
    jobs.push(after)
  }
  return { recorded, jobs, approver }
}

/**
 * Books what a lab credits of jobs it billed: at most what it billed. As {@link billLabJobs}.
 *
 * @throws as billLabJobs
 */
export async function creditLabJobs(context: CommandContext, paper: LabPaper): Promise<LabDocument> {
  requireBackdating(context, paper.postedOn)
  const { currency } = context.studio
  const { inputVat } = await context.settings(payablesSettings)
  const held = await lockLabJobs(
    context,
    paper.lines.map((line) => line.jobId),
  )
  const lines = paper.lines.map((line, index) => {
    const job = fittingJob(held, line.jobId, paper.supplierId)
    const left = Money.ofMinor(job.billed - job.credited, currency)
    const given = givenAmount(line, `lines.${index}`, left, inputVat)
    if (given.cost.isPositive() && given.cost.atMost(left)) return { job, given }
    const rule = `be credited with more than nothing and at most ${left}, which is what was billed`
    throw LabJobNotFitting.create({ jobId: job.id, rule, value: given.cost.toString() })
  })
  const recorded = await recordCreditNote(context, {
    ...paperOf(paper),
    lines: lines.map(({ job, given }) => costLine(job, given.amount, given.tax)),
  })
  const documentId = recorded.document.id
  const jobs: LabJobRow[] = []
  for (const { job, given } of lines) {
    const after = await context.store.update(procurementLabJobs, job, { credited: job.credited + given.cost.minor })
    keepLabEvent(context, after, 'credited', { quantity: job.rejected, amount: given.cost, documentId })
    jobs.push(after)
  }
  return { recorded, jobs, approver: null }
}

/** Jobs of a document that is voided are as they were before it. One statement where it is of no lab. */
export async function freeLabJobs(context: CommandContext, documentId: string): Promise<void> {
  const { store } = context
  const events = await store.find(procurementLabEvents, {
    where: { documentId, kind: { in: ['billed', 'credited'] } },
    orderBy: ['id'],
    limit: 'all',
  })
  if (events.length === 0) return
  const jobs = await lockLabJobs(
    context,
    events.map((event) => event.jobId),
  )
  for (const { jobId, kind, amount, quantity } of events) {
    const job = jobs.get(jobId)
    if (job === undefined) throw new Error(`job "${jobId}" is not held`)
    if (kind === 'billed' && job.credited > 0n) {
      throw veto(`Job ${job.number} was credited in part; void the credit note first.`)
    }
    const set = kind === 'billed' ? { billId: null, billed: 0n } : { credited: job.credited - amount }
    const after = await store.update(procurementLabJobs, job, set)
    const back = Money.ofMinor(kind === 'billed' ? amount : -amount, job.currency)
    keepLabEvent(context, after, 'voided', { quantity, amount: back, documentId })
  }
}
