/** The free times that those who wait wish for: looked for once for all who wait for the same, as far as they are asked for. */
import {
  type BookableStart,
  bookableStarts,
  bookableWindow,
  instantOfMinute,
  minuteOf,
  type Service,
  servicesById,
  WantedRefused,
} from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { HolidaysUnknown } from '../resources/index.ts'
import { businessDays } from '../values/business-day.ts'
import { addDays, weekday } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import type { EntryRow } from './tables.ts'
import { fitsWish, type LocalStart, wantedText, type Wish } from './wish.ts'

export interface FreeStarts {
  /** The first free start that the entry wishes for and that is none of these. */
  firstOf(entry: EntryRow, refused: ReadonlySet<Instant>): Promise<Instant | undefined>
  /** Somebody took a time: from here on everything is looked for anew. */
  forget(): void
}

/** The starts of a search, with what the clocks show, kept as far as somebody looked at them. */
interface Found {
  readonly starts: LocalStart[]
  readonly rest: Iterator<BookableStart>
}

/** Who waits for the same, and may be looked for together. */
const groupOf = ({ serviceId, seats, resources }: EntryRow): string =>
  JSON.stringify([serviceId, seats, wantedText(resources)])

/**
 * Statements: the services; for each service, party size and wanted resources those of bookableStarts, and again after `forget`.
 *
 * @param leastMinutes what begins sooner from now is not free
 */
export async function freeStarts(
  context: CommandContext,
  waiting: readonly EntryRow[],
  leastMinutes: number,
): Promise<FreeStarts> {
  const { branch, studio, now } = context
  const { timeZone } = studio.days(branch)
  const days = businessDays({ timeZone, dayStartsAt: '00:00' })
  const services = await servicesById(context, [...new Set(waiting.map(({ serviceId }) => serviceId))])
  const groups = new Map<string, EntryRow[]>()
  for (const entry of waiting) {
    const group = groups.get(groupOf(entry))
    if (group === undefined) groups.set(groupOf(entry), [entry])
    else group.push(entry)
  }
  const known = new Map<string, Found | undefined>()

  const windowOf = (service: Service, entries: readonly EntryRow[]) => {
    const bookable = bookableWindow(context, service.definition)
    const first = entries.map(({ firstDay }) => firstDay).sort()[0] ?? ''
    const last =
      entries
        .map(({ lastDay }) => lastDay)
        .sort()
        .at(-1) ?? ''
    return {
      from: Math.max(minuteOf(days.startOf(first)), bookable.from, minuteOf(now) + leastMinutes),
      to: Math.min(minuteOf(days.startOf(addDays(last, 1))), bookable.to),
    }
  }

  const search = async (service: Service, entries: readonly EntryRow[]): Promise<Found | undefined> => {
    const [one] = entries
    if (one === undefined) return undefined
    const wanted = (one.resources ?? {}) as Readonly<Record<string, readonly string[]>>
    const window = windowOf(service, entries)
    if (window.from >= window.to) return undefined
    const asked = { service, window, wanted, preferred: [], seats: one.seats }
    const { starts } = await bookableStarts(context, asked)
    return { starts: [], rest: asFarAsKnown(starts) }
  }

  const kept = async (key: string, look: () => Promise<Found | undefined>): Promise<Found | undefined> => {
    if (!known.has(key)) known.set(key, await look())
    return known.get(key)
  }

  /** Undefined where nothing can be found: the service is gone, or so is who was wanted. */
  const foundFor = async (entry: EntryRow): Promise<Found | undefined> => {
    const service = services.get(entry.serviceId)
    if (service === undefined) return undefined
    const group = groupOf(entry)
    const together = groups.get(group) ?? [entry]
    try {
      return await kept(group, () => search(service, together))
    } catch (error) {
      if (WantedRefused.is(error)) return undefined
      throw error
    }
  }

  return {
    async firstOf(entry, refused) {
      const wish: Wish = { windows: entry.windows as unknown as Wish['windows'], sessionStart: entry.sessionStart }
      const found = await foundFor(entry)
      if (found === undefined) return undefined
      for (const start of walked(found, timeZone)) {
        if (start.date > entry.lastDay) return undefined
        if (fitsWish(wish, start) && !refused.has(start.startsAt)) return start.startsAt
      }
      return undefined
    },
    forget: () => known.clear(),
  }
}

/** What was found before, and then what is found now. */
function* walked({ starts, rest }: Found, timeZone: string): Generator<LocalStart> {
  for (let at = 0; ; at++) {
    const known = starts[at]
    if (known !== undefined) {
      yield known
      continue
    }
    const next = rest.next()
    if (next.done === true) return
    const startsAt = instantOfMinute(next.value.start)
    const { date, time } = localTimeAt(startsAt, timeZone)
    const start = { startsAt, date, time, weekday: weekday(date) }
    starts.push(start)
    yield start
  }
}

/** Whose wish goes beyond the calendar of holidays keeps nobody else from theirs: nothing is free there yet. */
function* asFarAsKnown(starts: Iterable<BookableStart>): Generator<BookableStart> {
  try {
    yield* starts
  } catch (error) {
    if (!HolidaysUnknown.is(error)) throw error
  }
}
