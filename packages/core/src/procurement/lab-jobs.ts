/** Holds jobs at outside labs, and keeps what happens to them. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { LabJobNotFitting, LabJobUnknown } from './errors.ts'
import { labJobChanged } from './events.ts'
import { type LabJobRow, procurementLabEvents, procurementLabJobs } from './tables.ts'

export const labStatuses = ['sent', 'returned', 'accepted', 'rejected', 'cancelled'] as const

export type LabStatus = (typeof labStatuses)[number]

export type LabEventKind =
  | 'sent'
  | 'returned'
  | 'accepted'
  | 'rejected'
  | 'reworked'
  | 'cancelled'
  | 'billed'
  | 'credited'
  | 'voided'

/**
 * Jobs, locked until the command ends, in the order of their ids. One statement.
 *
 * @throws LAB_JOB_UNKNOWN, LAB_JOB_NOT_FITTING where one is named twice
 */
export async function lockLabJobs(
  { store, branch }: CommandContext,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, LabJobRow>> {
  const rows = await store.findForUpdate(procurementLabJobs, {
    where: { id: { in: jobIds } },
    orderBy: ['id'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  for (const [index, jobId] of jobIds.entries()) {
    if (found.get(jobId)?.branch !== branch) throw LabJobUnknown.create({ jobId, branch })
    if (jobIds.indexOf(jobId) !== index) {
      throw LabJobNotFitting.create({ jobId, rule: 'be named once', value: 'named twice' })
    }
  }
  return found
}

/** @throws LAB_JOB_UNKNOWN, LAB_JOB_NOT_FITTING */
export async function lockLabJob(
  context: CommandContext,
  jobId: string,
  statuses: readonly LabStatus[],
): Promise<LabJobRow> {
  const row = (await lockLabJobs(context, [jobId])).get(jobId)
  if (row === undefined) throw LabJobUnknown.create({ jobId, branch: context.branch })
  if (statuses.some((status) => status === row.status)) return row
  throw LabJobNotFitting.create({ jobId, rule: `be ${statuses.join(' or ')}`, value: row.status })
}

export interface LabHappening {
  readonly quantity: number
  readonly days?: number
  readonly late?: boolean
  readonly note?: string | undefined
  readonly amount?: Money
  readonly documentId?: string | undefined
}

/** Keeps that something happened to a job, and tells it. */
export function keepLabEvent(
  context: CommandContext,
  job: LabJobRow,
  kind: LabEventKind,
  { quantity, days = 0, late = false, note, amount, documentId }: LabHappening,
): void {
  const { id: jobId, branch, supplierId, round, currency, expectedOn, number, orderId, status } = job
  recordFact(context, procurementLabEvents, {
    id: context.newId(),
    branch,
    jobId,
    supplierId,
    kind,
    businessDate: context.businessDate,
    at: context.now,
    actor: context.actor,
    quantity,
    days,
    late: late ? 1 : 0,
    round,
    expectedOn: kind === 'sent' || kind === 'reworked' ? expectedOn : null,
    note: note ?? null,
    currency,
    amount: (amount ?? Money.zero(currency)).minor,
    documentId: documentId ?? null,
  })
  context.emit(labJobChanged, { jobId, number, supplierId, orderId, kind, status })
}
