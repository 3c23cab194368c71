/** Takes a supplier's credit note: for what went back or never came, and for goods that turn out cheaper. */
import type { CommandContext } from '../engine/context.ts'
import { stockDifferencesAccount } from '../inventory/index.ts'
import { accounts, credit, debit, entryPosted, postEntry, recordFact } from '../ledger/index.ts'
import { payablesSettings, recordCreditNote, type RecordedDocument, requireBackdating } from '../payables/index.ts'
import { Money } from '../values/money.ts'
import { type CreditedInput, type GivenAmount, givenAmount } from './bill-input.ts'
import { approverOf, corrected, following, goodsLines, type PaperDraft, paperOf, toleranceOf } from './bill-goods.ts'
import { UnbilledNotFitting } from './errors.ts'
import { goodsBilled } from './events.ts'
import { followGoods } from './follow-goods.ts'
import {
  billedCostOf,
  changeOpen,
  heldRow,
  isClaim,
  lockOpen,
  type OpenChange,
  openOf,
  requireFrom,
  requireUnits,
} from './open-goods.ts'
import { shareOf } from './price.ts'
import { procurementSettings } from './settings.ts'
import { type OpenGoodsRow, procurementBillLines, procurementBills } from './tables.ts'

export interface GoodsCredit extends PaperDraft {
  readonly lines: readonly CreditedInput[]
}

/** A line of a credit note with what it credits. */
export interface CreditedLine {
  readonly row: OpenGoodsRow
  /** Units of a claim; 0 of goods that turn out cheaper. */
  readonly quantity: number
  readonly given: GivenAmount
  /** What was claimed for these units. */
  readonly expected: Money
  /** What the supplier credits less than was claimed; of goods, below zero, what they cost less. */
  readonly difference: Money
  readonly beyond: boolean
}

export interface CreditedGoods {
  readonly recorded: RecordedDocument
  readonly lines: readonly CreditedLine[]
  readonly approver: string | null
  readonly movementId: string | null
}

/**
 * Credits claims and goods within the caller's command. A claim that is credited at less is the studio's loss, on
 * StockDifferences; what goods cost less follows them. Locks and statements as billGoods.
 *
 * @throws UNBILLED_UNKNOWN, UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED, APPROVER_MISSING, APPROVER_REFUSED, PERMISSION_MISSING, and as
 * recordCreditNote and postMovement
 */
export async function creditGoods(context: CommandContext, note: GoodsCredit): Promise<CreditedGoods> {
  const { supplierId, reference, postedOn } = note
  requireBackdating(context, postedOn)
  const held = await lockOpen(
    context,
    note.lines.map((line) => line.openId),
  )
  const lines = await creditedLines(context, supplierId, note.lines, held)
  const approver = await approverOf(
    context,
    note.approver,
    lines.filter((line) => line.beyond),
  )
  const recorded = await recordCreditNote(context, { ...paperOf(note), lines: goodsLines(lines) })
  const { id: documentId, businessDate } = recorded.document
  const cheaper = lines.filter(({ row }) => !isClaim(row))
  const posted = await followGoods(context, cheaper.map(following), { supplierId, reference })
  const lost = Money.sum(
    context.studio.currency,
    lines.flatMap(({ row, difference }) => (isClaim(row) ? [difference] : [])),
  )
  const entryId = await bookLoss(context, lost)
  const onPaper = { causeId: documentId, businessDate }
  const today = { causeId: documentId, businessDate: context.businessDate }
  const onStock = posted === null ? today : { ...today, businessDate: posted.movement.bookedOn }
  await changeOpen(
    context,
    lines.flatMap(({ row, quantity, given, difference }): OpenChange[] => {
      const claim = isClaim(row)
      const change = { ...onPaper, row, kind: 'credited', quantity: -quantity, amount: given.cost } as const
      return [
        claim ? change : { ...change, billedCost: given.cost.negated() },
        ...corrected(row, difference, claim ? today : onStock),
      ]
    }),
  )
  for (const [index, { row, quantity, given, expected, difference }] of lines.entries()) {
    recordFact(context, procurementBillLines, {
      documentId,
      line: index + 1,
      branch: context.branch,
      supplierId,
      openId: row.id,
      itemId: row.itemId,
      businessDate,
      // Of prices that are paid a credit note says nothing: it is not a bill of so many units.
      quantity: 0 - quantity,
      currency: row.currency,
      cost: given.cost.minor,
      expected: expected.minor,
      difference: difference.minor,
      overbilledCost: 0n,
      overbilled: 0,
      claimId: null,
    })
  }
  recordFact(context, procurementBills, {
    documentId,
    branch: context.branch,
    supplierId,
    kind: 'creditNote',
    businessDate,
    at: context.now,
    actor: context.actor,
    approver,
    movementId: posted?.movement.id ?? null,
    entryId,
  })
  const { currency } = context.studio
  const difference = lost.toString()
  context.emit(goodsBilled, { documentId, kind: 'creditNote', supplierId, currency, difference, approver })
  return { recorded, lines, approver, movementId: posted?.movement.id ?? null }
}

