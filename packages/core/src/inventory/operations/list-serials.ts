import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { requireItems } from '../read-items.ts'
import { idText, pageMembers, serialText } from '../shapes.ts'
import { branchesInReach } from '../within-reach.ts'
import { inventorySerials } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** The code or id of an item. */
  item: idText.optional(),
  branch: idText.optional(),
  status: z.enum(['inStock', 'out', 'inTransit']).optional(),
  serial: serialText.optional(),
})

export interface ListSerials extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListSerials> = schema

const rowShape = z.object({
  id: z.string(),
  itemId: z.string(),
  serial: z.string(),
  branch: z.string(),
  /** Null where it is not in stock. */
  locationId: z.string().nullable(),
  /** inStock, out or inTransit. */
  status: z.string(),
  cost: z.string(),
  acquiredOn: z.string(),
  /** The reservation that it is promised by. */
  reservedBy: z.string().nullable(),
})

export interface Serial extends z.output<typeof rowShape> {}

export interface SerialsPage {
  items: Serial[]
  next: string | null
}

const output: z.ZodType<SerialsPage> = z.object({ items: z.array(rowShape), next: z.string().nullable() })

/** Single units, in the order in which they came. One statement, and one more where an item is named. */
export const serials: Operation<'query', ListSerials, SerialsPage, typeof StockItemUnknown> = operation({
  name: 'inventory.serials',
  summary: 'Lists single units with where they are and what they cost.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { limit, cursor, item, ...given }) {
    const { store } = context
    const [of] = item === undefined ? [] : await requireItems(store, [item])
    const branch = branchesInReach(context)
    const page = await store.page(inventorySerials, {
      where: { ...(branch === undefined ? {} : { anyOf: [{ branch }] }), ...present({ ...given, itemId: of?.id }) },
      orderBy: ['id'],
      limit,
      cursor,
    })
    return {
      items: page.items.map((row) => ({
        id: row.id,
        itemId: row.itemId,
        serial: row.serial,
        branch: row.branch,
        locationId: row.locationId,
        status: row.status,
        cost: Money.ofMinor(row.cost, row.currency).toString(),
        acquiredOn: row.acquiredOn,
        reservedBy: row.reservedBy,
      })),
      next: page.next,
    }
  },
})
