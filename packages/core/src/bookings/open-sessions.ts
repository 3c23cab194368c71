/** Sessions that stand, and the seats that are left of them. */
import type { QueryContext } from '../engine/context.ts'
import { localTimeAt } from '../values/local-time.ts'
import { minutesOfDay } from '../values/time-of-day.ts'
import { isStillOpen } from './as-it-stands.ts'
import { instantOfMinute, minuteOf } from './minutes.ts'
import type { MinuteWindow } from './search-times.ts'
import type { Service } from './services.ts'
import { bookingsBookings } from './tables.ts'

export interface OpenSession {
  readonly sessionId: string
  /** One of the bookings that have a seat in it. */
  readonly bookingId: string
  readonly start: number
  readonly left: number
  /** Whether it begins when the terms of the service allow: one that does not is joined by whoever goes beyond them. */
  readonly isOnGrid: boolean
}

/** In the order of their starts; those of one start with the fullest first. One statement. */
export async function readOpenSessions(
  context: QueryContext,
  service: Service,
  window: MinuteWindow,
): Promise<readonly OpenSession[]> {
  return (await readSessionsOf(context, [service], window, context.branch)).get(service.row.id) ?? []
}

/** As readOpenSessions, of several services in a branch, by their ids. One statement. */
export async function readSessionsOf(
  { store, now, studio }: QueryContext,
  services: readonly Service[],
  { from, to }: MinuteWindow,
  branch: string,
): Promise<ReadonlyMap<string, readonly OpenSession[]>> {
  const rows = await store.find(bookingsBookings, {
    where: {
      serviceId: { in: services.map(({ row }) => row.id) },
      branch,
      isOpen: true,
      sessionId: { ne: null },
      startsAt: { gte: instantOfMinute(from), lt: instantOfMinute(Math.max(from, to)) },
    },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })
  const { timeZone } = studio.days(branch)
  const found = new Map<string, readonly OpenSession[]>()
  for (const { row, definition } of services) {
    const bySession = new Map<string, { bookingId: string; start: number; left: number }>()
    for (const one of rows) {
      const { id: bookingId, serviceId, sessionId, startsAt, seats } = one
      if (serviceId !== row.id || sessionId === null || !isStillOpen(one, now)) continue
      const session = bySession.get(sessionId) ?? { bookingId, start: minuteOf(startsAt), left: definition.seats }
      session.left -= seats
      bySession.set(sessionId, session)
    }
    const sessions = [...bySession].map(([sessionId, session]) => {
      const { time } = localTimeAt(instantOfMinute(session.start), timeZone)
      return { sessionId, ...session, isOnGrid: minutesOfDay(time) % definition.grid === 0 }
    })
    found.set(
      row.id,
      sessions.sort((one, other) => one.start - other.start || one.left - other.left),
    )
  }
  return found
}
