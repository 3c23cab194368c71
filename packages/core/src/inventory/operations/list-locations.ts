import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { locationSchema, presentLocation, type StockLocation } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryLocations } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, branch: idText.optional() })

export interface ListStockLocations extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListStockLocations> = schema

export interface StockLocationsPage {
  items: StockLocation[]
  next: string | null
}

const output: z.ZodType<StockLocationsPage> = z.object({ items: z.array(locationSchema), next: z.string().nullable() })

/** Locations by branch and code. One statement. */
export const locations: Operation<'query', ListStockLocations, StockLocationsPage, never> = operation({
  name: 'inventory.locations',
  summary: 'Lists locations by branch and code.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch }) {
    const page = await store.page(inventoryLocations, {
      where: present({ branch }),
      orderBy: ['branch', 'code'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentLocation), next: page.next }
  },
})
