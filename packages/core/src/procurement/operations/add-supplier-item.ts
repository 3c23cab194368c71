import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireItems, StockItemInactive, StockItemUnknown } from '../../inventory/index.ts'
import { requireSupplier, SupplierUnknown } from '../../payables/index.ts'
import { SupplierItemInvalid, SupplierItemOverlaps } from '../errors.ts'
import { procurementSettings } from '../settings.ts'
import { dateText, idText, priceText } from '../shapes.ts'
import {
  lockTerms,
  plainTerms,
  preferAlone,
  presentSupplierItems,
  refuseOverlap,
  type SupplierItem,
  supplierItemSchema,
  termMembers,
  termsWith,
} from '../supplier-items.ts'
import { procurementSupplierItems } from '../tables.ts'

const schema = z.strictObject({
  supplierId: idText,
  /** The id or code of an item of the inventory. */
  item: idText,
  price: priceText,
  ...termMembers,
  /** The first day; today unless told. */
  validFrom: dateText.optional(),
})

export interface AddSupplierItem extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddSupplierItem> = schema

const errors = [
  SupplierUnknown,
  StockItemUnknown,
  StockItemInactive,
  SupplierItemInvalid,
  SupplierItemOverlaps,
] as const

/** Says that a supplier sells an item, packed so and for so much. Prices that come later are added with their first day. */
export const addSupplierItem: Operation<'command', AddSupplierItem, SupplierItem, (typeof errors)[number]> = operation({
  name: 'procurement.addSupplierItem',
  summary: 'Adds what a supplier sells an item for.',
  kind: 'command',
  input,
  output: supplierItemSchema,
  errors,
  async run(context, { supplierId, item: named, validFrom = context.businessDate, price, ...given }) {
    const { store } = context
    await requireSupplier(store, supplierId)
    const [item] = await requireItems(store, [named])
    if (item === undefined) throw new Error('requireItems answers an item for each code')
    const { leadTimeDays } = await context.settings(procurementSettings)
    const rows = await lockTerms(context, item.id)
    const terms = termsWith(plainTerms(supplierId, item, { price, validFrom, leadTimeDays }), {
      priceFor: 'pack',
      ...given,
    })
    refuseOverlap(rows, terms)
    if (terms.preferred) await preferAlone(context, rows, supplierId)
    const row = store.insert(procurementSupplierItems, { id: context.newId(), ...terms })
    const [shown] = await presentSupplierItems(store, [row])
    if (shown === undefined) throw new Error('what was added is not shown')
    return shown
  },
})
