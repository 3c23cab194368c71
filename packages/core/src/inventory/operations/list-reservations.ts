import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { StockItemUnknown } from '../errors.ts'
import { presentReservation, type Reservation, reservationSchema } from '../present.ts'
import { requireItems } from '../read-items.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryReservations } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  /** The code or id of an item. */
  item: idText.optional(),
  orderId: idText.optional(),
  /** True: only what is still promised; false: only what is settled. */
  open: z.boolean().optional(),
})

export interface ListReservations extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListReservations> = schema

export interface ReservationsPage {
  items: Reservation[]
  next: string | null
}

const output: z.ZodType<ReservationsPage> = z.object({
  items: z.array(reservationSchema),
  next: z.string().nullable(),
})

/** What is promised, the newest first. One statement, and one more where an item is named. */
export const reservations: Operation<'query', ListReservations, ReservationsPage, typeof StockItemUnknown> = operation({
  name: 'inventory.reservations',
  summary: 'Lists what is promised of the stock, the newest first.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run({ store }, { limit, cursor, branch, item, orderId, open }) {
    const [of] = item === undefined ? [] : await requireItems(store, [item])
    const page = await store.page(inventoryReservations, {
      where: present({
        branch,
        itemId: of?.id,
        orderId,
        open: open === undefined ? undefined : open ? ({ gt: 0 } as const) : ({ eq: 0 } as const),
      }),
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentReservation), next: page.next }
  },
})
