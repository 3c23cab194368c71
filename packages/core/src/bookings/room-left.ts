/** How many more bookings of a service fit into a day, by what its pools have left. Pure. */
import type { Taken } from '../claims/index.ts'
import type { ResourceBook } from '../resources/index.ts'
import { fillStarts } from './fill-starts.ts'
import { fullDays } from './full-days.ts'
import { instantOfMinute } from './minutes.ts'
import { travels } from './places.ts'
import type { Pool, ResourcesKnown } from './pools.ts'
import { localDays, type MinuteWindow, searchTimes, type StockStanding } from './search-times.ts'
import type { SearchResource } from './search/resource.ts'
import type { SlotAssignment } from './search/slot-at.ts'
import type { Service } from './services.ts'
import { limitRequirement, slotQueries } from './slot-query.ts'
import { serviceResource } from './take-slot.ts'

/** What stands of a local week, by resource, as it is made once for all services and days of it. */
export interface WeekKnown {
  readonly book: ResourceBook
  readonly resources: ResourcesKnown
  /** How units of the stock stand, by the ids of their resources. */
  readonly stock: ReadonlyMap<string, StockStanding>
  /** The week and what is around it: loads and limits are judged by it. */
  readonly window: MinuteWindow
  takenOf(resource: string): readonly Taken[]
  /** The times of a resource without anything more. */
  timesOf(resourceId: string): SearchResource
}

export interface RoomAsked {
  readonly service: Service
  readonly branch: string
  readonly timeZone: string
  readonly pools: readonly Pool[]
  /** Starts lie in it: a local day, as far as it can still be booked. */
  readonly window: MinuteWindow
  readonly travel: (from: string, to: string) => number
}

export interface RoomLeft {
  /** Minutes at which one more booking can begin. */
  readonly starts: readonly number[]
  /** How many more fit one after the other, each at the earliest start that is left, with whoever the rules choose. */
  readonly more: number
  /** There may be more than these: no more are counted. */
  readonly cut: boolean
}

/** More bookings of a service than these are not counted of a day. */
export const mostCounted = 500

/** Every day is told by itself: what would be booked on another day takes nothing of it. */
export function roomLeft(known: WeekKnown, asked: RoomAsked): RoomLeft {
  const { service, branch, timeZone, window, pools, travel } = asked
  if (window.from >= window.to) return { starts: [], more: 0, cut: false }
  const { book, resources, stock } = known
  const { definition, row } = service
  const { dailyLimit = null, weeklyLimit = null } = definition
  const ofService = [...known.takenOf(serviceResource(branch, row.id))]
  const added = new Map<string, Taken[]>()
  const changed = new Map<string, SearchResource>()
  const ask = () =>
    slotQueries({
      ...{ book, definition, pools, known: resources, branch, timeZone, window, travel },
      timesOf: (id) => changed.get(id) ?? known.timesOf(id),
      fullDays: fullDays(ofService, { dailyLimit, weeklyLimit }, localDays(timeZone)),
    })
  let booked = 0
  const claim = (slot: SlotAssignment) => {
    const reference = `more ${++booked}`
    const made = { reference, kind: 'booking', quantity: 1 }
    const span = { from: instantOfMinute(slot.start), to: instantOfMinute(slot.end) }
    ofService.push({ ...made, resource: serviceResource(branch, row.id), ...span })
    const touched = new Set<string>()
    for (const { name, chosen } of slot.requirements) {
      if (name === limitRequirement) continue
      for (const { resource: id, quantity, claimFrom, claimTo } of chosen) {
        const place = travels(resources.byId(id)) ? slot.place : null
        const claimed = { from: instantOfMinute(claimFrom), to: instantOfMinute(claimTo) }
        const own = added.get(id) ?? []
        added.set(id, [...own, { ...made, resource: resources.byId(id).claimName, quantity, place, ...claimed }])
        touched.add(id)
      }
    }
    for (const id of touched) {
      const resource = resources.byId(id)
      const taken = [...known.takenOf(resource.claimName), ...(added.get(id) ?? [])]
      changed.set(id, searchTimes(book, resource, taken, known.window, stock.get(id)))
    }
    return ask()
  }
  const { starts, slots, cut } = fillStarts(ask(), claim, mostCounted)
  return { starts, more: slots.length, cut }
}
