/** Who could not be given a time waits, and is offered what becomes free, in turn. */
import type { Asked } from './asking.ts'
import { orderWithDeposit, type Paid } from './deposits.ts'
import type { Request } from './requests.ts'
import { priceList } from './services.ts'
import type { StudioAtWork } from './studio.ts'

/** Who waits, by the id of the entry, in the order in which they joined. */
export type Waiting = ReadonlyMap<string, Request>

/** On the day on which they would have come, at any time. */
export async function joinWaitlist({ desk, print, checks, clock }: StudioAtWork, asked: Asked): Promise<Waiting> {
  const waiting = new Map<string, Request>()
  for (const { request, customerId, bookingId } of asked.answered) {
    if (bookingId !== null) continue
    const { service, date } = request
    const { id } = await desk.waitlist.join({ customerId, service, windows: [{ from: date, to: date }] })
    waiting.set(id, request)
    // In the order of their turn: by the moment at which they joined.
    clock.goOn()
  }
  print.step(clock.moveTo('14:00'), `${waiting.size} could not be given a time, and wait`)
  const { items } = await desk.waitlist.list({ limit: 200 })
  checks.is(
    'their turn is in the order in which they joined',
    items.every(({ id }, at) => id === [...waiting.keys()][at]),
    true,
  )
  return waiting
}

/** Everybody who is offered something answers; who would not have paid declines, and it is the next one's. */
export async function answerOffers(studio: StudioAtWork, waiting: Waiting): Promise<readonly Paid[]> {
  const { desk, engine, print } = studio
  const rows: string[][] = []
  const paid: Paid[] = []
  for (;;) {
    await engine.settle()
    const { items } = await desk.waitlist.list({ states: ['offered'], limit: 200 })
    if (items.length === 0) break
    for (const { id, offer, service, customerId } of items) {
      const request = waiting.get(id)
      if (offer === null || request === undefined) continue
      const { pays, customer } = request
      const { local } = await desk.bookings.booking({ bookingId: offer.bookingId })
      const row = [customer, service, `${local.date} ${local.time}`]
      if (pays === null) {
        await desk.waitlist.decline({ offerId: offer.id, leave: true })
        rows.push([...row, 'declines'])
        continue
      }
      if (priceList[request.service].deposit > 0) {
        const { bookingId } = offer
        paid.push(await orderWithDeposit(studio, { bookingId, customerId, service: request.service, method: pays }))
      }
      await desk.waitlist.accept({ offerId: offer.id })
      rows.push([...row, 'takes it'])
    }
  }
  if (rows.length > 0) print.table(['who waited', 'for', 'is offered', 'and'], rows)
  return paid
}
