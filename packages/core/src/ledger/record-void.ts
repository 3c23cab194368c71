/** Voids a receipt: takes it back whole, on the day and in the branch where it was written. */
import type { CommandContext } from '../engine/context.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { requireApproval } from './approval.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { ReceiptNotVoidable } from './counter-errors.ts'
import { receiptVoided } from './counter-events.ts'
import { ReceiptUnknown, RefundExceedsDeposits } from './errors.ts'
import { voiding } from './hook-points.ts'
import { inNameOf } from './moved-lines.ts'
import { nextLedgerNumber } from './numbering.ts'
import { readRefundableLegs } from './pay-out.ts'
import { type PostedEntry, postEntry } from './post-entry.ts'
import { postedLines } from './posted-lines.ts'
import { documentOf, presentReceipt, type Receipt, type ReceiptDocument, storedDocument } from './receipt.ts'
import { depositsOf, outstandingOf, type Standing, standingOf } from './standing.ts'
import { lockStoredValue, moveStoredValue, requireBonus } from './stored-value.ts'
import { ledgerCommitments, ledgerEntries, ledgerRefunds, ledgerReversals } from './tables.ts'
import { chooseTill } from './till-choice.ts'
import { type Voided, voidLines } from './void-lines.ts'
import { refuseVoided } from './voided-receipt.ts'
import { releaseVouchers } from './voucher.ts'

export interface VoidDraft {
  readonly receiptId: string
  readonly reason: string
  /** Who approved it; needed where the actor lacks the permission ledger.void. */
  readonly approver?: string | undefined
}

/**
 * Voids a receipt within the caller's command. All its legs are consumed, so nothing of it can be refunded; vouchers can be
 * used again, and stored value is as it was before. Statements: the receipt, the lock, its refunds, an earlier void, its lines,
 * the number, the commitment, and one insert each for entries, lines, refunds and reversals.
 *
 * @throws RECEIPT_UNKNOWN, RECEIPT_NOT_VOIDABLE, RECEIPT_VOIDED, APPROVER_MISSING, APPROVER_REFUSED, REFUND_EXCEEDS_DEPOSITS,
 * STORED_VALUE_TOO_LOW, TOP_UP_BONUS_SPENT, PERIOD_CLOSED, VETOED
 */
