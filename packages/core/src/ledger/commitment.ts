/** Opens, locks and changes what an order commits its customer to. For rooms above: these run inside the caller's command. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { changedColumns } from './commitment-change.ts'
import { CommitmentBelowEarned, CommitmentCancelled, CommitmentTotalInvalid, CommitmentUnknown } from './errors.ts'
import { mergedInto } from './merged-commitment.ts'
import { timesOf } from './post-entry.ts'
import { type Commitment, deliveredOf, standingColumns, standingOf } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

export interface NewCommitment {
  readonly orderId: string
  readonly customerId: string | null
  /** The contract: what the customer pays in all, zero or more, in the studio's currency. */
  readonly total: Money
  readonly dueDate: CalendarDate | null
  /** Today unless told: for importing history. */
  readonly businessDate?: CalendarDate | undefined
}

/**
 * An order commits its customer to pay `total`. Posts nothing: a contract moves no money. Costs one insert, with the rest of
 * the command.
 *
 * @throws COMMITMENT_TOTAL_INVALID, ENTRY_DATED_AHEAD
 */
export function openCommitment(context: CommandContext, opened: NewCommitment): Commitment {
  checkTotal(context, opened.total)
  const zero = Money.zero(opened.total.currency)
  const standing = {
    total: opened.total,
    paid: zero,
    recognised: zero,
    forfeited: zero,
    waived: zero,
    writtenOff: zero,
  }
  return context.store.insert(ledgerCommitments, {
    orderId: opened.orderId,
    customerId: opened.customerId,
    branch: context.branch,
    currency: opened.total.currency,
    openedOn: timesOf(context, { businessDate: opened.businessDate }).businessDate,
    bond: 0n,
    earnest: 0n,
    ...standingColumns(standing),
    dueDate: opened.dueDate,
    planned: false,
    claim: opened.dueDate === null ? 0n : opened.total.minor,
    cancelled: false,
  })
}

/**
 * The commitment of an order, locked until the command ends; that of the order into which it was merged. One statement, and one
 * more for each merge. A merged commitment never changes again, so who waits behind one holds up nobody.
 *
 * @throws COMMITMENT_UNKNOWN
 */
export async function lockCommitment(context: CommandContext, orderId: string): Promise<Commitment> {
  const commitment = await context.store.getForUpdate(ledgerCommitments, orderId)
  if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
  const survivorId = mergedInto(commitment)
  return survivorId === null ? commitment : lockCommitment(context, survivorId)
}

/**
 * Changes what an order commits its customer to: a second sale raises the total, a line that is dropped lowers it. The total
 * may fall below what was paid (the rest waits to be refunded), but not below what was delivered. A due date ends a plan of
 * instalments.
 *
 * @throws COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, COMMITMENT_TOTAL_INVALID, COMMITMENT_BELOW_EARNED
 */
export async function changeCommitment(
  context: CommandContext,
  orderId: string,
  change: {
    readonly total?: Money | undefined
    /** Instead of the total: by how much it rises, or falls where it is below zero. So that what others added to it stays. */
    readonly by?: Money | undefined
    readonly dueDate?: CalendarDate | null | undefined
  },
): Promise<Commitment> {
  const commitment = await lockCommitment(context, orderId)
  if (commitment.cancelled) throw CommitmentCancelled.create({ orderId })
  const standing = standingOf(commitment)
  const { dueDate } = change
  const total = change.total ?? (change.by === undefined ? standing.total : standing.total.plus(change.by))
  checkTotal(context, total)
  const earned = deliveredOf(standing)
  if (total.lessThan(earned)) {
    throw CommitmentBelowEarned.create({ orderId, total: total.toString(), earned: earned.toString() })
  }
  const before = dueDate === undefined ? commitment : { ...commitment, dueDate, planned: false, instalments: null }
  const columns = changedColumns(before, { ...standing, total }, context.businessDate)
  return context.store.update(ledgerCommitments, commitment, columns)
}

function checkTotal(context: CommandContext, total: Money): void {
  const { currency } = context.studio
  const shown = `${total.toString()} ${total.currency}`
  if (total.currency !== currency) throw CommitmentTotalInvalid.create({ total: shown, rule: `must be in ${currency}` })
  if (total.isNegative()) throw CommitmentTotalInvalid.create({ total: shown, rule: 'must not be below zero' })
}
