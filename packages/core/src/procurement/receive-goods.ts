/** Takes a delivery in: what was accepted goes into stock at what was agreed, and waits for its bill. */
import type { CommandContext } from '../engine/context.ts'
import { type AskedLine, type PostedMovement, postMovement, resolveLines } from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import type { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { ReceiptBeyondOrder, ReceiptInvalid } from './errors.ts'
import { goodsReceived } from './events.ts'
import {
  addOpen,
  changeOpen,
  heldRow,
  isClaim,
  lockOpen,
  openOf,
  type PriceTarget,
  requireFrom,
  requireUnits,
} from './open-goods.ts'
import { mostReceivable, receivedStatus } from './order-state.ts'
import { keepOrderEvent, linesOf, lockOrders, moveOrder, statusOf } from './orders.ts'
import { ownMovement } from './own-movements.ts'
import { costOf, costOfNext, shareOf } from './price.ts'
import type { ReceivedCharge, ReceivedLine } from './receipt-input.ts'
import { procurementSettings } from './settings.ts'
import { spreadCharges } from './spread-charges.ts'
import {
  type OpenGoodsRow,
  type OrderLineRow,
  type OrderRow,
  procurementOrderLines,
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
  const priced = pricedLines(currency, delivery, { orders, orderLines, claims, overDeliveryPercent })
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

interface PricedLine {
  readonly index: number
  readonly given: ReceivedLine
  readonly itemId: string
  readonly orderLine: OrderLineRow | undefined
  readonly claim: OpenGoodsRow | undefined
  /** What the accepted units cost by what was agreed. */
  readonly value: Money
}

interface Agreed {
  readonly orders: ReadonlyMap<string, OrderRow>
  readonly orderLines: readonly OrderLineRow[]
  readonly claims: ReadonlyMap<string, OpenGoodsRow>
  readonly overDeliveryPercent: number
}

/** What each line costs: parts of one order line or claim, in one delivery or several, come to the whole of it. */
function pricedLines(currency: string, { supplierId, lines }: Delivery, agreed: Agreed): readonly PricedLine[] {
  const before = new Map<string, number>()
  return lines.map((given, index): PricedLine => {
    const { accepted, orderId, line, claimId, item, price, per = 1 } = given
    const refuse = (rule: string, value: string) => ReceiptInvalid.create({ line: index + 1, rule, value })
    if (claimId !== undefined) {
      const claim = heldRow(agreed.claims, claimId)
      if (!isClaim(claim) || claim.itemId === null) throw refuse('name a claim for goods', claim.kind)
      requireFrom(claim, supplierId)
      const taken = before.get(claimId) ?? 0
      requireUnits(claim, taken + accepted, claim.openQuantity)
      before.set(claimId, taken + accepted)
      const worth = (units: number) => shareOf(openOf(claim).negated(), claim.openQuantity, units)
      const value = worth(taken + accepted).minus(worth(taken))
      return { index, given, itemId: claim.itemId, orderLine: undefined, claim, value }
    }
    if (item !== undefined) {
      const value = costOf(currency, { price: price ?? '0', per }, accepted)
      return { index, given, itemId: item, orderLine: undefined, claim: undefined, value }
    }
    const order = agreed.orders.get(orderId ?? '')
    const row = agreed.orderLines.find((one) => one.orderId === orderId && one.line === line)
    if (order === undefined || row === undefined) throw refuse('name a line of the order', `line ${line}`)
    if (order.supplierId !== supplierId) throw refuse(`be ordered from supplier ${supplierId}`, order.supplierId)
    const key = `${row.orderId} ${row.line}`
    const received = row.received + (before.get(key) ?? 0)
    const most = mostReceivable(row.quantity, agreed.overDeliveryPercent)
    if (received + accepted > most) {
      throw ReceiptBeyondOrder.create({ orderId: row.orderId, line: row.line, accepted, received, most })
    }
    before.set(key, (before.get(key) ?? 0) + accepted)
    const value = costOfNext(currency, { price: row.price, per: row.per }, received, accepted)
    return { index, given, itemId: row.itemId, orderLine: row, claim: undefined, value }
  })
}

function chargeAmount({ amount }: ReceivedCharge, index: number, currency: string): Money {
  const money = Money.of(amount, currency)
  if (money.isPositive()) return money
  throw ReceiptInvalid.create({ line: index + 1, rule: 'charge an amount above zero', value: amount })
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
  const orders = await advanceOrders(context, kept)
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

/** What came is no longer to come. One statement for the lines of all orders, and one or two for each order. */
async function advanceOrders(
  context: CommandContext,
  { priced, orders, orderLines }: Kept,
): Promise<readonly OrderRow[]> {
  const accepted = new Map<OrderLineRow, number>()
  for (const { orderLine, given } of priced) {
    if (orderLine === undefined) continue
    accepted.set(orderLine, (accepted.get(orderLine) ?? 0) + given.accepted)
  }
  const after = orderLines.map((row) => {
    const received = row.received + (accepted.get(row) ?? 0)
    return { ...row, received, outstanding: Math.max(row.quantity - received, 0) }
  })
  const changed = orderLines.flatMap((row, index) => {
    const { received = 0, outstanding = 0 } = after[index] ?? {}
    if (received === row.received) return []
    return [{ ...row, received: received - row.received, outstanding: outstanding - row.outstanding }]
  })
  await context.store.accumulate(procurementOrderLines, changed, ['received', 'outstanding'])
  const moved: OrderRow[] = []
  for (const order of orders.values()) {
    const own = after.filter((line) => line.orderId === order.id)
    const row = await moveOrder(context, order, receivedStatus(statusOf(order), own))
    keepOrderEvent(context, row, 'received')
    moved.push(row)
  }
  return moved
}