export async function recordVoid(
  context: CommandContext,
  { receiptId, reason, approver }: VoidDraft,
): Promise<Receipt> {
  const { store, businessDate } = context
  const receipt = await store.get(ledgerEntries, receiptId)
  if (receipt === undefined) throw ReceiptUnknown.create({ receipt: receiptId })
  refuseOthers(context, receipt)
  const { branch, customerId, currency, till, shift } = receipt
  const amount = Money.ofMinor(receipt.amount, currency)
  const approvedBy = await requireApproval(context, { permission: 'ledger.void', approver, entryId: receiptId })
  await context.raise(voiding, { receiptId, businessDate, branch, till, shift, amount })
  const here = await chooseTill(context, { till: till ?? undefined })
  const commitment = receipt.orderId === null ? undefined : await lockCommitment(context, receipt.orderId)
  const orderId = commitment?.orderId ?? null
  const stored =
    commitment === undefined && customerId !== null ? await lockStoredValue(context, customerId) : undefined
  await refuseVoided(context, receiptId)
  const taken = documentOf(receipt)
  const legs = await readRefundableLegs(context, [receipt])
  if (legs.some((leg) => !leg.refunded.isZero())) {
    throw ReceiptNotVoidable.create({ receiptId, rule: 'have nothing refunded of it' })
  }
  const standing = commitment === undefined ? undefined : standingOf(commitment)
  const bonus = Money.of(taken.bonus ?? '0', currency)
  if (stored !== undefined) requireBonus(stored, receiptId, bonus)
  const of = whatFor(taken.purpose, standing, bonus)
  if (commitment?.cancelled === true && of.kind === 'order' && amount.greaterThan(depositsOf(of.standing))) {
    const deposits = depositsOf(of.standing).toString()
    throw RefundExceedsDeposits.create({ orderId: commitment.orderId, amount: amount.toString(), deposits })
  }
  const money = (await postedLines(context, receiptId)).filter((line) => typeof line.leg === 'number')
  const own = voidLines(money, amount, of)
  const lines = commitment === undefined ? own : inNameOf(own, commitment.customerId)
  await releaseVouchers(context, taken.legs)
  await moveStoredValue(context, customerId, lines, stored)
  const number = await nextLedgerNumber(context, 'refund', businessDate)
  const after = of.kind === 'order' ? { ...of.standing, paid: of.standing.paid.minus(amount) } : standing
  if (commitment !== undefined && after !== undefined) {
    await store.update(ledgerCommitments, commitment, {
      ...changedColumns(commitment, after, businessDate),
      bond: of.kind === 'bond' ? commitment.bond - amount.minor : commitment.bond,
      earnest: taken.purpose === 'earnest' ? commitment.earnest - amount.minor : commitment.earnest,
    })
  }
  const { entry } = await postEntry(context, {
    kind: 'void',
    lines,
    amount,
    number,
    orderId,
    customerId,
    correctsId: receiptId,
    till: here.till,
    shift: here.shift,
    methods: taken.legs.map((leg) => leg.method),
    document: voidDocument(receipt, after, { reason, approver: approvedBy }),
  })
  for (const leg of legs) {
    const foreign = leg.foreign?.amount.minor ?? null
    const consumed = { line: leg.leg, receiptId, leg: leg.leg, amount: leg.amount.minor, foreign }
    store.insert(ledgerRefunds, { refundEntryId: entry.id, ...consumed })
  }
  store.insert(ledgerReversals, { entryId: receiptId, reversalId: entry.id })
  context.emit(receiptVoided, {
    entryId: entry.id,
    number,
    receiptId,
    orderId,
    customerId,
    purpose: taken.purpose,
    approver: approvedBy,
    currency,
    amount: amount.toString(),
    legs: taken.legs.map((leg) => ({ method: leg.method, amount: leg.amount })),
  })
  return presentReceipt(entry)
}

function refuseOthers(context: CommandContext, receipt: PostedEntry): void {
  const { id: receiptId, kind, branch, businessDate } = receipt
  if (kind !== 'receipt') throw ReceiptNotVoidable.create({ receiptId, rule: 'be the receipt of a payment' })
  if (branch !== context.branch) throw ReceiptNotVoidable.create({ receiptId, rule: 'be of the branch of the session' })
  if (businessDate !== context.businessDate) {
    throw ReceiptNotVoidable.create({ receiptId, rule: `be of today, ${context.businessDate}` })
  }
}

function whatFor(purpose: string | null, standing: Standing | undefined, bonus: Money): Voided {
  if (purpose === 'bond') return { kind: 'bond' }
  return standing === undefined ? { kind: 'topUp', bonus } : { kind: 'order', standing }
}

function voidDocument(
  receipt: PostedEntry,
  after: Standing | undefined,
  said: { readonly reason: string; readonly approver: string | null },
): Json {
  const { purpose, legs, bonus } = documentOf(receipt)
  const zero = Money.zero(receipt.currency).toString()
  const document: ReceiptDocument = {
    purpose,
    reason: said.reason,
    ...(said.approver === null ? {} : { approver: said.approver }),
    ...(bonus === undefined ? {} : { bonus }),
    legs: legs.map(({ leg, method, amount, foreign }) => ({
      leg,
      method,
      amount,
      tendered: null,
      change: zero,
      refundOf: { receiptId: receipt.id, leg },
      ...(foreign === undefined
        ? {}
        : { foreign: { ...foreign, tendered: null, change: Money.zero(foreign.currency).toString() } }),
    })),
    change: zero,
    totalPaid: after === undefined ? zero : after.paid.toString(),
    balanceDue: after === undefined ? zero : outstandingOf(after).toString(),
  }
  return storedDocument(document)
}
