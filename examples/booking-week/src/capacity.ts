/** How much is still free: how many more of each service the desk could book, day by day. */
import { weekday } from './grid.ts'
import { priceList } from './services.ts'
import { type StudioAtWork, week } from './studio.ts'

export async function printFree({ manager, print, checks }: StudioAtWork): Promise<void> {
  const services = Object.keys(priceList)
  const free = await manager.agenda.freeCapacity({ from: week[0], to: week[6], services })
  print.table(
    ['more of', ...week.map(weekday)],
    free.services.map(({ service, days }) => [
      service,
      ...days.map(({ bookings, orMore }) => `${bookings}${orMore ? '+' : ''}`),
    ]),
  )
  // A service has a time on a day exactly where the desk finds one.
  let off = 0
  for (const { service, days } of free.services) {
    for (const { date, bookings } of days) {
      const { items } = await manager.bookings.slots({ service, date, limit: 1 })
      if (bookings > 0 !== items.length > 0) off += 1
    }
  }
  checks.is('days on which the search says otherwise', off, 0)
}
