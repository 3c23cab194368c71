import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { draftOrder } from '../draft-order.ts'
import type { WantedLine } from '../order-lines.ts'
import { orderSchema, presentOrder } from '../present-order.ts'
import { reviewStock } from '../review-stock.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  /** Only what is ordered from this supplier. */
  supplierId: idText.optional(),
  itemIds: z.array(idText).min(1).max(500).optional(),
})

export interface OrderSuggested extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OrderSuggested> = schema

const outputShape = z.object({
  /** A draft for each supplier; more where one has more than 200 items to deliver. */
  orders: z.array(orderSchema),
  /** Items that are to be ordered and that nobody sells. */
  withoutSupplier: z.array(z.string()),
})

export interface SuggestedOrders extends z.output<typeof outputShape> {}

const output: z.ZodType<SuggestedOrders> = outputShape

const mostLines = 200

/** Drafts orders for all that is suggested, by supplier. What is drafted counts as coming, so that nothing is drafted twice. */
export const orderSuggested: Operation<'command', OrderSuggested, SuggestedOrders, never> = operation({
  name: 'procurement.orderSuggested',
  summary: 'Drafts purchase orders for what is suggested.',
  kind: 'command',
  input,
  output,
  async run(context, { supplierId, itemIds }) {
    const { store, branch } = context
    // Two at once: the second sees the drafts of the first.
    await store.lock([`procurement.suggested:${branch}`])
    const reviewed = await reviewStock(context, { itemIds })
    const bySupplier = new Map<string, WantedLine[]>()
    for (const { item, suggestion, supplier } of reviewed) {
      const { choice, expectedOn } = suggestion
      if (choice === undefined || supplier === undefined || expectedOn === undefined) continue
      if (supplierId !== undefined && supplier.id !== supplierId) continue
      const line = { itemId: item.id, quantity: choice.quantity, price: choice.price, expectedOn }
      bySupplier.set(supplier.id, [...(bySupplier.get(supplier.id) ?? []), line])
    }
    const orders = [...bySupplier].flatMap(([of, lines]) => {
      const parts = Array.from({ length: Math.ceil(lines.length / mostLines) }, (_, part) =>
        lines.slice(part * mostLines, (part + 1) * mostLines),
      )
      return parts.map((part) => draftOrder(context, { supplierId: of, lines: part }))
    })
    return {
      orders: orders.map(({ order, lines }) => presentOrder(order, lines)),
      withoutSupplier: reviewed.filter((one) => one.supplier === undefined).map(({ item }) => item.id),
    }
  },
})
