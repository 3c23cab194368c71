import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown, StockLocationUnknown } from '../errors.ts'
import { requireItems, requireLocationId } from '../read-items.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryStock } from '../tables.ts'
import { present } from '../../storage/filter.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** The code or id of an item. */
  item: idText.optional(),
  branch: idText.optional(),
  /** Only at this location: its id, or its code in `branch`, or else in the session's branch. */
  location: idText.optional(),
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

const errors = [StockItemUnknown, StockLocationUnknown] as const

/** What lies where now. One statement, and one more each where an item and a location are named. */
export const stock: Operation<'query', ListStock, StockPage, (typeof errors)[number]> = operation({
  name: 'inventory.stock',
  summary: 'Lists what lies at which location now, and what of it is promised.',
  kind: 'query',
  input,
  output,
  errors,
  async run({ store, branch: own }, { limit, cursor, item, branch, location }) {
    const [row] = item === undefined ? [] : await requireItems(store, [item])
    const locationId = location === undefined ? undefined : await requireLocationId(store, branch ?? own, location)
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
