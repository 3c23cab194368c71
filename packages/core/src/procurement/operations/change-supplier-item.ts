import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { SupplierItemInvalid, SupplierItemOverlaps, SupplierItemUnknown } from '../errors.ts'
import { idText, priceText } from '../shapes.ts'
import {
  lockTerms,
  preferAlone,
  presentSupplierItems,
  refuseOverlap,
  type SupplierItem,
  supplierItemSchema,
  termMembers,
  termsWith,
} from '../supplier-items.ts'
import { procurementSupplierItems } from '../tables.ts'

const schema = z.strictObject({ supplierItemId: idText, price: priceText.optional(), ...termMembers })

export interface ChangeSupplierItem extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeSupplierItem> = schema

const errors = [SupplierItemUnknown, SupplierItemInvalid, SupplierItemOverlaps] as const

/** Changes what is given, and leaves the rest; orders that stand keep their prices. */
export const changeSupplierItem: Operation<'command', ChangeSupplierItem, SupplierItem, (typeof errors)[number]> =
  operation({
    name: 'procurement.changeSupplierItem',
    summary: 'Changes what a supplier sells an item for.',
    kind: 'command',
    input,
    output: supplierItemSchema,
    errors,
    async run(context, { supplierItemId, ...given }) {
      const { store } = context
      const known = await store.get(procurementSupplierItems, supplierItemId)
      if (known === undefined) throw SupplierItemUnknown.create({ supplierItemId })
      const rows = await lockTerms(context, known.itemId)
      // As it stands under the lock.
      const row = rows.find((one) => one.id === supplierItemId)
      if (row === undefined) throw SupplierItemUnknown.create({ supplierItemId })
      const { id, version, ...before } = row
      const terms = termsWith(before, given)
      refuseOverlap(rows, terms, id)
      if (terms.preferred) await preferAlone(context, rows, terms.supplierId)
      const after = await store.update(procurementSupplierItems, row, terms)
      const [shown] = await presentSupplierItems(store, [after])
      if (shown === undefined) throw new Error('what was changed is not shown')
      return shown
    },
  })
