/** Pays bills, and pays ahead: for the desk, and for rooms above inside their command. */
import type { CommandContext } from '../engine/context.ts'
import { accounts, debit } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { legsTotal, moneyOut, paymentLines } from './bill-lines.ts'
import { PayableAmountInvalid, PayableUneven } from './errors.ts'
import { moneyLegs } from './money-legs.ts'
import { type Change, lockDocuments, requirePayable } from './open-documents.ts'
import { type RecordedDocument, recordDocument } from './record-document.ts'
import { openOf, type Settled, settleDocuments } from './settle-documents.ts'
import type { MoneyLegInput } from './shapes.ts'
import { requireSupplier } from './supplier.ts'

export interface BillPayment {
  readonly supplierId: string
  readonly bills: readonly {
    readonly documentId: string
    /** Money paid of the bill; all that is open, less the discount, unless told. */
    readonly amount?: Money | undefined
    /** What the supplier allows to be kept. */
    readonly discount?: Money | undefined
  }[]
  readonly legs: readonly MoneyLegInput[]
  readonly businessDate?: CalendarDate | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
}

/**
 * Pays bills of one supplier in one entry. Statements: the lock of the bills, one update for each, and one insert each for
 * entries, lines, settlements and movements; of a till, what its shift costs.
 *
 * @throws PAYABLE_UNKNOWN, PAYABLE_NOT_FITTING, BILL_NOT_APPROVED, PAYABLE_EXCEEDS_OPEN, PAYABLE_AMOUNT_INVALID,
 * PAYABLE_UNEVEN, PAYABLE_ACCOUNT_REFUSED, ACCOUNT_UNKNOWN, ACCOUNT_CLOSED, PERIOD_CLOSED, VETOED
 */
export async function payBills(context: CommandContext, payment: BillPayment): Promise<Settled> {
  const { currency } = context.studio
  const { supplierId, bills } = payment
  const businessDate = payment.businessDate ?? context.businessDate
  const rows = await lockDocuments(
    context,
    bills.map((bill) => bill.documentId),
  )
  const zero = Money.zero(currency)
  const changes: Change[] = []
  let paid = zero
  let saved = zero
  for (const { documentId, amount, discount = zero } of bills) {
    const row = rows.get(documentId)
    if (row === undefined) continue
    requirePayable(row, supplierId)
    const money = amount ?? openOf(row).minus(discount)
    requireAmounts(documentId, money, discount)
    changes.push({ row, by: money.negated(), kind: 'paid' })
    if (discount.isPositive()) changes.push({ row, by: discount.negated(), kind: 'discounted' })
    paid = paid.plus(money)
    saved = saved.plus(discount)
  }
  const legs = await moneyLegs(context, payment.legs, businessDate)
  const total = legsTotal(currency, legs)
  if (!total.equals(paid)) throw PayableUneven.create({ paid: total.toString(), settled: paid.toString() })
  return settleDocuments(context, {
    kind: 'payment',
    supplierId,
    amount: paid,
    businessDate,
    changes,
    entryKind: 'supplierPayment',
    lines: paymentLines(paid.plus(saved), saved, legs),
    legs,
    reference: payment.reference,
    memo: payment.memo,
  })
}

function requireAmounts(documentId: string, money: Money, discount: Money): void {
  if (!money.isPositive()) {
    const amount = money.toString()
    throw PayableAmountInvalid.create({ field: `amount of ${documentId}`, rule: 'above zero', amount })
  }
  if (discount.isNegative()) {
    const amount = discount.toString()
    throw PayableAmountInvalid.create({ field: `discount of ${documentId}`, rule: 'zero or above', amount })
  }
}

export interface AdvancePayment {
  readonly supplierId: string
  readonly legs: readonly MoneyLegInput[]
  readonly businessDate?: CalendarDate | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
}

/** Pays a supplier before there is a bill. @throws SUPPLIER_UNKNOWN, and as payBills of money */
export async function payAdvance(context: CommandContext, payment: AdvancePayment): Promise<RecordedDocument> {
  const { currency } = context.studio
  const { supplierId, reference, memo, businessDate = context.businessDate } = payment
  await requireSupplier(context.store, supplierId)
  const legs = await moneyLegs(context, payment.legs, businessDate)
  const amount = legsTotal(currency, legs)
  return recordDocument(context, {
    kind: 'advance',
    supplierId,
    number: null,
    reference,
    memo,
    issuedOn: businessDate,
    dueOn: businessDate,
    businessDate,
    amount,
    tax: Money.zero(currency),
    entryKind: 'supplierAdvance',
    lines: [debit(accounts.supplierAdvances, amount), ...moneyOut(legs)],
    kept: legs.map((leg) => ({ account: leg.account, amount: leg.amount.toString() })),
    approvalNeeded: false,
  })
}
