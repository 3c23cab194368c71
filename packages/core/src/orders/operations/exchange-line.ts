/** Makes another item of a line (套系升级, 换套): what was done of it stays. */
import { z } from 'zod'
import { ItemOptionInvalid, ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { requireApproval } from '../../ledger/index.ts'
import { AddOnNotOffered, DiscountBeyondLimit, DiscountTooLarge, LinePriceInvalid } from '../../pricing/index.ts'
import { CalendarClosed, FlowUnknown, stageName, StageMoveRefused, StageUnknown } from '../../stages/index.ts'
import type { Json } from '../../values/json.ts'
import { answerOrder } from '../answer-order.ts'
import {
  LineFieldMissing,
  LineNotChangeable,
  LineNotExchangeable,
  LineQuantityInvalid,
  LineStaysInStage,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
  StageNotInFlow,
} from '../errors.ts'
import { orderLineChanged, orderLineExchanged } from '../events.ts'
import { exchangeFlow } from '../exchange-flow.ts'
import { exchangeShape, wantedInstead } from '../exchange-input.ts'
import { type ExchangePrice, exchangePrice } from '../exchange-price.ts'
import { exchangeableLine, requireExchangeable } from '../exchangeable-line.ts'
import { lineExchanging } from '../exchanging.ts'
import { approveByHand, demandByHand, withApprover } from '../given-by-hand.ts'
import { approverInput, expectedRevision, idText } from '../line-input.ts'
import { linesChanged } from '../line-points.ts'
import { linePrice } from '../line-price.ts'
import { closeOrderChange, moneyOf, openOrder, withLine } from '../open-order.ts'
import { orderPlacing } from '../placing.ts'
import { exchangedLine, exchangeSchema, presentExchange, storedExchanged } from '../present-exchange.ts'
import { orderSchema } from '../present-order.ts'
import { placingStep } from '../price-trace.ts'
import { soldItem } from '../sold-item.ts'
import { writeChanges } from '../stage-changes.ts'
import { type OrderLineRow, type OrderRow, ordersExchanges, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  ...exchangeShape,
  /** The stage in which it goes on in another flow, where that does not have the one in which it is; needs the permission `orders.skipStages`. */
  to: stageName.optional(),
  /** Who sold the exchange; the line stays with who sold it. */
  sellerId: idText.optional(),
  /** Why. Never personal data. */
  reason: z.string().trim().min(1).max(500).optional(),
  /** Who approves a lower price, or what is given by hand beyond the actor's limit. */
  approver: approverInput,
  revision: expectedRevision,
})

const outputSchema = orderSchema.extend({ exchange: exchangeSchema })

export interface ExchangeLine extends z.input<typeof inputSchema> {}
/** The order after the exchange, with what it made of the line. */
export interface LineExchanged extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ExchangeLine> = inputSchema
const output: z.ZodType<LineExchanged> = outputSchema

