/** A handover from the counter to the books: what both `orders.pickUp` and `orders.pickUpElsewhere` do. */
import type { CommandContext } from '../engine/context.ts'
import {
  chooseTill,
  deliveredOf,
  holdMeans,
  letGoOf,
  lockCommitment,
  outstandingOf,
  type Receipt,
  receiptNumberRequest,
  recogniseRevenue,
  recordFact,
  recordPayment,
  standingOf,
} from '../ledger/index.ts'
import type { NewRowOf } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import { answerOrder } from './answer-order.ts'
import { chosenLines, requireReady } from './choose-handed.ts'
import { demandArrears } from './demand-arrears.ts'
import { SignatureMissing } from './errors.ts'
import { orderPickedUp } from './events.ts'
import { handOver } from './hand-over.ts'
import { linesDelivered } from './line-points.ts'
import { closeOrderChange, moneyOf, openOrder } from './open-order.ts'
import type { PickupWanted } from './pickup-input.ts'
import { pickupNumbersToken } from './pickup-numbers.ts'
import { ordersPickupLines, ordersPickupReceivers, ordersPickups } from './pickup-tables.ts'
import type { Order } from './present-order.ts'
import { type Pickup, presentPickup } from './present-pickup.ts'
import { recogniseOnce } from './recognised-amounts.ts'
import { ordersSettings } from './settings.ts'
import { splitHanded } from './split-handed.ts'
import type { OrderLineRow } from './tables.ts'

export interface Delivered {
  readonly order: Order
  readonly pickup: Pickup
  readonly receipt: Receipt | null
}

/**
 * Hands lines of an order over in the branch of the session, and books their revenue in the branch that sold them. Locks the order,
 * then the till, the numbers and the commitment.
 *
 * @throws what `orders.pickUp` declares
 */
export async function deliverLines(context: CommandContext, wanted: PickupWanted): Promise<Delivered> {
  const { orderId, payment, signature, receiver, arrearsReason = null } = wanted
  if (payment !== undefined) context.demand('ledger.takePayment')
  const settings = await context.settings(ordersSettings)
  const open = await openOrder(context, orderId, { action: 'pick it up', revision: wanted.revision })
  const { order } = open
  const { number, currency, customerId } = order
  if (settings.pickupSigned && signature === undefined) throw SignatureMissing.create({ number })
  const chosen = chosenLines(open, wanted.lines)
  requireReady(
    context,
    open,
    chosen.map(({ line }) => line),
    wanted.unfinishedAllowed,
  )
  const split = await splitHanded(context, open, chosen)
  const moved = await handOver(
    context,
    order,
    split.handed.map(({ line }) => line),
  )
  await context.raise(linesDelivered, {
    order,
    lines: split.handed.map(({ line }) => line),
    goods: split.goodsOf(wanted.goods),
  })
  const lines = split.lines.map((line): OrderLineRow => moved.get(line.id) ?? line)
  const changed = await closeOrderChange(context, order, lines, split.set)

  // Tills are locked before counters, and those last, because they stay locked until the commit.
  const chosenTill = payment === undefined ? undefined : await chooseTill(context, payment)
  if (payment !== undefined) await holdMeans(context, { customerId, legs: payment.legs })
  const [slips, receipts] = await context.numbers([
    { sequence: context.resolve(pickupNumbersToken) },
    ...(payment === undefined ? [] : [receiptNumberRequest(context)]),
  ])
  const receipt =
    payment === undefined
      ? null
      : await recordPayment(context, { ...payment, orderId, number: receipts?.[0], chosen: chosenTill })
  const held = await lockCommitment(context, orderId)
  const standing = standingOf(held)
  const { lines: earning, amounts } = recogniseOnce(
    currency,
    split.handed.map(({ line }) => line),
  )
  const sumOf = (rows: readonly { readonly amount: bigint }[]): bigint =>
    rows.reduce((sum, row) => sum + row.amount, 0n)
  const earned = Money.ofMinor(sumOf(earning), currency)
  const balanceDue = outstandingOf(standing)
  const owed = { ...standing, letGo: letGoOf(standing), delivered: deliveredOf(standing).plus(earned) }
  const arrearsBy = await demandArrears(context, settings, { order, owed, balanceDue }, wanted)
  const entry = await recogniseRevenue(context, { orderId, amounts, held, branch: order.branch })

  const { branch, now: at, businessDate, actor } = context
  const earns = new Set(earning.map(({ id }) => id))
  const pickup = recordFact(context, ordersPickups, {
    id: context.newId(),
    number: slips?.[0] ?? '',
    orderId,
    customerId,
    orderBranch: order.branch,
    branch,
    at,
    businessDate,
    actor,
    currency,
    amount: sumOf(split.handed.map(({ line }) => line)),
    earned: earned.minor,
    entryId: entry?.id ?? null,
    receiptId: receipt?.id ?? null,
    balanceDue: balanceDue.minor,
    arrearsBy,
    arrearsReason: arrearsBy === null ? null : arrearsReason,
    receivedBy: receiver === undefined ? 'customer' : 'other',
    signedBy: signature?.method ?? null,
    signedText: signature?.text ?? null,
    signatureHash: signature?.hash ?? null,
  })
  const handed = split.handed.map(({ line, partOf, flaws }, index) =>
    recordFact(context, ordersPickupLines, {
      pickupId: pickup.id,
      line: index + 1,
      orderId,
      lineId: line.id,
      partOf,
      quantity: line.quantity,
      amount: line.amount,
      earned: earns.has(line.id) ? line.amount : 0n,
      fromStage: line.stage,
      before: line.pickedUpDate,
      redo: line.redo,
      redoUntil: line.redoUntil,
      flaws,
    }),
  )
  const known: NewRowOf<typeof ordersPickupReceivers> = {
    pickupId: pickup.id,
    customerId,
    name: receiver?.name ?? null,
    relation: receiver?.relation ?? null,
    phone: receiver?.phone ?? null,
    signature: signature?.reference ?? null,
  }
  const personal = receiver !== undefined || signature?.reference !== undefined
  const received = personal ? context.store.insert(ordersPickupReceivers, known) : undefined
  context.emit(orderPickedUp, {
    orderId,
    customerId,
    currency,
    pickupId: pickup.id,
    lineIds: split.handed.map(({ line }) => line.id),
    amount: moneyOf(order, earned.minor).toString(),
    status: changed.status,
  })
  return {
    order: await answerOrder(context, changed, lines),
    pickup: presentPickup({ pickup, lines: handed, receiver: received, returns: [], returned: [] }),
    receipt,
  }
}
