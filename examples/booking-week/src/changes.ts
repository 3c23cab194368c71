/** Second thoughts on the Saturday before: who moves, who cancels, and what that costs by the terms. */
import type { Booking } from '@calotype/core'
import type { Asked } from './asking.ts'
import { nearestTime, unlessTaken } from './desk.ts'
import type { Paid } from './deposits.ts'
import type { Request } from './requests.ts'
import { cancellationFee, movingFee } from './proof.ts'
import { type StudioAtWork, week } from './studio.ts'

/** What was charged beside the deposits, and given back of them. */
export interface Charged {
  readonly fees: number
  readonly refunds: number
}

/** Who moves would rather come on Thursday. */
export async function moveSome(studio: StudioAtWork, asked: Asked): Promise<Charged> {
  const { desk, print, checks, clock } = studio
  clock.startDay('2026-05-30')
  const wanting = paidWho(asked, 'moves')
  let [moved, fees, right] = [0, 0, 0]
  for (const { bookingId } of wanting) {
    const before = await desk.bookings.booking({ bookingId })
    const { service, local } = before
    const time = await nearestTime(studio, { service, date: week[3], time: local.time })
    if (time === undefined) continue
    const expected = movingFee(before, clock.now())
    const moving = desk.bookings.move({ bookingId, date: week[3], time, reason: 'asked for Thursday' })
    const after = await unlessTaken(moving)
    if (after === undefined) continue
    moved += 1
    fees += Number(after.fee)
    if (Number(after.fee) === expected && after.number === before.number) right += 1
  }
  print.step(clock.moveTo('09:00'), `${wanting.length} ask for Thursday instead: ${moved} move, the others stay`)
  checks.is('moved under their numbers, for the fee that the terms say', right, moved)
  return { fees, refunds: 0 }
}

/** The fee stays with the studio, and what is left of the deposit goes back the way it came. */
export async function cancelSome(studio: StudioAtWork, cancelling: readonly Paid[]): Promise<Charged> {
  const { desk, manager, print, checks, clock } = studio
  const rows: string[][] = []
  let [fees, refunds, right] = [0, 0, 0]
  for (const { bookingId, orderId, service } of cancelling) {
    const booking = await desk.bookings.booking({ bookingId })
    const deposit = Number(booking.deposit)
    const expected = cancellationFee(booking, clock.now())
    const { fee } = await desk.bookings.cancel({ bookingId, reason: 'changed their mind' })
    const cancelled = await manager.orders.cancel({
      orderId,
      reason: 'the booking was cancelled',
      forfeit: '0',
      refund: true,
    })
    const back = Number(cancelled.refund?.amount ?? 0)
    if (Number(fee) === expected && back === deposit - expected) right += 1
    fees += Number(fee)
    refunds += back
    rows.push([service, when(booking), `${deposit}`, `${Number(fee)}`, `${back}`])
  }
  print.table(['who cancel', 'when', 'deposit', 'fee', 'given back'], rows)
  checks.is('fee by the terms, and the rest given back', right, cancelling.length)
  return { fees, refunds }
}

export const when = ({ local }: Pick<Booking, 'local'>): string => `${local.date} ${local.time}`

/** Who paid and later wants this. */
export function paidWho({ answered, paid }: Asked, wants: Request['later']): readonly Paid[] {
  const wanting = new Set(answered.filter(({ request }) => request.later === wants).map(({ bookingId }) => bookingId))
  return paid.filter(({ bookingId }) => wanting.has(bookingId))
}
