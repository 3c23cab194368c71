/** Makes one order of two that are duplicates or belong together. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { CommitmentsNotAlike, lockCommitments, mergeCommitments } from '../../ledger/index.ts'
import { PaymentsUnderWay } from '../../payments/index.ts'
import { moveUses } from '../../pricing/index.ts'
import { RentalsStay } from '../../rentals/index.ts'
import { CalendarClosed, FlowVersionUnknown } from '../../stages/index.ts'
import type { CalendarDate } from '../../values/calendar-date.ts'
import { answerOrder } from '../answer-order.ts'
import { joinedRules } from '../cancellation-rules.ts'
import { dueByPromise } from '../due-by-promise.ts'
import { LineNotChangeable, LinesTooMany, LineUnknown, OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { orderPromised } from '../events.ts'
import { holdTwo } from '../hold-orders.ts'
import { expectedRevision, idText, mostLines } from '../line-input.ts'
import { linesToOrder } from '../lines-to-order.ts'
import { moneyOf, type OpenOrder } from '../open-order.ts'
import { orderStatus } from '../order-status.ts'
import { orderTotal } from '../order-total.ts'
import { orderSchema } from '../present-order.ts'
import { mergeSchema, presentMerge } from '../present-transfer.ts'
import { writeChanges } from '../stage-changes.ts'
import { type OrderLineRow, orders } from '../tables.ts'
import { dropLines } from '../take-lines-back.ts'
import { OrdersNotMergeable } from '../transfer-errors.ts'
import { ordersMerged } from '../transfer-events.ts'
import { ordersMerges } from '../transfer-tables.ts'
import { ordersMerging } from '../transferring.ts'

const inputSchema = z.strictObject({
  /** The order that stays, with its number. */
  survivorId: idText,
  /** The order that becomes a part of it. */
  mergedId: idText,
  /** Lines of either that are there twice, and are cancelled in the same step. */
  drop: z.array(idText).max(mostLines).default([]),
  /** Why. Never personal data. */
  reason: z.string().trim().min(1).max(500).optional(),
  survivorRevision: expectedRevision,
  mergedRevision: expectedRevision,
})

const outputSchema = orderSchema.extend({ merge: mergeSchema })

export interface MergeOrders extends z.input<typeof inputSchema> {}
/** The order that stands for both, and what went into it. */
export interface OrdersAsOne extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, MergeOrders> = inputSchema
const output: z.ZodType<OrdersAsOne> = outputSchema

