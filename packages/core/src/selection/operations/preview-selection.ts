/** Says what confirming a selection would use of the package, sell beyond it, and cost. */
import { z } from 'zod'
import { ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { LineUnknown, OrderUnknown, orderPlacing, orders } from '../../orders/index.ts'
import { ExtraNotPriced, LineCancelled, SelectionUnknown } from '../errors.ts'
import { beforeOf, readLine, readSelection } from '../hold-selection.ts'
import { presentSelection, selectionSchema } from '../present.ts'
import { pricedExtraSchema, priceExtras, wantedExtras } from '../price-extras.ts'
import { idText } from '../shapes.ts'
import { includedOf } from '../standing.ts'

const inputSchema = z.strictObject({ selectionId: idText })

const outputSchema = z.object({
  selection: selectionSchema,
  /** What would be sold beyond the package; nothing of a selection that is confirmed. */
  extras: z.array(pricedExtraSchema),
  /** Pass it to selection.confirm, so that the customer pays what was shown. */
  extraAmount: z.string(),
  currency: z.string(),
  /** False where a plugin takes part when lines are sold, and may still change discounts or refuse. */
  final: z.boolean(),
})

export interface PreviewSelection extends z.input<typeof inputSchema> {}
export interface SelectionPreview extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, PreviewSelection> = inputSchema
const output: z.ZodType<SelectionPreview> = outputSchema

export const previewSelection = operation({
  name: 'selection.preview',
  summary: 'Says what confirming a selection now would use of the package and cost beyond it; writes nothing.',
  kind: 'query',
  input,
  output,
  errors: [
    SelectionUnknown,
    OrderUnknown,
    LineUnknown,
    LineCancelled,
    ExtraNotPriced,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
  ],
  async run(context, { selectionId }): Promise<SelectionPreview> {
    const row = await readSelection(context, selectionId)
    const order = await context.store.get(orders, row.orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId: row.orderId })
    const line = await readLine(context, row)
    const before = beforeOf(row)
    const selection = presentSelection(row, includedOf(line))
    const counted = row.state === 'open' ? selection.counted : []
    const extras = await wantedExtras(context, { order, line }, { counted, before })
    const priced = await priceExtras(context, order, extras)
    return {
      selection,
      extras: priced.lines,
      extraAmount: priced.total.toString(),
      currency: order.currency,
      final: !context.isHooked(orderPlacing),
    }
  },
})
