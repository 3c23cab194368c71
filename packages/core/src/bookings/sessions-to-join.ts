/** The sessions that stand, and in which of them somebody could have seats. */
import type { QueryContext } from '../engine/context.ts'
import { readAssignments } from './assignments.ts'
import { type OpenSession, readOpenSessions } from './open-sessions.ts'
import type { Wanted } from './pools.ts'
import type { MinuteWindow } from './search-times.ts'
import type { Service } from './services.ts'
import { servesWanted } from './serves-wanted.ts'

export interface SessionsWanted {
  readonly service: Service
  readonly seats: number
  /** Who has to serve it, by requirement: codes or ids. */
  readonly wanted: Wanted
}

export interface SessionToJoin extends OpenSession {
  /** Whether whoever keeps to the terms can have the seats: enough are left, it begins on the grid, and whoever was asked for serves it. */
  readonly canJoin: boolean
}

/**
 * In the order of their starts; those of one start with the fullest first. Statements: none for a service without sessions, else one, and one more where somebody was asked
 * for and a session stands.
 */
export async function readSessionsToJoin(
  context: QueryContext,
  { service, seats, wanted }: SessionsWanted,
  window: MinuteWindow,
): Promise<readonly SessionToJoin[]> {
  if (service.definition.seats < 2 || window.from >= window.to) return []
  const sessions = await readOpenSessions(context, service, window)
  const isAsked = Object.keys(wanted).length > 0
  const people = isAsked
    ? await readAssignments(
        context.store,
        sessions.map(({ bookingId }) => bookingId),
      )
    : undefined
  return sessions.map((session) => {
    const serves = people === undefined || servesWanted(wanted, people.get(session.bookingId) ?? [])
    return { ...session, canJoin: session.left >= seats && session.isOnGrid && serves }
  })
}
