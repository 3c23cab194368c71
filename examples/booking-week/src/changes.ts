/** What changes after the requests: who pays, who does not, who moves, who cancels, and a photographer who falls ill. */
import { isCalotypeError } from '@calotype/core'
import type { Answered } from './desk.ts'
import { at } from '@calotype/example-story'
import { type StudioAtWork, week } from './studio.ts'

export interface Paid {
  readonly confirmed: readonly string[]
  readonly expired: number
}

/** Half an hour later deposits are in; who has not paid by noon loses the time. */
export async function deposits({ desk, clock, engine }: StudioAtWork, answered: readonly Answered[]): Promise<Paid> {
  clock.moveTo('09:30')
  const confirmed: string[] = []
  let expired = 0
  for (const { bookingId, request } of answered) {
    if (bookingId === null) continue
    if (request.pays) confirmed.push((await desk.bookings.confirm({ bookingId })).id)
    else expired += 1
  }
  clock.moveTo('12:00')
  await engine.settle()
  return { confirmed, expired }
}

/** Every ninth asks for another time on Thursday; every eleventh cancels. */
export async function secondThoughts({ desk }: StudioAtWork, confirmed: readonly string[]) {
  let moved = 0
  let stayed = 0
  let cancelled = 0
  for (const [place, bookingId] of confirmed.entries()) {
    if (place % 11 === 10) {
      await desk.bookings.cancel({ bookingId, reason: 'changed their mind' })
      cancelled += 1
    } else if (place % 9 === 8) {
      const booking = await desk.bookings.booking({ bookingId })
      const { items } = await desk.bookings.slots({ service: booking.service, date: week[3], limit: 1 })
      const [slot] = items
      if (slot === undefined) stayed += 1
      else {
        await desk.bookings.move({ bookingId, startsAt: slot.startsAt, reason: 'asked for Thursday' })
        moved += 1
      }
    }
  }
  return { moved, stayed, cancelled }
}

/** Anna is ill on Wednesday: a colleague takes over what she can, and the time off is approved with what is left. */
export async function illOnWednesday({ manager, resourceIds }: StudioAtWork) {
  const resourceId = resourceIds.get('anna') ?? ''
  const day = { from: at(week[2], '00:00'), to: at(week[3], '00:00') }
  const { items } = await manager.bookings.list({ ...day, states: ['confirmed'], limit: 200 })
  let takenOver = 0
  let left = 0
  for (const booking of items.filter(({ resources }) => resources.some((one) => one.resourceId === resourceId))) {
    const given = { bookingId: booking.id, resources: { photographer: ['ben'] }, reason: 'Anna is ill' }
    const done = await manager.bookings.reassign(given).then(
      () => true,
      (error: unknown) => {
        // Ben is not free, or does not do weddings.
        if (isCalotypeError(error) && (error.code === 'SLOT_TAKEN' || error.code === 'WANTED_REFUSED')) return false
        throw error
      },
    )
    if (done) takenOver += 1
    else left += 1
  }
  return { takenOver, left }
}
