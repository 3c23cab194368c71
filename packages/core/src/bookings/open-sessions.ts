/** Sessions that stand, and the seats that are left of them. */
import type { QueryContext } from '../engine/context.ts'
import { instantOfMinute, minuteOf } from './minutes.ts'
import type { MinuteWindow } from './search-times.ts'
import type { Service } from './services.ts'
import { bookingsBookings } from './tables.ts'

export interface OpenSession {
  readonly sessionId: string
  readonly start: number
  readonly left: number
}

/** In the order of their starts; those of one start with the fullest first. One statement. */
export async function readOpenSessions(
  { store, branch, now }: QueryContext,
  { row, definition }: Service,
  { from, to }: MinuteWindow,
): Promise<readonly OpenSession[]> {
  const rows = await store.find(bookingsBookings, {
    where: {
      serviceId: row.id,
      branch,
      isOpen: true,
      sessionId: { ne: null },
      startsAt: { gte: instantOfMinute(from), lt: instantOfMinute(Math.max(from, to)) },
    },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })
  const bySession = new Map<string, { start: number; left: number }>()
  for (const { sessionId, startsAt, seats, expiresAt } of rows) {
    if (sessionId === null || (expiresAt !== null && expiresAt <= now)) continue
    const session = bySession.get(sessionId) ?? { start: minuteOf(startsAt), left: definition.seats }
    session.left -= seats
    bySession.set(sessionId, session)
  }
  return [...bySession]
    .map(([sessionId, session]) => ({ sessionId, ...session }))
    .sort((one, other) => one.start - other.start || one.left - other.left)
}
