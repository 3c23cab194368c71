/** Says what the packages of an order include, and what of it is used, picked, left and beyond. */
import { z } from 'zod'
import type { Entitlements } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { OrderUnknown, orders, ordersLines } from '../../orders/index.ts'
import { useOf } from '../content.ts'
import { entitlementNameShape } from '../entitlement.ts'
import { entitlementLines } from '../entitlement-lines.ts'
import { contentOf, countedOf } from '../hold-selection.ts'
import { idText } from '../shapes.ts'
import { countedUse, includedOf } from '../standing.ts'
import { selectionSelections, selectionUses } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText })

const outputSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      line: z.int(),
      item: z.string(),
      name: z.string(),
      entitlements: z.array(
        z.object({
          ...entitlementNameShape,
          /** What the package includes. */
          included: z.union([z.int(), z.literal('all')]),
          /** What of it is used for good: confirmed, or used beside the selection. */
          used: z.int(),
          /** What of it the open selection holds. */
          picked: z.int(),
          /** What is left of it after both; never below nothing. */
          left: z.union([z.int(), z.literal('all')]),
          /** What was sold beyond it. */
          extra: z.int(),
          /** What the open selection holds beyond it. */
          extraPicked: z.int(),
        }),
      ),
      /** What is promised by name and not counted. */
      named: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
})

export interface ReadEntitlements extends z.input<typeof inputSchema> {}
export interface OrderEntitlements extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadEntitlements> = inputSchema
const output: z.ZodType<OrderEntitlements> = outputSchema

export const readEntitlements = operation({
  name: 'selection.entitlements',
  summary:
    'Says for each package of an order what it includes, what is used and picked of it, what is left, and what is beyond.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId }): Promise<OrderEntitlements> {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const where = { orderId }
    const lines = await context.store.find(ordersLines, { where, orderBy: ['line'], limit: 'all' })
    const selections = await context.store.find(selectionSelections, { where, orderBy: ['number'], limit: 'all' })
    const uses = await context.store.find(selectionUses, { where, orderBy: ['id'], limit: 'all' })
    const answered = lines
      .filter((line) => line.progress !== 'cancelled')
      .map((line) => {
        const own = selections.filter(({ lineId }) => lineId === line.id)
        const open = own.find(({ state }) => state === 'open')
        const { id: lineId, itemCode: item, name } = line
        const { named = [] } = (line.entitlements ?? {}) as unknown as Entitlements
        return {
          ...{ lineId, line: line.line, item, name },
          named: named.map((one) => ({ code: one.code, name: one.name })),
          entitlements: entitlementLines(includedOf(line), {
            counted: [...own.flatMap(countedOf), ...uses.filter((use) => use.lineId === line.id).map(countedUse)],
            picked: open === undefined ? [] : useOf(contentOf(open), open.retouchPlaced),
          }),
        }
      })
    return {
      orderId,
      number: order.number,
      lines: answered.filter(({ entitlements, named }) => entitlements.length > 0 || named.length > 0),
    }
  },
})