export const exchangeLine = operation({
  name: 'orders.exchangeLine',
  summary:
    'Makes another item, variant or options of a line that was not picked up: the difference in price is due or paid too much, what was done stays.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    LineUnknown,
    LineNotChangeable,
    LineNotExchangeable,
    LineQuantityInvalid,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
    LinePriceInvalid,
    DiscountTooLarge,
    DiscountBeyondLimit,
    LineStaysInStage,
    LineFieldMissing,
    StageNotInFlow,
    StageUnknown,
    StageMoveRefused,
    FlowUnknown,
    CalendarClosed,
  ],
  async run(context, given) {
    const { orderId, lineId, to, approver, sellerId = null, reason = null, revision } = given
    const open = await openOrder(context, orderId, { action: 'exchange a line', revision })
    const { order } = open
    const { branch, customerId, currency } = order
    const line = exchangeableLine(open, lineId)
    const permitted = await demandByHand(context, [given], { branch, orderId, approver })
    const price = await exchangePrice(context, open, line, wantedInstead(given, line))
    requireExchangeable(open, line, price)
    const standing = open.lines.filter((one) => one.id !== lineId)
    const approved = await approveByHand(context, price.given, { branch, orderId, approver, standing })
    const set = await exchangedColumns(context, order, line, { price, approver: approved ?? permitted })
    const lowered = await approveDowngrade(context, { order, line, amount: set.amount, approver })
    const way = await exchangeFlow(context, { order, line }, { ...price.sold.item, ...price.sold }, to)
    await context.raise(lineExchanging, {
      ...{ order, line, after: { ...line, ...set }, kind: 'exchange' },
      goesOn: way?.goesOn ?? null,
    })
    const written = await context.store.update(ordersLines, line, set)
    const note = `exchanged for ${written.itemCode}`
    const moved =
      way === null ? undefined : await writeChanges(context, [{ line: written, kind: 'reflowed', set: way.set, note }])
    const changedLine = moved?.get(lineId) ?? written
    await context.raise(linesChanged, { changes: [{ before: line, after: changedLine }] })
    const exchange = context.store.insert(ordersExchanges, {
      ...{ id: context.newId(), branch, orderId, lineId, customerId, revision: order.revision + 1 },
      before: storedExchanged(exchangedLine(line, order)),
      after: storedExchanged(exchangedLine(changedLine, order)),
      ...{ prices: price.prices, currency, amountBefore: line.amount, amount: changedLine.amount },
      ...{ sellerId, reason, approver: approved ?? lowered ?? permitted },
      ...{ actor: context.actor, at: context.now, businessDate: context.businessDate },
    })
    const lines = withLine(open.lines, changedLine)
    const changed = await closeOrderChange(context, order, lines)
    const shown = (minor: bigint): string => moneyOf(order, minor).toString()
    const told = { orderId, customerId, currency, lineId, total: shown(changed.total) }
    const amounts = { amountBefore: shown(line.amount), amount: shown(changedLine.amount) }
    context.emit(orderLineChanged, { ...told, ...amounts })
    context.emit(orderLineExchanged, {
      ...{ ...told, ...amounts, itemBefore: line.itemCode, item: changedLine.itemCode, sellerId },
    })
    return { ...(await answerOrder(context, changed, lines)), exchange: presentExchange(exchange) }
  },
})

/** What the line is from now on, after hooks at `orders.placing` had their say on its discount. */
async function exchangedColumns(
  context: CommandContext,
  order: OrderRow,
  line: OrderLineRow,
  { price, approver }: { readonly price: ExchangePrice; readonly approver: string | null },
) {
  const { sold } = price
  const item = soldItem(sold)
  const placing = {
    ...{ line: line.line, itemId: item.itemId, itemCode: item.itemCode, kind: item.kind },
    ...{ category: item.category, shootType: item.shootType, quantity: sold.quantity },
    ...{ unitPrice: price.unitPrice, discount: price.discount },
  }
  // The difference that an item names for an upgrade is what it says.
  if (price.prices !== 'upgrade') {
    await context.raise(orderPlacing, { customerId: order.customerId, orderId: order.id, lines: [placing] })
  }
  const { discount, amount } = linePrice(line.line, placing)
  const hooked = placingStep({ amount: price.amount }, amount)
  const added = withApprover(price.trace.slice(price.kept), approver)
  const trace = [...price.trace.slice(0, price.kept), ...added, ...(hooked === undefined ? [] : [hooked])]
  return {
    ...item,
    options: item.options.length === 0 ? null : (item.options as unknown as Json),
    incomeAccount: sold.item.incomeAccount,
    quantity: sold.quantity.toString(),
    unitPrice: price.unitPrice.minor,
    discount: discount.minor,
    amount: amount.minor,
    priceTrace: trace as unknown as Json,
    entitlements: sold.entitlements as Json,
  }
}

/** A line that becomes cheaper needs the permission `orders.downgrade`, or somebody who has it. */
async function approveDowngrade(
  context: CommandContext,
  of: {
    readonly order: OrderRow
    readonly line: OrderLineRow
    readonly amount: bigint
    readonly approver: string | undefined
  },
): Promise<string | null> {
  const { order, line, amount, approver } = of
  if (amount >= line.amount) return null
  const permission = 'orders.downgrade'
  if (approver === undefined || context.may(permission, order.branch)) {
    context.demand(permission, order.branch)
    return null
  }
  return requireApproval(context, { permission, approver, entryId: order.id })
}
