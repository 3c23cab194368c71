import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../errors.ts'
import { requireItems } from '../read-items.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryLots, inventoryLotStock } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** The code or id. */
  item: idText,
})

export interface ListLots extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListLots> = schema

const rowShape = z.object({
  id: z.string(),
  itemId: z.string(),
  number: z.string(),
  /** Null where it never expires. */
  expiresOn: z.string().nullable(),
  stock: z.array(z.object({ branch: z.string(), locationId: z.string(), onHand: z.int() })),
})

export interface Lot extends z.output<typeof rowShape> {}

export interface LotsPage {
  items: Lot[]
  next: string | null
}

const output: z.ZodType<LotsPage> = z.object({ items: z.array(rowShape), next: z.string().nullable() })

/** Lots of an item with where they lie, in the order in which they came. Three statements. */
export const lots: Operation<'query', ListLots, LotsPage, typeof StockItemUnknown> = operation({
  name: 'inventory.lots',
  summary: 'Lists the lots of an item with where they lie and when they expire.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run({ store }, { limit, cursor, item }) {
    const [row] = await requireItems(store, [item])
    const page = await store.page(inventoryLots, {
      where: { itemId: row?.id ?? '' },
      orderBy: ['id'],
      limit,
      cursor,
    })
    const where = { lotId: { in: page.items.map((lot) => lot.id) }, onHand: { ne: 0 } }
    const lying = await store.find(inventoryLotStock, { where, limit: 'all' })
    return {
      items: page.items.map(({ id, itemId, number, expiresOn }) => {
        const own = lying.filter((one) => one.lotId === id)
        const stock = own.map(({ branch, locationId, onHand }) => ({ branch, locationId, onHand }))
        return { id, itemId, number, expiresOn, stock }
      }),
      next: page.next,
    }
  },
})
