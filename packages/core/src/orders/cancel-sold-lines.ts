/** Cancels lines of an order that goes on, at any stage before they were picked up. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { receiptSchema, tillText } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { answerOrder } from './answer-order.ts'
import { type BelongingLine, belongingLines, isCancellable } from './belonging-lines.ts'
import { cancelLines } from './cancel-lines.ts'
import { linesCancelling } from './cancelling.ts'
import { LineIsLast, LineNotChangeable, LinesBelongTogether, LineUnknown, ReasonMissing } from './errors.ts'
import { orderLineCancelled } from './events.ts'
import { amountText, approverInput, expectedRevision, idText } from './line-input.ts'
import { moneyOf, openOrder, type OpenOrder, writeOrderChange } from './open-order.ts'
import { cancellationSchema } from './present-cancellation.ts'
import { orderSchema } from './present-order.ts'
import { returnCoupons } from './return-coupons.ts'
import { settleCancellation } from './settle-cancellation.ts'
import type { OrderLineRow } from './tables.ts'

/** What every cancellation of lines is told beside the lines. */
export const lineCancellationShape = {
  orderId: idText,
  /** Why; needed once work on a line has begun. Never personal data. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** What the studio keeps: an amount, which needs the permission `orders.setForfeit`, or `byPolicy`, which is what it keeps unless told. */
  forfeit: amountText.default('byPolicy'),
  /** Cancels with the lines what belongs to them: their add-ons, the rest of their bundles, what was sold with their selections. */
  along: z.boolean().default(false),
  /** Leaves the rest of a bundle; needs the permission `orders.splitBundle`. */
  bundleInPart: z.boolean().default(false),
  /** Gives back at once what is then paid too much, the way it came; needs the permission `ledger.refund`. Unless told it stays with the order. */
  refund: z.boolean().default(false),
  /** The till that cash leaves. */
  till: tillText.optional(),
  /** Who approves an amount by hand beyond the actor's limit. */
  approver: approverInput,
  revision: expectedRevision,
}

const termsSchema = z.strictObject(lineCancellationShape)
type Terms = z.output<typeof termsSchema>

export const lineCancellationSchema = orderSchema.extend({
  cancellation: cancellationSchema,
  refund: receiptSchema.nullable(),
})

/** The order after lines were cancelled: what was kept and why, and the receipt of what was given back. */
export interface LinesCancelled extends z.output<typeof lineCancellationSchema> {}

/**
 * @throws ORDER_UNKNOWN, ORDER_CLOSED, ORDER_CHANGED, LINE_UNKNOWN, LINE_NOT_CHANGEABLE, LINE_IS_LAST, LINES_BELONG_TOGETHER,
 * REASON_MISSING, PERMISSION_MISSING, VETOED, and as `settleCancellation`
 */
export async function cancelSoldLines(
  context: CommandContext,
  lineIds: readonly string[],
  terms: Terms,
): Promise<LinesCancelled> {
  const { orderId, reason = null, forfeit, refund, till, approver, revision } = terms
  const kept = forfeit === 'byPolicy' ? forfeit : Money.of(forfeit, context.studio.currency, 'forfeit')
  const open = await openOrder(context, orderId, { action: 'cancel lines', revision })
  const { order } = open
  if (refund) context.demand('ledger.refund', order.branch)
  const chosen = await allToCancel(context, open, lineIds, terms)
  requireAllowed(context, open, chosen, reason)
  const moved = await cancelLines(context, chosen, reason)
  const lines = open.lines.map((line) => moved.get(line.id) ?? line)
  await returnCoupons(context, orderId, { before: open.lines, after: lines })
  const changed = await writeOrderChange(context, order, lines)
  const { cancellation, refund: receipt } = await settleCancellation(context, order, chosen, {
    ...{ whole: false, forfeit: kept, approver, refund, till, reason },
  })
  for (const line of chosen) {
    context.emit(orderLineCancelled, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      lineId: line.id,
      amount: moneyOf(order, line.amount).toString(),
      total: moneyOf(order, changed.total).toString(),
    })
  }
  return { ...(await answerOrder(context, changed, lines)), cancellation, refund: receipt }
}

/** The lines that are named, and what goes with them. */
async function allToCancel(
  context: CommandContext,
  { order, lines }: OpenOrder,
  lineIds: readonly string[],
  { along, bundleInPart }: Terms,
): Promise<readonly OrderLineRow[]> {
  const named = new Set(lineIds)
  const missing = lineIds.filter((id) => !lines.some((line) => line.id === id))
  if (missing.length > 0) throw LineUnknown.create({ number: order.number, lineIds: missing })
  for (const line of lines) {
    if (!named.has(line.id) || isCancellable(line)) continue
    throw LineNotChangeable.create({ number: order.number, line: line.line, stage: line.stage, action: 'cancel' })
  }
  const inPart = bundleInPart && !along
  if (inPart) context.demand('orders.splitBundle', order.branch)
  const beside = belongingLines(lines, named).filter(({ as }) => !(inPart && as === 'bundle'))
  if (!along) refuseAlone(order.number, beside)
  const all = new Set([...named, ...beside.map(({ line }) => line.id)])
  const extras = await heldByHooks(context, { order, lines }, all)
  if (!along) refuseAlone(order.number, extras)
  for (const { line } of extras) all.add(line.id)
  for (const { line } of belongingLines(lines, all)) if (along) all.add(line.id)
  return lines.filter((line) => all.has(line.id))
}

async function heldByHooks(
  context: CommandContext,
  { order, lines }: OpenOrder,
  all: ReadonlySet<string>,
): Promise<BelongingLine[]> {
  const found: BelongingLine[] = []
  await context.raise(linesCancelling, {
    order,
    standing: lines,
    lines: lines.filter((line) => all.has(line.id)),
    whole: false,
    belongs(lineId, toLineId) {
      const line = lines.find((one) => one.id === lineId)
      const to = lines.find((one) => one.id === toLineId)
      if (line === undefined || to === undefined || all.has(lineId) || !isCancellable(line)) return
      found.push({ line, to: to.line, as: 'extra' })
    },
  })
  return found
}

const rules = {
  addOn: 'its add-ons are on lines',
  bundle: 'it was sold in a bundle with lines',
  extra: 'what was sold with it is on lines',
} as const

function refuseAlone(number: string, beside: readonly BelongingLine[]): void {
  const [first] = beside
  if (first === undefined) return
  const lines = beside.map(({ line }) => line.line)
  throw LinesBelongTogether.create({ number, line: first.to, lines, rule: rules[first.as] })
}

function requireAllowed(
  context: CommandContext,
  { order, lines }: OpenOrder,
  chosen: readonly OrderLineRow[],
  reason: string | null,
): void {
  const gone = new Set(chosen.map(({ id }) => id))
  if (lines.every((line) => gone.has(line.id) || line.progress === 'cancelled')) {
    throw LineIsLast.create({ number: order.number, line: chosen[0]?.line ?? 0 })
  }
  const begun = chosen.find((line) => line.progress !== 'ordered')
  if (begun === undefined) return
  context.demand('orders.cancelBegun', order.branch)
  if (reason === null) throw ReasonMissing.create({ action: `cancel a line in stage ${begun.stage}` })
}
