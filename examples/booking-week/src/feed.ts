/** The week as a file that any calendar reads. */
import { type Booking, icalendar } from '@calotype/core'
import type { StudioAtWork } from './studio.ts'

/** In the time zone of the studio, without anybody's name. */
export function feedOf({ clock }: StudioAtWork, bookings: readonly Booking[]): string {
  const lastModified = clock.now()
  const octets = icalendar.writeCalendar({
    name: 'Rose Studio',
    productId: '-//Calotype//booking-week//EN',
    events: bookings.map(({ id, moves, startsAt: from, endsAt: to, local, serviceName, number, resources }) => ({
      uid: `${id}@calotype`,
      sequence: moves,
      lastModified,
      time: { kind: 'zoned', from, to, timeZone: local.timeZone },
      summary: `${serviceName} ${number}`,
      description: resources.map(({ requirement, code }) => `${requirement}: ${code}`).join('\n'),
    })),
  })
  return new TextDecoder().decode(octets)
}
