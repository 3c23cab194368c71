/** Matches a supplier's bill with what was received, books it, and lets differences of price follow the goods. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { accounts, recordFact, requireApproval } from '../ledger/index.ts'
import {
  type BillLine,
  type BillLineInput,
  payablesSettings,
  type RecordedDocument,
  recordBill,
  requireBackdating,
} from '../payables/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { type BilledInput, type GivenAmount, givenAmount, otherLines } from './bill-input.ts'
import { UnbilledNotFitting } from './errors.ts'
import { goodsBilled } from './events.ts'
import { followGoods } from './follow-goods.ts'
import { type Matched, matchLine, type Tolerance } from './match-bill.ts'
import {
  addOpen,
  billedCostOf,
  type Cause,
  changeOpen,
  heldRow,
  lockOpen,
  type OpenChange,
  openOf,
  requireFrom,
  requireKind,
  requireUnits,
  targetsOf,
} from './open-goods.ts'
import { shareOf } from './price.ts'
import { type ProcurementSettings, procurementSettings } from './settings.ts'
import { type OpenGoodsRow, procurementBillLines, procurementBills } from './tables.ts'

/** What a paper of a supplier says beside its lines. */
export interface PaperDraft {
  readonly supplierId: string
  readonly number: string
  readonly issuedOn?: CalendarDate | undefined
  readonly postedOn?: CalendarDate | undefined
  readonly dueOn?: CalendarDate | undefined
  readonly reference?: string | undefined
  readonly memo?: string | undefined
  readonly approver?: string | undefined
}

export interface GoodsBill extends PaperDraft {
  readonly lines: readonly BilledInput[]
  readonly others?: readonly BillLineInput[] | undefined
}

/** A line of a bill with what it bills. */
export interface MatchedLine extends Matched {
  readonly row: OpenGoodsRow
  readonly quantity: number
  readonly overbilled: number
  readonly given: GivenAmount
}

export const toleranceOf = (settings: ProcurementSettings, currency: string): Tolerance => ({
  percent: settings.tolerancePercent,
  amount: Money.of(settings.toleranceAmount, currency),
})

/**
 * Holds the lines of a bill against what they bill. No statement beside those of the settings.
 *
 * @throws UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED, PAYABLE_AMOUNT_INVALID
 */
export async function matchedLines(
  context: Pick<QueryContext, 'settings' | 'studio'>,
  supplierId: string,
  lines: readonly BilledInput[],
  held: ReadonlyMap<string, OpenGoodsRow>,
): Promise<readonly MatchedLine[]> {
  const tolerance = toleranceOf(await context.settings(procurementSettings), context.studio.currency)
  const { inputVat } = await context.settings(payablesSettings)
  return lines.map((line, index): MatchedLine => {
    const row = heldRow(held, line.openId)
    requireKind(row, ['goods', 'charge'])
    requireFrom(row, supplierId)
    const { quantity = row.openQuantity, overbilled = 0 } = line
    requireUnits(row, quantity, row.openQuantity)
    if (overbilled > 0 && row.kind === 'charge') {
      throw UnbilledNotFitting.create({ openId: row.id, rule: 'be goods, to be billed and not come', value: row.kind })
    }
    if (quantity + overbilled === 0 && (line.amount === undefined || row.billedQuantity === 0)) {
      const rule = 'have units without a bill, or a billed line with an amount for the difference'
      throw UnbilledNotFitting.create({ openId: row.id, rule, value: `${row.openQuantity} without a bill` })
    }
    const open = openOf(row)
    const expected = quantity === 0 ? Money.zero(row.currency) : shareOf(open, row.openQuantity, quantity)
    const given = givenAmount(line, `lines.${index}`, expected, inputVat)
    const unbilled = { quantity: row.openQuantity, open, billedCost: billedCostOf(row) }
    const matched = matchLine(unbilled, { quantity, overbilled, cost: given.cost }, tolerance)
    return { ...matched, row, quantity, overbilled, given }
  })
}

export interface BilledGoods {
  readonly recorded: RecordedDocument
  readonly lines: readonly MatchedLine[]
  readonly approver: string | null
  /** By which differences followed the goods; null where there were none. */
  readonly movementId: string | null
}

/** On GoodsReceived, what is not nothing. */
export const goodsLines = (lines: readonly { readonly given: GivenAmount }[]): BillLine[] =>
  lines
    .filter(({ given }) => given.amount.isPositive())
    .map(({ given: { amount, tax } }) => ({ account: accounts.goodsReceived, amount, tax }))

