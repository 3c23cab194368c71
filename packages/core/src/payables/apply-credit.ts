/** Uses credit notes and advances: against bills, or as money that comes back. And lets remainders go. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, credit, debit, type Line } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { legsTotal, moneyIn } from './bill-lines.ts'
import { PayableAmountInvalid, WriteOffExceedsLimit } from './errors.ts'
import { moneyLegs } from './money-legs.ts'
import { type Change, lockDocument, lockDocuments, requireKind, requirePayable } from './open-documents.ts'
import { payablesSettings } from './settings.ts'
import { openOf, type Settled, settleDocuments } from './settle-documents.ts'
import type { MoneyLegInput } from './shapes.ts'
import { type OpenRow, payablesMovements } from './tables.ts'

export interface CreditApplication {
  /** A credit note or an advance. */
  readonly creditId: string
  readonly bills: readonly {
    readonly documentId: string
    /** All that is open of the bill, or all that is left of the credit if that is less, unless told. */
    readonly amount?: Money | undefined
  }[]
}

/**
 * Applies a credit note or an advance to bills. A credit note and a bill stand on one account, so nothing moves in the books;
 * an advance does. Statements: the lock of all of them, one update for each, and the inserts.
 *
 * @throws PAYABLE_UNKNOWN, PAYABLE_NOT_FITTING, BILL_NOT_APPROVED, PAYABLE_EXCEEDS_OPEN, PAYABLE_AMOUNT_INVALID
 */
export async function applyCredit(context: CommandContext, { creditId, bills }: CreditApplication): Promise<Settled> {
  const rows = await lockDocuments(context, [creditId, ...bills.map((bill) => bill.documentId)])
  const source = rows.get(creditId)
  if (source === undefined) throw new Error(`"${creditId}" was locked and is not there`)
  requireKind(source, ['creditNote', 'advance'])
  const zero = Money.zero(source.currency)
  const changes: Change[] = []
  let left = openOf(source)
  let used = zero
  for (const { documentId, amount } of bills) {
    const row = rows.get(documentId)
    if (row === undefined) continue
    requirePayable(row, source.supplierId)
    const open = openOf(row)
    const by = amount ?? (open.lessThan(left) ? open : left)
    changes.push({ row, by: by.negated(), kind: 'applied' })
    left = left.minus(by)
    used = used.plus(by)
  }
  changes.push({ row: source, by: used.negated(), kind: 'applied' })
  const isAdvance = source.kind === 'advance'
  return settleDocuments(context, {
    kind: 'application',
    supplierId: source.supplierId,
    amount: used,
    businessDate: context.businessDate,
    changes,
    entryKind: 'supplierAdvanceUsed',
    lines: isAdvance ? [debit(accounts.payables, used), credit(accounts.supplierAdvances, used)] : [],
  })
}

export interface SupplierRefund {
  /** A credit note or an advance. */
  readonly creditId: string
  readonly legs: readonly MoneyLegInput[]
  readonly businessDate?: CalendarDate | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
}

/** Takes money back from a supplier, for a credit note or an advance. @throws as payBills */
export async function takeSupplierRefund(context: CommandContext, refund: SupplierRefund): Promise<Settled> {
  const { currency } = context.studio
  const { creditId, reference, memo, businessDate = context.businessDate } = refund
  const source = await lockDocument(context, creditId)
  requireKind(source, ['creditNote', 'advance'])
  const legs = await moneyLegs(context, refund.legs, businessDate)
  const amount = legsTotal(currency, legs)
  return settleDocuments(context, {
    kind: 'refund',
    supplierId: source.supplierId,
    amount,
    businessDate,
    changes: [{ row: source, by: amount.negated(), kind: 'refunded' }],
    entryKind: 'supplierRefund',
    lines: [...moneyIn(legs), credit(accountOf(source), amount)],
    legs,
    reference,
    memo,
  })
}

const accountOf = ({ kind }: OpenRow): string => (kind === 'advance' ? accounts.supplierAdvances : accounts.payables)

/** A debt that is let go is income; a claim that is let go is a bad debt. */
const writeOffLines = (row: OpenRow, amount: Money): readonly Line[] =>
  row.kind === 'bill'
    ? [debit(accounts.payables, amount), credit(accounts.payablesWrittenOff, amount)]
    : [debit(accounts.badDebts, amount), credit(accountOf(row), amount)]

export interface WriteOff {
  readonly documentId: string
  /** All that is open unless told. */
  readonly amount?: Money | undefined
  /** Why. Never personal data. */
  readonly reason: string
}

/**
 * Lets what is open of a document go. Who may not write more off is held to the limit over all write-offs of the document, which
 * costs one statement.
 *
 * @throws PAYABLE_UNKNOWN, PAYABLE_NOT_FITTING, PAYABLE_EXCEEDS_OPEN, PAYABLE_AMOUNT_INVALID, WRITE_OFF_EXCEEDS_LIMIT
 */
export async function writeOffOpen(
  context: CommandContext,
  { documentId, reason, ...given }: WriteOff,
): Promise<Settled> {
  const { writeOffLimit } = await context.settings(payablesSettings)
  const row = await lockDocument(context, documentId)
  requireKind(row, ['bill', 'creditNote', 'advance'])
  const amount = given.amount ?? openOf(row)
  if (!amount.isPositive()) {
    throw PayableAmountInvalid.create({ field: 'amount', rule: 'above zero', amount: amount.toString() })
  }
  if (!context.may('payables.writeOffMore')) {
    const inAll = amount.plus(await writtenOffBefore(context, row))
    if (inAll.greaterThan(Money.of(writeOffLimit, row.currency))) {
      throw WriteOffExceedsLimit.create({ documentId, amount: inAll.toString(), limit: writeOffLimit })
    }
  }
  return settleDocuments(context, {
    kind: 'writeOff',
    supplierId: row.supplierId,
    amount,
    businessDate: context.businessDate,
    changes: [{ row, by: amount.negated(), kind: 'writtenOff' }],
    entryKind: 'supplierWriteOff',
    lines: writeOffLines(row, amount),
    memo: reason,
  })
}

/** What was let go of a document that is locked, less what was voided: many small write-offs are one large one. */
async function writtenOffBefore({ store }: CommandContext, { documentId, currency }: OpenRow): Promise<Money> {
  const moved = await store.find(payablesMovements, {
    where: { documentId, kind: { in: ['writtenOff', 'voided'] } },
    limit: 'all',
  })
  const voided = new Set(moved.flatMap(({ kind, settlementId }) => (kind === 'voided' ? [settlementId] : [])))
  const stands = moved.filter(({ kind, settlementId }) => kind === 'writtenOff' && !voided.has(settlementId))
  return Money.sum(
    currency,
    stands.map(({ amount }) => Money.ofMinor(-amount, currency)),
  )
}
