import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentReservation, type Reservation, reservationSchema } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { inventoryReservations } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  itemId: idText.optional(),
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

/** What is promised, the newest first. One statement. */
export const reservations: Operation<'query', ListReservations, ReservationsPage, never> = operation({
  name: 'inventory.reservations',
  summary: 'Lists what is promised of the stock, the newest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, itemId, orderId, open }) {
    const page = await store.page(inventoryReservations, {
      where: present({
        branch,
        itemId,
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
