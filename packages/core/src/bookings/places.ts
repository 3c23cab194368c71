/** Where bookings take place, and how long the way is from one place to another. Pure. */
import type { BookResource } from '../resources/index.ts'
import type { BookingsSettings } from './settings.ts'

/** A place as claims and the settings name it: a branch by its id, a place of the resources as `place:<code>`. */
export const placeNamed = (code: string): string => `place:${code}`

/** Where a resource stands that gives a booking its place. */
export function placeOf(resource: BookResource, codeOf: (resourceId: string) => string | undefined): string {
  if (resource.kind === 'place') return placeNamed(resource.code)
  const code = resource.placeId === null ? undefined : codeOf(resource.placeId)
  return code === undefined ? resource.branch : placeNamed(code)
}

/** Whether it goes to the place of its booking: rooms and places stay where they are. */
export const travels = ({ kind }: Pick<BookResource, 'kind'>): boolean => kind !== 'room' && kind !== 'place'

/** No way takes longer, in minutes. */
export const longestWay = ({ travel, travelMinutes }: BookingsSettings): number =>
  travel.reduce((most, { minutes }) => Math.max(most, minutes), travelMinutes)

/** Minutes from one place to another: as the settings say, else as they say of the way back, else the usual ones. */
export function travelBy({ travel, travelMinutes }: BookingsSettings): (from: string, to: string) => number {
  const minutes = new Map(travel.map((way) => [`${way.from}\u0000${way.to}`, way.minutes]))
  return (from, to) =>
    from === to ? 0 : (minutes.get(`${from}\u0000${to}`) ?? minutes.get(`${to}\u0000${from}`) ?? travelMinutes)
}
