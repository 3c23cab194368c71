/** What stands around the bookings: who buys what, and whose calendars are read. */
import type { BookedStudio } from './studio.ts'

export interface Around {
  /** A customer each. */
  readonly orders: readonly { readonly orderId: string; readonly customerId: string }[]
  readonly sources: readonly { readonly sourceId: string; readonly resourceId: string }[]
}

export async function readAround({ owner }: BookedStudio): Promise<Around> {
  const orders = await owner.orders.list({ limit: 20 })
  const sources = await owner.calendars.sources({})
  return {
    orders: orders.items.map(({ id, customerId }) => ({ orderId: id, customerId })),
    sources: sources.items.map(({ sourceId, resourceId }) => ({ sourceId, resourceId })),
  }
}
