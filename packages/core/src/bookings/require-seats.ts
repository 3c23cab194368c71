/** Whether a service has as many seats at all as a party asks for. Pure. */
import { type BookedTime, startText } from './booked-time.ts'
import { SeatsShort } from './errors.ts'
import type { Service } from './services.ts'

export interface SeatsAsked {
  readonly service: Service
  readonly time: Pick<BookedTime, 'startsAt' | 'localDate' | 'localTime' | 'timeZone'>
  readonly seats: number
}

/** So many are left, or none of a service for one party. */
export const seatsShort = ({ service, time, seats: wanted }: SeatsAsked, left: number): Error =>
  SeatsShort.create({
    ...{ service: service.row.code, startsAt: time.startsAt, local: startText(time) },
    ...{ wanted, left },
  })

/** A service for one party has one seat, whatever it costs. @throws SEATS_SHORT */
export function requireSeats(asked: SeatsAsked): void {
  const most = asked.service.definition.seats
  if (asked.seats > most) throw seatsShort(asked, most)
}