/**
 * Bills goods and charges within the caller's command: each unit once. Locks what it bills, then what recordBill and postMovement
 * lock. Statements: the lock, those of recordBill, those of postMovement where the price differs, and one each for bills, lines,
 * what is open and moves.
 *
 * @throws UNBILLED_UNKNOWN, UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED, APPROVER_MISSING, APPROVER_REFUSED, PERMISSION_MISSING, and as
 * recordBill and postMovement
 */
export async function billGoods(context: CommandContext, bill: GoodsBill): Promise<BilledGoods> {
  const { supplierId, reference, postedOn } = bill
  requireBackdating(context, postedOn)
  const held = await lockOpen(
    context,
    bill.lines.map((line) => line.openId),
  )
  const lines = await matchedLines(context, supplierId, bill.lines, held)
  const beyond = lines.filter((line) => line.beyond)
  const approver = await approverOf(context, bill.approver, beyond)
  const others = otherLines(context, bill.others ?? [])
  const recorded = await recordBill(context, { ...paperOf(bill), lines: [...goodsLines(lines), ...others] })
  const { id: documentId, businessDate } = recorded.document
  const posted = await followGoods(context, lines.map(following), { supplierId, reference })
  const onPaper = { causeId: documentId, businessDate }
  const onStock = { causeId: documentId, businessDate: posted?.movement.bookedOn ?? context.businessDate }
  const changes = lines.flatMap(({ row, quantity, given, overbilledCost, difference }): OpenChange[] => {
    const paid = given.cost.minus(overbilledCost)
    return [
      {
        ...onPaper,
        row,
        kind: 'billed',
        quantity: -quantity,
        amount: paid.negated(),
        billedQuantity: quantity,
        billedCost: paid,
      },
      ...corrected(row, difference, onStock),
    ]
  })
  await changeOpen(context, changes)
  const kept = lines.map((line, index) => keepLine(context, recorded, line, index))
  recordFact(context, procurementBills, {
    documentId,
    branch: context.branch,
    supplierId,
    kind: 'bill',
    businessDate,
    at: context.now,
    actor: context.actor,
    approver,
    movementId: posted?.movement.id ?? null,
    entryId: null,
  })
  const difference = Money.sum(
    context.studio.currency,
    lines.map((line) => line.difference),
  )
  const { currency } = difference
  context.emit(goodsBilled, { documentId, kind: 'bill', supplierId, currency, difference: `${difference}`, approver })
  return { recorded, lines: kept, approver, movementId: posted?.movement.id ?? null }
}

/** Where the difference of a line goes. */
export const following = ({ row, difference }: { readonly row: OpenGoodsRow; readonly difference: Money }) => ({
  targets: targetsOf(row),
  difference,
})

/** What the goods cost more stands on the account again: the correction of the price is its other side. */
export const corrected = (row: OpenGoodsRow, difference: Money, on: Cause): OpenChange[] =>
  difference.isZero() ? [] : [{ ...on, row, kind: 'corrected', quantity: 0, amount: difference }]

/**
 * Who approved what is beyond the tolerance; null where nobody needs to.
 *
 * @throws APPROVER_MISSING, APPROVER_REFUSED
 */
export async function approverOf(
  context: CommandContext,
  approver: string | undefined,
  beyond: readonly { readonly row: OpenGoodsRow }[],
): Promise<string | null> {
  const [first] = beyond
  if (first === undefined) return null
  const permission = 'procurement.exceedTolerance'
  return requireApproval(context, { permission, approver, entryId: first.row.id })
}

/** The paper as the payables take it. */
export function paperOf({ supplierId, number, issuedOn, postedOn, dueOn, reference, memo }: PaperDraft) {
  return { supplierId, number, issuedOn, businessDate: postedOn, dueOn, reference, memo }
}

function keepLine(
  context: CommandContext,
  { document }: RecordedDocument,
  line: MatchedLine,
  index: number,
): MatchedLine {
  const { row, quantity, overbilled, given, expected, difference, overbilledCost } = line
  const { id: documentId, businessDate } = document
  const claim =
    overbilled === 0
      ? undefined
      : addOpen(context, {
          id: context.newId(),
          causeId: documentId,
          businessDate,
          supplierId: document.supplierId,
          kind: 'overbilled',
          move: 'overbilled',
          sourceId: documentId,
          itemId: row.itemId,
          goodsId: row.id,
          quantity: overbilled,
          amount: overbilledCost.negated(),
        })
  recordFact(context, procurementBillLines, {
    documentId,
    line: index + 1,
    branch: context.branch,
    supplierId: document.supplierId,
    openId: row.id,
    itemId: row.itemId,
    businessDate,
    quantity,
    currency: row.currency,
    cost: given.cost.minor,
    expected: expected.minor,
    difference: difference.minor,
    overbilledCost: overbilledCost.minor,
    overbilled,
    claimId: claim?.id ?? null,
  })
  return line
}
