/** Takes a handover back: made by mistake, or brought back by the customer. */
import type { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { RecognitionReversed, recordFact } from '../../ledger/index.ts'
import { CalendarClosed, FlowVersionUnknown } from '../../stages/index.ts'
import { answerOrder } from '../answer-order.ts'
import {
  OrderChanged,
  OrderUnknown,
  PickupLineUnknown,
  PickupNotLast,
  PickupOfFormerBranch,
  PickupTakenBack,
  PickupUnknown,
} from '../errors.ts'
import { orderPickupTakenBack } from '../events.ts'
import { closeOrderChange, moneyOf } from '../open-order.ts'
import { takeBackInput } from '../pickup-input.ts'
import {
  ordersPickupLines,
  ordersPickupReturnLines,
  ordersPickupReturns,
  ordersPickups,
  type PickupLineRow,
  type PickupRow,
} from '../pickup-tables.ts'
import { orderSchema } from '../present-order.ts'
import { pickupSchema } from '../present-pickup.ts'
import { readPickups } from '../read-pickups.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'
import { type HandedLineBack, returnLines, reverseEarned } from '../take-delivery-back.ts'

const outputSchema = orderSchema.extend({ pickup: pickupSchema })

export interface TakePickupBack extends z.input<typeof takeBackInput> {}
/** The order as it then stands, with the slip and what came back of it. */
export interface PickupWasTakenBack extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof takeBackInput>, TakePickupBack> = takeBackInput
const output: z.ZodType<PickupWasTakenBack> = outputSchema

export const takePickupBack = operation({
  name: 'orders.takePickupBack',
  summary:
    'Takes a pickup back, whole or line by line: its revenue is reversed today, its lines stand where they were handed over. Refused once the follow-up closed them.',
  kind: 'command',
  input,
  output,
  errors: [
    PickupUnknown,
    PickupLineUnknown,
    PickupTakenBack,
    PickupNotLast,
    PickupOfFormerBranch,
    OrderUnknown,
    OrderChanged,
    FlowVersionUnknown,
    CalendarClosed,
    RecognitionReversed,
  ],
  async run(context, { pickupId, lines: wanted, cause, reason, revision }) {
    const { store } = context
    const pickup = await store.get(ordersPickups, pickupId)
    if (pickup === undefined) throw PickupUnknown.create({ pickupId })
    const { orderId, currency, customerId } = pickup
    // What another branch handed over is taken back by who reaches the order.
    const order = await store.getForUpdate(orders, orderId)
    if (order === undefined) throw PickupUnknown.create({ pickupId })
    if (pickup.orderBranch !== order.branch) {
      throw PickupOfFormerBranch.create({ number: pickup.number, branch: pickup.orderBranch, now: order.branch })
    }
    if (revision !== undefined && revision !== order.revision) {
      throw OrderChanged.create({ number: order.number, expected: revision, actual: order.revision })
    }
    const lines = await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const { back, staying, entryId } = await linesOfSlip(context, { pickup, lines, wanted })
    const moved = await returnLines(context, order, back, { pickup, reason })
    const now = lines.map((line): OrderLineRow => moved.get(line.id) ?? line)
    const changed = await closeOrderChange(context, order, now)
    const memo = `pickup ${pickup.number} taken back`
    const entries = await reverseEarned(context, order, { entryId, back, staying, memo })
    const amount = back.reduce((sum, { line }) => sum + line.amount, 0n)
    const { branch, businessDate, actor, now: at } = context
    const returned = recordFact(context, ordersPickupReturns, {
      ...{ id: context.newId(), pickupId, orderId, customerId, orderBranch: order.branch, branch, at, businessDate },
      ...{ actor, currency, amount, reversalId: entries.reversalId, entryId: entries.entryId, cause, reason },
    })
    for (const [index, { slip, line }] of back.entries()) {
      recordFact(context, ordersPickupReturnLines, {
        returnId: returned.id,
        line: index + 1,
        pickupId,
        lineId: line.id,
        amount: line.amount,
        earned: slip.earned,
      })
    }
    context.emit(orderPickupTakenBack, {
      orderId,
      customerId: order.customerId,
      currency,
      pickupId,
      returnId: returned.id,
      lineIds: back.map(({ line }) => line.id),
      amount: moneyOf(order, amount).toString(),
      cause,
      status: changed.status,
    })
    const [slip] = await readPickups(context, [pickup])
    if (slip === undefined) throw PickupUnknown.create({ pickupId })
    return { ...(await answerOrder(context, changed, now)), pickup: slip }
  },
})

/**
 * Which lines of a slip come back, which stay delivered, and the entry that stands of it. Three statements.
 *
 * @throws PICKUP_LINE_UNKNOWN, PICKUP_TAKEN_BACK, PICKUP_NOT_LAST
 */
async function linesOfSlip(
  { store }: CommandContext,
  of: {
    readonly pickup: PickupRow
    readonly lines: readonly OrderLineRow[]
    readonly wanted: readonly string[] | undefined
  },
): Promise<{
  readonly back: readonly HandedLineBack[]
  readonly staying: readonly HandedLineBack[]
  readonly entryId: string | null
}> {
  const { pickup, lines, wanted } = of
  const lineIds = lines.map(({ id }) => id)
  const slips = await store.find(ordersPickupLines, { where: { lineId: { in: lineIds } }, limit: 'all' })
  const returned = await store.find(ordersPickupReturnLines, {
    where: { pickupId: { in: [...new Set(slips.map(({ pickupId }) => pickupId))] } },
    limit: 'all',
  })
  const goneOf = (pickupId: string) =>
    new Set(returned.filter((row) => row.pickupId === pickupId).map(({ lineId }) => lineId))
  const gone = goneOf(pickup.id)
  const own = slips
    .filter(({ pickupId }) => pickupId === pickup.id)
    .sort((one, other) => one.line - other.line)
    .flatMap((slip): HandedLineBack[] => {
      const line = lines.find(({ id }) => id === slip.lineId)
      return line === undefined ? [] : [{ slip, line }]
    })
  const known = new Set(own.map(({ line }) => line.id))
  const unknown = (wanted ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0) throw PickupLineUnknown.create({ number: pickup.number, lineIds: unknown })
  const twice = (wanted ?? []).filter((id) => gone.has(id))
  if (twice.length > 0) throw PickupTakenBack.create({ number: pickup.number, lineIds: twice })
  const standing = own.filter(({ line }) => !gone.has(line.id))
  const back = wanted === undefined ? standing : standing.filter(({ line }) => wanted.includes(line.id))
  if (back.length === 0) throw PickupTakenBack.create({ number: pickup.number, lineIds: [] })
  for (const { line } of back) {
    // Ids rise with time: a later slip of the same line that stands is the one to take back.
    const later = slips.find(
      (one) => one.lineId === line.id && one.pickupId > pickup.id && !goneOf(one.pickupId).has(line.id),
    )
    if (later !== undefined) {
      throw PickupNotLast.create({ number: pickup.number, line: line.line, stage: line.stage })
    }
  }
  const [last] = await store.find(ordersPickupReturns, { where: { pickupId: pickup.id }, orderBy: ['-id'], limit: 1 })
  const staying = standing.filter((one) => !back.includes(one))
  return {
    back,
    staying: withParts(staying, { slips, lines }),
    entryId: last === undefined ? pickup.entryId : last.entryId,
  }
}

/** Pieces that were told apart later, when their line had been done again, earned with it: they stay delivered as well. */
function withParts(
  staying: readonly HandedLineBack[],
  of: { readonly slips: readonly PickupLineRow[]; readonly lines: readonly OrderLineRow[] },
): readonly HandedLineBack[] {
  const all = [...staying]
  const known = new Set(all.map(({ line }) => line.id))
  for (const { slip, line } of all) {
    for (const { pickupId, lineId, partOf } of of.slips) {
      const part = of.lines.find(({ id }) => id === lineId)
      if (partOf !== line.id || pickupId <= slip.pickupId || part === undefined || known.has(lineId)) continue
      known.add(lineId)
      all.push({ slip, line: part })
    }
  }
  return all
}
