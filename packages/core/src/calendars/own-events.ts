/** Which events of a file this studio wrote itself: a calendar may hold a feed of ours, and would else block itself. */
import { bookingsBookings } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { resources } from '../resources/index.ts'
import type { BusySpan } from './icalendar/index.ts'
import { idInUid } from './imported-times.ts'

const mostIdsAtOnce = 1000

/** No statement where no UID looks like one of ours; else two for a thousand of them. Those of other studios are not ours. */
export async function ownEvents(
  { store }: CommandContext,
  spans: readonly BusySpan[],
): Promise<(uid: string) => boolean> {
  const ids = [...new Set(spans.flatMap(({ uid }) => (uid === null ? [] : (idInUid(uid) ?? []))))]
  const own = new Set<string>()
  for (let at = 0; at < ids.length; at += mostIdsAtOnce) {
    const where = { id: { in: ids.slice(at, at + mostIdsAtOnce) } }
    for (const { id } of await store.find(bookingsBookings, { where, limit: 'all' })) own.add(id)
    for (const { id } of await store.find(resources, { where, limit: 'all' })) own.add(id)
  }
  return (uid) => own.has(idInUid(uid) ?? '')
}
