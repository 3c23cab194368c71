import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { presentSupplierItems, supplierItemSchema } from '../supplier-items.ts'
import { procurementSupplierItems } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  supplierId: idText.optional(),
  itemId: idText.optional(),
  /** What is for sale on this day; all there ever was unless told. */
  on: dateText.optional(),
  preferred: z.boolean().optional(),
})

export interface ListSupplierItems extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListSupplierItems> = schema

const outputShape = z.object({ items: z.array(supplierItemSchema), next: z.string().nullable() })

export interface SupplierItemPage extends z.output<typeof outputShape> {}

const output: z.ZodType<SupplierItemPage> = outputShape

/** What suppliers sell and what was last paid for it. Three statements. */
export const supplierItems: Operation<'query', ListSupplierItems, SupplierItemPage, never> = operation({
  name: 'procurement.supplierItems',
  summary: 'Lists what suppliers sell, packed how and for how much.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, on, ...rest }) {
    const page = await store.page(procurementSupplierItems, {
      where: {
        ...present(rest),
        ...(on === undefined
          ? {}
          : { validFrom: { lte: on }, anyOf: [{ validUntil: null }, { validUntil: { gte: on } }] }),
      },
      orderBy: ['itemId', 'supplierId', 'validFrom'],
      limit,
      cursor,
    })
    return { items: await presentSupplierItems(store, page.items), next: page.next }
  },
})
