/** Gives a rental bond (押金) back, less what is kept for damage. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { bondLines } from './bond-lines.ts'
import { lockCommitment } from './commitment.ts'
import { BondExceedsHeld } from './counter-errors.ts'
import { bondReturned } from './counter-events.ts'
import { AmountNotPositive } from './errors.ts'
import { requireIncomeAccount } from './income-account.ts'
import { nextLedgerNumber } from './numbering.ts'
import {
  payoutDocument,
  payoutNotice,
  planPayouts,
  readRefundableLegs,
  recordConsumed,
  recordRefunds,
} from './pay-out.ts'
import { type Backdating, postEntry, timesOf } from './post-entry.ts'
import { orderIdsOf } from './merged-commitment.ts'
import { documentOf, presentReceipt, type Receipt, storedDocument } from './receipt.ts'
import { lessened, planRefund, type RefundableLeg, type RefundLeg, spreadRefund } from './refund-plan.ts'
import { standingOf } from './standing.ts'
import { moveStoredValueOf, toOwners } from './value-owners.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'
import { chooseTill } from './till-choice.ts'

export interface BondReturn extends Backdating {
  readonly orderId: string
  /** What is kept for damage; zero or more. */
  readonly kept: Money
  /** What goes back; all that is held and not kept unless told. */
  readonly returned?: Money | undefined
  /** Where what is kept is earned: an account of income. */
  readonly keptAccount: string
  readonly reason: string
  /** Another way than the money came: needs the permission ledger.refundByOtherMethod. */
  readonly method?: string | undefined
  readonly till?: string | undefined
  readonly shift?: string | undefined
}

/**
 * Returns a bond within the caller's command, the oldest receipts first. Statements: the lock, the receipts, their refunds,
 * the number, the commitment, and one insert each for entries, lines and refunds.
 *
 * @throws COMMITMENT_UNKNOWN, BOND_EXCEEDS_HELD, AMOUNT_NOT_POSITIVE, INCOME_ACCOUNT_REFUSED, and as planPayouts
 */
export async function recordBondReturn(context: CommandContext, draft: BondReturn): Promise<Receipt> {
  const { kept, keptAccount, reason, method } = draft
  const times = timesOf(context, draft)
  if (kept.isNegative()) throw AmountNotPositive.create({ field: 'kept', amount: kept.toString() })
  if (kept.isPositive()) await requireIncomeAccount(context, keptAccount)
  const { till, shift } = await chooseTill(context, draft)
  const commitment = await lockCommitment(context, draft.orderId)
  const { orderId, customerId, currency } = commitment
  const held = Money.ofMinor(commitment.bond, currency)
  const returned = draft.returned ?? held.minus(kept)
  const used = returned.plus(kept)
  if (used.greaterThan(held)) {
    throw BondExceedsHeld.create({ orderId, amount: used.toString(), held: held.toString() })
  }
  if (returned.isNegative() || used.isZero()) {
    const beyond = { orderId, amount: kept.toString(), held: held.toString() }
    if (kept.greaterThan(held)) throw BondExceedsHeld.create(beyond)
    throw AmountNotPositive.create({ field: 'returned', amount: returned.toString() })
  }
  const receipts = await context.store.find(ledgerEntries, {
    where: { orderId: { in: [...orderIdsOf(commitment)] }, kind: 'receipt' },
    orderBy: ['businessDate', 'id'],
    limit: 'all',
  })
  const bonds = receipts.filter((receipt) => documentOf(receipt).purpose === 'bond')
  const legs = await readRefundableLegs(context, bonds)
  const goesBack = spread(legs, returned, orderId)
  const payouts = planPayouts(context, legs, goesBack, { till, method })
  const left = lessened(
    legs,
    payouts.map((payout) => payout.consumed),
  )
  const stays = planRefund(left, spread(left, kept, orderId))
  const lines = toOwners(bondLines(payouts, returned, { amount: kept, account: keptAccount }), payouts, bonds)
  await moveStoredValueOf(context, customerId, lines)
  const number = await nextLedgerNumber(context, 'refund', times.businessDate)
  await context.store.update(ledgerCommitments, commitment, { bond: commitment.bond - used.minor })
  const document = payoutDocument(payouts, standingOf(commitment), { reason, purpose: 'bond' })
  const { entry } = await postEntry(context, {
    kind: 'bondReturn',
    lines,
    amount: used,
    number,
    orderId,
    customerId,
    till,
    shift,
    methods: payouts.length === 0 ? undefined : payouts.map((payout) => payout.method),
    document: storedDocument({ ...document, kept: kept.toString() }),
    ...times,
  })
  await recordRefunds(context, entry, payouts, { reason })
  recordConsumed(context, entry.id, stays, payouts.length)
  const { entryId, legs: paid } = payoutNotice(entry, number, payouts)
  const told = { returned: returned.toString(), kept: kept.toString(), legs: paid }
  context.emit(bondReturned, { entryId, number, orderId, currency, ...told })
  return presentReceipt(entry)
}

const spread = (legs: readonly RefundableLeg[], amount: Money, orderId: string): readonly RefundLeg[] =>
  amount.isZero() ? [] : spreadRefund(legs, amount, legs[0]?.receiptId ?? orderId)
