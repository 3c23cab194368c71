import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../errors.ts'
import { requireItems } from '../read-items.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryStock } from '../tables.ts'
import { present } from '../../storage/filter.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** The code or id of an item. */
  item: idText.optional(),
  branch: idText.optional(),
  locationId: idText.optional(),
})

export interface ListStock extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListStock> = schema

const rowShape = z.object({
  itemId: z.string(),
  branch: z.string(),
  locationId: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  /** onHand − reserved; below zero where what was promised was lost. */
  available: z.int(),
})

export interface StockOnHand extends z.output<typeof rowShape> {}

export interface StockPage {
  items: StockOnHand[]
  next: string | null
}

const output: z.ZodType<StockPage> = z.object({ items: z.array(rowShape), next: z.string().nullable() })

/** What lies where now. One statement, and one more where an item is named. */
export const stock: Operation<'query', ListStock, StockPage, typeof StockItemUnknown> = operation({
  name: 'inventory.stock',
  summary: 'Lists what lies at which location now, and what of it is promised.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run({ store }, { limit, cursor, item, branch, locationId }) {
    const [row] = item === undefined ? [] : await requireItems(store, [item])
    const page = await store.page(inventoryStock, {
      where: present({ itemId: row?.id, branch, locationId }),
      orderBy: ['itemId', 'locationId'],
      limit,
      cursor,
    })
    return {
      items: page.items.map(({ itemId, branch: at, locationId: place, onHand, reserved }) => {
        return { itemId, branch: at, locationId: place, onHand, reserved, available: onHand - reserved }
      }),
      next: page.next,
    }
  },
})
