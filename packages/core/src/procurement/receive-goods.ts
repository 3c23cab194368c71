/** Takes a delivery in: what was accepted goes into stock at what was agreed, and waits for its bill. */
import type { CommandContext } from '../engine/context.ts'
import { type AskedLine, type PostedMovement, postMovement, resolveLines } from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import type { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { ReceiptInvalid } from './errors.ts'
import { goodsReceived } from './events.ts'
import { addOpen, changeOpen, heldRow, lockOpen, type PriceTarget } from './open-goods.ts'
import { countReceived, linesOf, lockOrders } from './orders.ts'
import { ownMovement } from './own-movements.ts'
import { chargeAmount, type PricedLine, pricedLines } from './priced-delivery.ts'
import type { ReceivedCharge, ReceivedLine } from './receipt-input.ts'
import { procurementSettings } from './settings.ts'
import { spreadCharges } from './spread-charges.ts'
import {
  type OpenGoodsRow,
  type OrderLineRow,
  type OrderRow,
  procurementReceiptLines,
  procurementReceipts,
  type ReceiptLineRow,
  type ReceiptRow,
} from './tables.ts'

export interface Delivery {
  readonly supplierId: string
  readonly lines: readonly ReceivedLine[]
  readonly charges: readonly ReceivedCharge[]
  readonly deliveryNote?: string | undefined
  readonly at?: Instant | undefined
  readonly memo?: string | undefined
}

export interface ReceivedDelivery {
  readonly receipt: ReceiptRow
  readonly lines: readonly ReceiptLineRow[]
  /** What came on top, to be billed. */
  readonly charges: readonly OpenGoodsRow[]
  readonly movement: PostedMovement['movement'] | null
  readonly orders: readonly OrderRow[]
}

/**
 * Receives a delivery within the caller's command. Locks its orders and claims, then what postMovement locks. Statements: those
 * locks, the lines of the orders, those of postMovement, and one each for receipts, lines, what is open, moves and orders.
 *
 * @throws PURCHASE_ORDER_UNKNOWN, PURCHASE_ORDER_NOT_FITTING, RECEIPT_INVALID, RECEIPT_BEYOND_ORDER, UNBILLED_UNKNOWN,
 * UNBILLED_NOT_FITTING, UNBILLED_EXCEEDED, and as resolveLines and postMovement
 */
export async function receiveGoods(context: CommandContext, delivery: Delivery): Promise<ReceivedDelivery> {
  const { supplierId, charges } = delivery
  const { currency } = context.studio
  const orderIds = [...new Set(delivery.lines.flatMap((line) => line.orderId ?? []))]
  const orders = await lockOrders(context, orderIds, 'receive')
  const claims = await lockOpen(context, [...new Set(delivery.lines.flatMap((line) => line.claimId ?? []))])
  const orderLines = orderIds.length === 0 ? [] : await linesOf(context, orderIds)
  const { overDeliveryPercent } = await context.settings(procurementSettings)
  const priced = pricedLines(currency, supplierId, delivery.lines, { orders, orderLines, claims, overDeliveryPercent })
  const amounts = charges.map((charge, index) => chargeAmount(charge, index, currency))
  const accepted = priced.filter((line) => line.given.accepted > 0)
  if (amounts.length > 0 && accepted.length === 0) {
    throw ReceiptInvalid.create({ line: 1, rule: 'bring goods, since charges are on goods', value: 'all rejected' })
  }
  const goods = accepted.map(({ value, given }) => ({ value, quantity: given.accepted }))
  const added = spreadCharges(currency, amounts, goods)
  const placed = accepted.map((line, index) => ({ ...line, charges: added[index] ?? Money.zero(currency) }))
  const posted = await intoStock(context, delivery, placed)
  return keepDelivery(context, { delivery, supplierId, priced, placed, amounts, orders, orderLines, claims, posted })
}

interface PlacedLine extends PricedLine {
  readonly charges: Money
}

/** Where the goods of each line lie, as the movement has them. */
interface IntoStock {
  readonly posted: PostedMovement | null
  /** By the index of the line in the delivery: its lines of the movement. */
  readonly rows: ReadonlyMap<number, PostedMovement['lines']>
}

/** What is accepted goes into stock; things with serials by lines of their own. */
async function intoStock(
  context: CommandContext,
  { supplierId, deliveryNote, memo, at }: Delivery,
  placed: readonly PlacedLine[],
): Promise<IntoStock> {
  if (placed.length === 0) return { posted: null, rows: new Map() }
  const asked: AskedLine[] = []
  const owner: number[] = []
  for (const { given, itemId, value, charges, index } of placed) {
    const { accepted, location, lot, expiresOn, serials } = given
    const worth = value.plus(charges)
    const parts = serials === undefined ? [undefined] : serials
    const shares = worth.split(parts.length)
    for (const [part, serial] of parts.entries()) {
      const quantity = serial === undefined ? accepted : 1
      asked.push({ item: itemId, quantity, location, lot, expiresOn, serial, value: `${shares[part] ?? worth}` })
      owner.push(index)
    }
  }
  const lines = await resolveLines(context, asked, 'in')
  const told = { supplierId, reference: deliveryNote, reason: memo, at }
  const posted = await postMovement(context, ownMovement({ kind: 'receipt', lines, ...told }))
  const rows = new Map<number, PostedMovement['lines']>()
  for (const [index, row] of posted.lines.entries()) {
    const of = owner[index] ?? -1
    rows.set(of, [...(rows.get(of) ?? []), row])
  }
  return { posted, rows }
}

interface Kept {
  readonly delivery: Delivery
  readonly supplierId: string
  readonly priced: readonly PricedLine[]
  readonly placed: readonly PlacedLine[]
  readonly amounts: readonly Money[]
  readonly orders: ReadonlyMap<string, OrderRow>
  readonly orderLines: readonly OrderLineRow[]
  readonly claims: ReadonlyMap<string, OpenGoodsRow>
  readonly posted: IntoStock
}

async function keepDelivery(context: CommandContext, kept: Kept): Promise<ReceivedDelivery> {
  const { branch, now, actor, studio } = context
  const { delivery, supplierId, priced, placed, amounts, posted } = kept
  const { currency } = studio
  const movement = posted.posted?.movement ?? null
  const receiptId = context.newId()
  const booked = { causeId: receiptId, businessDate: movement?.bookedOn ?? context.businessDate }
  const receipt = recordFact(context, procurementReceipts, {
    id: receiptId,
    branch,
    supplierId,
    at: movement?.at ?? now,
    businessDate: movement?.businessDate ?? context.businessDate,
    recordedAt: now,
    actor,
    deliveryNote: delivery.deliveryNote ?? null,
    memo: delivery.memo ?? null,
    movementId: movement?.id ?? null,
    direct: false,
  })
  const everywhere: PriceTarget[] = []
  const lines = priced.map(({ index, given, itemId, orderLine, claim, value }) => {
    const rows = posted.rows.get(index) ?? []
    const [first] = rows
    const charges = placed.find((line) => line.index === index)?.charges ?? Money.zero(currency)
    const row = recordFact(context, procurementReceiptLines, {
      id: context.newId(),
      branch,
      receiptId,
      line: index + 1,
      supplierId,
      orderId: orderLine?.orderId ?? null,
      orderLine: orderLine?.line ?? null,
      itemId: first?.itemId ?? itemId,
      // What was not taken lies nowhere.
      locationId: first?.locationId ?? null,
      accepted: given.accepted,
      rejected: given.rejected ?? 0,
      reason: given.reason ?? null,
      currency,
      value: value.minor,
      charges: charges.minor,
      claimId: claim?.id ?? null,
      movementLine: first?.line ?? null,
      movementLines: rows.length,
      lotId: first?.lotId ?? null,
    })
    if (first === undefined) return row
    const targets = targetsFor(rows, value)
    everywhere.push(...targets)
    addOpen(context, {
      ...booked,
      id: row.id,
      supplierId,
      kind: 'goods',
      move: 'received',
      sourceId: receiptId,
      itemId: row.itemId,
      quantity: given.accepted,
      amount: value,
      targets,
      settled: claim !== undefined,
    })
    return row
  })
  const charges = amounts.map((amount, index) =>
    addOpen(context, {
      ...booked,
      id: context.newId(),
      supplierId: delivery.charges[index]?.supplierId ?? supplierId,
      kind: 'charge',
      move: 'charged',
      sourceId: receiptId,
      itemId: null,
      description: delivery.charges[index]?.description,
      quantity: 1,
      amount,
      targets: everywhere,
    }),
  )
  await settleClaims(context, kept, booked)
  const accepted = new Map<OrderLineRow, number>()
  for (const { orderLine, given } of priced) {
    if (orderLine !== undefined) accepted.set(orderLine, (accepted.get(orderLine) ?? 0) + given.accepted)
  }
  const orders = await countReceived(context, kept.orders, kept.orderLines, accepted, 'received')
  context.emit(goodsReceived, {
    receiptId,
    supplierId,
    movementId: movement?.id ?? null,
    lines: lines.map((row) => ({
      receiptLineId: row.id,
      itemId: row.itemId,
      orderId: row.orderId,
      accepted: row.accepted,
      rejected: row.rejected,
    })),
  })
  return { receipt, lines, charges, movement, orders }
}

/** The lines of stock of a line of the delivery, each with its part of what the goods cost. */
function targetsFor(rows: PostedMovement['lines'], value: Money): readonly PriceTarget[] {
  const shares = value.split(rows.length)
  return rows.map(({ movementId, line, itemId, locationId }, index) => {
    return { movementId, line, itemId, locationId, weight: `${shares[index]?.minor ?? 0n}` }
  })
}

async function settleClaims(
  context: CommandContext,
  { priced, claims }: Kept,
  booked: { readonly causeId: string; readonly businessDate: string },
): Promise<void> {
  const settled = priced.filter((line) => line.claim !== undefined)
  if (settled.length === 0) return
  await changeOpen(
    context,
    settled.map(({ claim, given, value }) => ({
      ...booked,
      row: heldRow(claims, claim?.id ?? ''),
      kind: 'replaced' as const,
      quantity: -given.accepted,
      amount: value,
    })),
  )
}
