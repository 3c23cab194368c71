/** The first starts of a window, without reading what is claimed in all of it. */
import type { SlotLook } from './look-for-slots.ts'
import { knownSlotsOfPlaces } from './search/places.ts'
import type { UnknownTime } from './search/query.ts'
import type { MinuteWindow } from './search-times.ts'

const minutesPerDay = 1440
/** Days that are searched first: mostly the first starts lie in them. Each next part is so many times as long as all before it. */
const firstDays = 2
const growth = 4
/** As many starts are looked for in a day: who asks for many more wants the whole window anyway. */
const startsOfDay = 12

export interface FirstStart {
  readonly start: number
  /** The first place at which it can be. */
  readonly place: string | null
}

export interface FirstStarts {
  readonly found: readonly FirstStart[]
  /** Where nothing more can be said before as many were found. */
  readonly unknown?: UnknownTime
}

/** At most so many, each once, in the order of time: the same as if the whole window were searched at once. What is in memory is searched at once. */
export async function firstStarts(look: SlotLook, window: MinuteWindow, most: number): Promise<FirstStarts> {
  const found: FirstStart[] = []
  let { from } = window
  let days = look.isKept(window) ? Number.POSITIVE_INFINITY : Math.max(firstDays, Math.ceil(most / startsOfDay))
  while (from < window.to && found.length < most) {
    const to = Math.min(window.to, from + days * minutesPerDay)
    const slots = knownSlotsOfPlaces(await look.queries({ from, to }))
    let next = slots.next()
    for (; next.done !== true && found.length < most; next = slots.next()) {
      const { start, place } = next.value
      if (start !== found.at(-1)?.start) found.push({ start, place })
    }
    if (next.done === true && next.value !== undefined) return { found, unknown: next.value }
    from = to
    days *= growth
  }
  return { found }
}
