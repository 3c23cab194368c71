/** Makes one commitment of two. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { changedColumns } from './commitment-change.ts'
import { commitmentMoving } from './commitment-moving.ts'
import { CommitmentCancelled, CommitmentsNotAlike, CommitmentUnknown } from './errors.ts'
import { entryPosted } from './events.ts'
import { joinedTerms } from './joined-terms.ts'
import { mergedFrom, orderIdsOf, storedFrom, storedInto } from './merged-commitment.ts'
import { mergeLines, movedAmount, owedOf } from './moved-lines.ts'
import { postEntry } from './post-entry.ts'
import { type Commitment, deliveredOf, type Standing, standingColumns, standingOf } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

/** The commitments of both orders, locked in the order of their ids: before anything else locks one of them. @throws COMMITMENT_UNKNOWN */
export async function lockCommitments(
  { store }: CommandContext,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Commitment>> {
  const rows = await store.findForUpdate(ledgerCommitments, {
    where: { orderId: { in: [...orderIds] } },
    orderBy: ['orderId'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.orderId, row]))
  for (const orderId of orderIds) if (!found.has(orderId)) throw CommitmentUnknown.create({ orderId })
  return found
}

/**
 * What was paid, is held and is due over either order stands over the survivor; what is open of either stays due on its day.
 * Receipts keep the order that they were written for, and lead to the survivor. Nothing of the merged one may be earned: delivered, or kept of a cancellation.
 * Statements: the lock, both commitments, and one insert each for the entry and its lines.
 *
 * @throws COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, COMMITMENTS_NOT_ALIKE, VETOED
 */
export async function mergeCommitments(
  context: CommandContext,
  { survivorId, mergedId }: { readonly survivorId: string; readonly mergedId: string },
): Promise<{ readonly commitment: Commitment; readonly entryId: string | null }> {
  const held = await lockCommitments(context, [survivorId, mergedId])
  const [survivor, merged] = [survivorId, mergedId].map((id) => held.get(id))
  if (survivor === undefined || merged === undefined) throw CommitmentUnknown.create({ orderId: mergedId })
  requireAlike(survivor, merged)
  const to = { kind: 'order', orderId: survivorId } as const
  await context.raise(commitmentMoving, { commitment: merged, orderIds: orderIdsOf(merged), to })
  const { currency, branch, customerId } = survivor
  const bondOf = ({ bond }: Commitment) => Money.ofMinor(bond, currency)
  const [ours, theirs] = [standingOf(survivor), standingOf(merged)]
  const after = together(ours, theirs)
  const lines = mergeLines(
    { orderId: mergedId, owed: owedOf(theirs, bondOf(merged)) },
    { orderId: survivorId, owed: owedOf(ours, bondOf(survivor)) },
    owedOf(after, bondOf(survivor).plus(bondOf(merged))),
  )
  const owedSince = [survivor.owedSince, merged.owedSince].filter((date) => date !== null).sort()[0] ?? null
  const joined = { ...survivor, ...joinedTerms(survivor, merged), total: after.total.minor, owedSince }
  const commitment = await context.store.update(ledgerCommitments, survivor, {
    ...changedColumns(joined, after, context.businessDate),
    bond: survivor.bond + merged.bond,
    earnest: survivor.earnest + merged.earnest,
    merged: storedFrom([...mergedFrom(survivor), ...orderIdsOf(merged)]),
  })
  await context.store.update(ledgerCommitments, merged, {
    ...standingColumns(nothing(currency)),
    dueDate: null,
    planned: false,
    instalments: null,
    owedSince: null,
    claim: 0n,
    bond: 0n,
    earnest: 0n,
    cancelled: true,
    merged: storedInto(survivorId),
  })
  if (lines.length === 0) return { commitment, entryId: null }
  const kind = 'orderMerge'
  const amount = movedAmount(currency, lines)
  const { entry } = await postEntry(context, {
    kind,
    branch,
    lines,
    amount,
    orderId: survivorId,
    customerId,
    shift: null,
  })
  const told = { entryId: entry.id, kind, orderId: survivorId, currency, amount: amount.toString() }
  context.emit(entryPosted, told, { branch, businessDate: entry.businessDate })
  return { commitment, entryId: entry.id }
}

const together = (one: Standing, other: Standing): Standing => ({
  total: one.total.plus(other.total),
  paid: one.paid.plus(other.paid),
  recognised: one.recognised.plus(other.recognised),
  forfeited: one.forfeited.plus(other.forfeited),
  waived: one.waived.plus(other.waived),
  writtenOff: one.writtenOff.plus(other.writtenOff),
})

function nothing(currency: string): Standing {
  const zero = Money.zero(currency)
  return { total: zero, paid: zero, recognised: zero, forfeited: zero, waived: zero, writtenOff: zero }
}

function requireAlike(survivor: Commitment, merged: Commitment): void {
  const { orderId: survivorId } = survivor
  const { orderId: mergedId } = merged
  for (const { cancelled, orderId } of [survivor, merged]) {
    if (cancelled) throw CommitmentCancelled.create({ orderId })
  }
  for (const name of ['branch', 'currency', 'customerId'] as const) {
    if (survivor[name] === merged[name]) continue
    throw CommitmentsNotAlike.create({ survivorId, mergedId, rule: `must have the same ${name}` })
  }
  if (!deliveredOf(standingOf(merged)).isZero()) {
    throw CommitmentsNotAlike.create({
      survivorId,
      mergedId,
      rule: 'must have nothing earned of the merged one, delivered or kept',
    })
  }
}