export const mergeOrders = operation({
  name: 'orders.merge',
  summary:
    'Makes one order of two of a customer: lines, payments, deposits, bonds and instalments of both, and the other id still leads there.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    OrdersNotMergeable,
    LineUnknown,
    LineNotChangeable,
    LinesTooMany,
    CommitmentsNotAlike,
    PaymentsUnderWay,
    RentalsStay,
    FlowVersionUnknown,
    CalendarClosed,
  ],
  async run(context, { survivorId, mergedId, drop, reason, survivorRevision, mergedRevision }) {
    const { store, now, businessDate, actor } = context
    const wanted = [
      { orderId: survivorId, revision: survivorRevision },
      { orderId: mergedId, revision: mergedRevision },
    ] as const
    const held = await holdTwo(context, ...wanted)
    context.demand('orders.merge', held.survivor.order.branch)
    requireUndelivered(held)
    // Both before either changes, in the order of their ids.
    const money = await lockCommitments(context, [survivorId, mergedId])
    const { survivor, merged } = await withoutDropped(context, held, drop)
    const mergedTotal = orderTotal(merged.order.currency, merged.lines)
    const moving = merged.lines.filter(({ progress }) => progress !== 'cancelled')
    if (survivor.lines.length + moving.length > mostLines) {
      throw LinesTooMany.create({ number: survivor.order.number, most: mostLines })
    }
    await context.raise(ordersMerging, { survivor: survivor.order, merged: merged.order, lines: moving })
    const { entryId } = await mergeCommitments(context, { survivorId, mergedId })
    const moved = await linesToOrder(context, moving, survivor.order)
    await moveUses(context, mergedId, survivorId)
    const promisedDate = earlier(survivor.order.promisedDate, merged.order.promisedDate)
    const promisedAnew = [
      ...(survivor.order.promisedDate === promisedDate ? [] : survivor.lines),
      ...(merged.order.promisedDate === promisedDate ? [] : moved),
    ]
    const due = await dueAnew(context, promisedAnew, promisedDate)
    const lines = [...survivor.lines, ...moved].map((line) => due.get(line.id) ?? line)
    const total = orderTotal(survivor.order.currency, lines)
    const changed = await store.update(orders, survivor.order, {
      total: total.minor,
      status: orderStatus(lines),
      dueDate: survivor.order.dueDate ?? merged.order.dueDate,
      promisedDate,
      lastLine: survivor.order.lastLine + merged.order.lastLine,
      ...joinedRules(survivor.order, merged.order),
      revision: survivor.order.revision + 1,
    })
    await store.update(orders, merged.order, {
      total: 0n,
      status: 'cancelled',
      cancelledAt: now,
      cancelReason: `merged into ${survivor.order.number}`,
      revision: merged.order.revision + 1,
    })
    const { branch, customerId, currency } = changed
    const lineIds = moving.map(({ id }) => id)
    const merge = store.insert(ordersMerges, {
      id: context.newId(),
      branch,
      survivorId,
      mergedId,
      customerId,
      at: now,
      businessDate,
      actor,
      reason: reason ?? null,
      currency,
      total: mergedTotal.minor,
      paid: money.get(mergedId)?.paid ?? 0n,
      movedLines: lineIds,
      droppedLines: [...drop],
      entryId,
    })
    const told = { orderId: survivorId, mergedOrderId: mergedId, customerId, currency, mergeId: merge.id, lineIds }
    if (survivor.order.promisedDate !== promisedDate) {
      context.emit(orderPromised, { orderId: survivorId, customerId, promisedDate })
    }
    context.emit(ordersMerged, { ...told, total: moneyOf(changed, changed.total).toString() })
    return { ...(await answerOrder(context, changed, lines)), merge: presentMerge(merge) }
  },
})

/** What was promised of either is kept. */
function earlier(one: CalendarDate | null, other: CalendarDate | null): CalendarDate | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** Lines of which something else is promised than before. Two statements where any stage counts back from that. */
async function dueAnew(
  context: CommandContext,
  lines: readonly OrderLineRow[],
  promised: CalendarDate | null,
): Promise<ReadonlyMap<string, OrderLineRow>> {
  const changes = lines.length === 0 ? [] : await dueByPromise(context, lines, promised)
  return changes.length === 0 ? new Map() : writeChanges(context, changes)
}

/** @throws ORDERS_NOT_MERGEABLE */
function requireUndelivered({ survivor, merged }: { readonly survivor: OpenOrder; readonly merged: OpenOrder }): void {
  const delivered = merged.lines.filter(({ pickedUpDate }) => pickedUpDate !== null)
  if (delivered.length === 0) return
  throw OrdersNotMergeable.create({
    survivor: survivor.order.number,
    merged: merged.order.number,
    rule: 'nothing of it may be picked up',
    value: `but line ${delivered.map(({ line }) => line).join(', ')} was`,
  })
}

/** Both orders without the lines that are there twice. @throws LINE_UNKNOWN, LINE_NOT_CHANGEABLE */
async function withoutDropped(
  context: CommandContext,
  { survivor, merged }: { readonly survivor: OpenOrder; readonly merged: OpenOrder },
  drop: readonly string[],
): Promise<{ readonly survivor: OpenOrder; readonly merged: OpenOrder }> {
  if (drop.length === 0) return { survivor, merged }
  const ofMerged = new Set(merged.lines.map(({ id }) => id))
  const theirs = drop.filter((id) => ofMerged.has(id))
  const ours = drop.filter((id) => !ofMerged.has(id))
  return {
    survivor: { ...survivor, lines: await dropLines(context, survivor, ours) },
    merged: { ...merged, lines: await dropLines(context, merged, theirs) },
  }
}