async function creditedLines(
  context: CommandContext,
  supplierId: string,
  lines: readonly CreditedInput[],
  held: ReadonlyMap<string, OpenGoodsRow>,
): Promise<readonly CreditedLine[]> {
  const tolerance = toleranceOf(await context.settings(procurementSettings), context.studio.currency)
  const { inputVat } = await context.settings(payablesSettings)
  return lines.map((line, index): CreditedLine => {
    const row = heldRow(held, line.openId)
    requireFrom(row, supplierId)
    const zero = Money.zero(row.currency)
    const refuse = (rule: string, value: string) => UnbilledNotFitting.create({ openId: row.id, rule, value })
    if (isClaim(row)) {
      const { quantity = row.openQuantity } = line
      if (quantity === 0) throw refuse('be open in part', 'settled')
      requireUnits(row, quantity, row.openQuantity)
      const expected = shareOf(openOf(row).negated(), row.openQuantity, quantity)
      const given = givenAmount(line, `lines.${index}`, expected, inputVat)
      const difference = expected.minus(given.cost)
      const above = (limit: Money) => difference.greaterThan(limit)
      const beyond = above(expected.percentage(tolerance.percent, 'down')) && above(tolerance.amount)
      return { row, quantity, given, expected, difference, beyond }
    }
    if (line.quantity !== undefined) throw refuse('be credited by an amount alone, since the goods are kept', row.kind)
    if (line.amount === undefined) throw refuse('be credited with an amount', 'none')
    const given = givenAmount(line, `lines.${index}`, zero, inputVat)
    const { cost } = given
    const billed = billedCostOf(row)
    if (row.billedQuantity === 0 || cost.greaterThan(billed)) {
      throw refuse(`be billed for ${cost} or more`, `billed for ${billed}`)
    }
    return { row, quantity: 0, given, expected: zero, difference: cost.negated(), beyond: false }
  })
}

/**
 * What suppliers credit less than was claimed is the studio's loss; what they credit more lowers it. Null where it is nothing.
 */
export async function bookLoss(context: CommandContext, lost: Money): Promise<string | null> {
  if (lost.isZero()) return null
  const amount = lost.absolute()
  const [from, to] = lost.isPositive()
    ? [stockDifferencesAccount, accounts.goodsReceived]
    : [accounts.goodsReceived, stockDifferencesAccount]
  const lines = [debit(from, amount), credit(to, amount)]
  const { entry } = await postEntry(context, { kind: 'supplierClaim', lines, amount })
  const told = { entryId: entry.id, kind: entry.kind, orderId: null, currency: amount.currency }
  context.emit(entryPosted, { ...told, amount: amount.toString() })
  return entry.id
}
