/** What stands of resources, by the weeks by which it is chosen who is booked. */
import type { WeekKnown } from '../bookings/room-left.ts'
import { type MinuteWindow, searchTimes } from '../bookings/search-times.ts'
import type { SearchResource } from '../bookings/search/index.ts'
import type { Taken } from '../claims/index.ts'
import { minuteAfter, minuteOf } from './period.ts'

/** Days around a period in which claims matter: weeks are known whole, since limits are counted by them. */
export const marginDays = 9

export type TakenByName = ReadonlyMap<string, readonly Taken[]>

export function takenByName(taken: readonly Taken[]): TakenByName {
  const groups = new Map<string, Taken[]>()
  for (const one of taken) {
    const group = groups.get(one.resource)
    if (group === undefined) groups.set(one.resource, [one])
    else group.push(one)
  }
  return groups
}

/** Each week is made once. */
export function weeksKnown(
  { book, resources, stock }: Pick<WeekKnown, 'book' | 'resources' | 'stock'>,
  taken: TakenByName,
): (window: MinuteWindow) => WeekKnown {
  const weeks = new Map<string, WeekKnown>()
  return (window) => {
    const key = `${window.from} ${window.to}`
    const kept = weeks.get(key)
    if (kept !== undefined) return kept
    const times = new Map<string, SearchResource>()
    const takenOf = (name: string) =>
      (taken.get(name) ?? []).filter(({ from, to }) => minuteOf(from) < window.to && minuteAfter(to) > window.from)
    const week: WeekKnown = {
      ...{ book, resources, stock },
      window,
      takenOf,
      timesOf(id) {
        const known = times.get(id)
        if (known !== undefined) return known
        const resource = resources.byId(id)
        const made = searchTimes(book, resource, takenOf(resource.claimName), window, stock.get(id))
        times.set(id, made)
        return made
      },
    }
    weeks.set(key, week)
    return week
  }
}
