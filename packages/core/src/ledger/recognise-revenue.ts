/** Deliveries: what was sold becomes revenue, and back. For rooms above: these run inside the caller's command. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import type { Line } from './balanced-entry.ts'
import { requireEarningAccount } from './income-account.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { RecognitionReversed, RecognitionUnknown } from './errors.ts'
import { entryPosted, revenueRecognised } from './events.ts'
import { type Backdating, inBranchOf, type PostedEntry, postEntry, timesOf } from './post-entry.ts'
import { netOf, type RecognisedAmount, recognitionLines } from './recognition-lines.ts'
import { reversalLines } from './reversal-lines.ts'
import { type Commitment, deliveredOf, standingOf } from './standing.ts'
import { ledgerCommitments, ledgerEntries, ledgerLines, ledgerReversals } from './tables.ts'

export interface Recognition extends Backdating {
  readonly orderId: string
  readonly amounts: readonly RecognisedAmount[]
  readonly memo?: string | undefined
  /** The order's commitment, where the caller has locked it already and changed nothing of it since: saves the lock. */
  readonly held?: Commitment | undefined
}

/**
 * Recognises what was delivered of an order. Answers the entry, or null where everything was free and nothing is posted.
 * Statements: the lock, the commitment, and one insert each for entries and lines.
 *
 * @throws COMMITMENT_UNKNOWN, RECOGNITION_EXCEEDS_TOTAL, RECOGNITION_NEGATIVE, RECOGNITION_DISCOUNT_TOO_HIGH, ACCOUNT_UNKNOWN,
 * ENTRY_DATED_AHEAD, VETOED
 */
export async function recogniseRevenue(context: CommandContext, given: Recognition): Promise<PostedEntry | null> {
  const { orderId, amounts, memo } = given
  const commitment = given.held ?? (await lockCommitment(context, orderId))
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const lines = recognitionLines(amounts, before)
  if (lines.length === 0) return null
  for (const { account } of amounts) await requireEarningAccount(context, account)
  const amount = netOf(currency, amounts)
  const { businessDate, at, branch } = given
  const after = { ...before, recognised: before.recognised.plus(amount) }
  const date = timesOf(context, given).businessDate
  await context.store.update(ledgerCommitments, commitment, changedColumns(commitment, after, date))
  const { entry } = await postEntry(context, {
    kind: 'recognition',
    lines,
    amount,
    orderId,
    customerId,
    memo,
    businessDate,
    at,
    branch,
  })
  if (given.announce !== false) {
    const data = { entryId: entry.id, orderId, currency, amount: amount.toString() }
    context.emit(revenueRecognised, data, inBranchOf(context, entry))
  }
  return entry
}

export interface RecognitionReversal extends Backdating {
  readonly orderId: string
  /** The entry that recogniseRevenue answered. */
  readonly recognitionId: string
  readonly memo?: string | undefined
}

/**
 * Takes a whole recognition back, for a pickup that did not happen or a price that is lowered afterwards (reverse, then
 * recognise what remains). The new entry goes to today and names the one that it corrects.
 *
 * @throws COMMITMENT_UNKNOWN, RECOGNITION_UNKNOWN, RECOGNITION_REVERSED, ENTRY_DATED_AHEAD, VETOED
 */
export async function reverseRecognition(context: CommandContext, given: RecognitionReversal): Promise<PostedEntry> {
  const { orderId, recognitionId, memo, businessDate, at, branch } = given
  const commitment = await lockCommitment(context, orderId)
  const { customerId, currency } = commitment
  const recognition = await context.store.get(ledgerEntries, recognitionId)
  if (recognition?.orderId !== orderId || recognition.kind !== 'recognition') {
    throw RecognitionUnknown.create({ recognitionId, orderId })
  }
  const earlier = await context.store.get(ledgerReversals, recognitionId)
  if (earlier !== undefined) throw RecognitionReversed.create({ recognitionId, reversalId: earlier.reversalId })
  const rows = await context.store.find(ledgerLines, {
    where: { entryId: recognitionId },
    orderBy: ['line'],
    limit: 'all',
  })
  const recognised = rows.map(
    (row): Line => ({
      account: row.account,
      side: row.debit > 0n ? 'debit' : 'credit',
      amount: Money.ofMinor(row.debit + row.credit, row.currency),
      category: row.category,
      shootType: row.shootType,
      staff: row.staff,
    }),
  )
  const before = standingOf(commitment)
  const { lines, net, unwaived, reclaimed } = reversalLines(recognised, before)
  const waived = before.waived.minus(unwaived)
  const writtenOff = before.writtenOff.minus(reclaimed)
  const taken = { ...before, recognised: before.recognised.minus(net), waived, writtenOff }
  // Of a cancelled order nothing more will be delivered: what the studio no longer earned, it no longer claims.
  const after = commitment.cancelled ? { ...taken, total: deliveredOf(taken) } : taken
  const date = timesOf(context, given).businessDate
  await context.store.update(ledgerCommitments, commitment, changedColumns(commitment, after, date))
  const correctsId = recognitionId
  const { entry } = await postEntry(context, {
    kind: 'reversal',
    lines,
    amount: net,
    orderId,
    customerId,
    correctsId,
    memo,
    businessDate,
    at,
    branch,
  })
  context.store.insert(ledgerReversals, { entryId: recognitionId, reversalId: entry.id })
  const data = { entryId: entry.id, kind: entry.kind, orderId, currency, amount: net.toString() }
  context.emit(entryPosted, data, inBranchOf(context, entry))
  return entry
}
