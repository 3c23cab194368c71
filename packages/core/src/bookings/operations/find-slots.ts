/** Times at which a service can be booked. */
import { z } from 'zod'
import { monthGiven } from '../../engine/given-times.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, addMonths } from '../../values/calendar-date.ts'
import { localTimeAt } from '../../values/local-time.ts'
import { Money } from '../../values/money.ts'
import { parseInstant } from '../../values/instant.ts'
import { HolidaysUnknown } from '../../resources/index.ts'
import { type BookableStart, bookableStarts } from '../bookable-starts.ts'
import { bestOfQueries } from '../choose-slot.ts'
import { BookingTimeRefused, ServiceUnknown, WantedRefused } from '../errors.ts'
import { instantOfMinute, minuteAfter, minuteOf } from '../minutes.ts'
import { bookableWindow } from '../on-time.ts'
import { priceAt } from '../price-at.ts'
import { localDays } from '../search-times.ts'
import { requireService } from '../services.ts'
import { dateText, idText, instantText, wantedSchema } from '../shapes.ts'
import type { SlotAssignment } from '../search/slot-at.ts'
import { limitRequirement } from '../slot-query.ts'

const mostDays = 366

const schema = z
  .strictObject({
    /** The code or id of the service. */
    service: idText,
    /** From this moment on; now, or when the service can be booked first, unless told. */
    from: instantText.optional(),
    /** Before this moment; unless told a month after `from`. */
    to: instantText.optional(),
    /** A whole local day or month, in the place of from and to. */
    date: dateText.optional(),
    month: monthGiven.optional(),
    /** Who or what serves it and nobody in their place, by requirement: codes or ids. */
    resources: wantedSchema.optional(),
    /** Who serves it where they are free. */
    preferred: z.array(idText).max(50).default([]),
    /** Where the service has sessions: how many seats. */
    seats: z.int().min(1).max(1000).default(1),
    /** Also who would serve each. */
    withResources: z.boolean().default(false),
    /** 1 to 3,000; 20 unless told. */
    limit: z.int().min(1).max(3000).default(20),
  })
  .refine(
    ({ from, to, date, month }) =>
      [from !== undefined || to !== undefined, date !== undefined, month !== undefined].filter(Boolean).length < 2,
    { message: 'must be given alone: a date, a month, or from and to', path: ['date'] },
  )

export interface FindSlots extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, FindSlots> = schema

export interface SlotFound {
  startsAt: string
  endsAt: string
  /** What the clocks of the branch show at the start. */
  local: { date: string; time: string }
  /** The branch, or `place:<code>`. */
  place: string
  /** Of that time, for all seats asked for. */
  price: string
  /** Where the service has sessions: seats that are left, of one that stands or a new one. */
  seatsLeft: number | null
  /** Who would serve it, where that was asked for. */
  resources: { requirement: string; codes: string[]; reason: string }[] | null
}

export interface SlotsFound {
  timeZone: string
  currency: string
  items: SlotFound[]
  /** Whether there are more in the time asked for. */
  more: boolean
}

const output: z.ZodType<SlotsFound> = z.object({
  timeZone: z.string(),
  currency: z.string(),
  items: z.array(
    z.object({
      startsAt: z.string(),
      endsAt: z.string(),
      local: z.object({ date: z.string(), time: z.string() }),
      place: z.string(),
      price: z.string(),
      seatsLeft: z.int().nullable(),
      resources: z
        .array(z.object({ requirement: z.string(), codes: z.array(z.string()), reason: z.string() }))
        .nullable(),
    }),
  ),
  more: z.boolean(),
})

const errors = [ServiceUnknown, WantedRefused, BookingTimeRefused] as const

/**
 * In the order of time, as of now: who looks claims nothing. Statements: the service, the version of the resources, those of the pools; one more for what changed since the last search.
 */
export const slots: Operation<'query', FindSlots, SlotsFound, (typeof errors)[number]> = operation({
  name: 'bookings.slots',
  summary: 'Times at which a service can be booked: the first ones, of a day, or of a month.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { service: code, resources = {}, preferred, seats, withResources, limit, ...when }) {
    const { branch, studio } = context
    const service = await requireService(context, code)
    const { definition } = service
    const bookable = bookableWindow(context, definition)
    const asked = windowAsked(when, studio.days(branch).timeZone, bookable.from)
    const window = { from: Math.max(asked.from, bookable.from), to: Math.min(asked.to, bookable.to) }
    const { starts, timeZone, codeOf, queriesOfWeek } = await bookableStarts(context, {
      ...{ service, window, wanted: resources, preferred, seats },
      most: limit + 1,
    })
    const items: SlotFound[] = []
    const present = (start: number, place: string | null, seatsLeft: number | null): SlotFound => {
      const startsAt = instantOfMinute(start)
      const { date, time } = localTimeAt(startsAt, timeZone)
      const price = Money.of(priceAt(definition, date, time), studio.currency).times(BigInt(seats))
      return {
        startsAt,
        endsAt: instantOfMinute(start + definition.duration),
        local: { date, time },
        place: place ?? branch,
        price: price.toString(),
        seatsLeft,
        resources: null,
      }
    }
    const { found, more } = firstOf(starts, limit)
    for (const { start, place, left } of found) {
      const item = present(start, place, definition.seats > 1 ? (left ?? definition.seats) : null)
      if (withResources && left === null) {
        const slot = bestOfQueries(await queriesOfWeek(start), start)
        item.resources = servingTold(slot?.requirements ?? [], codeOf)
      }
      items.push(item)
    }
    return { timeZone, currency: studio.currency, items, more }
  },
})

/** At most so many, and whether there may be more: also where nothing can be said of what comes then. */
function firstOf(starts: Iterable<BookableStart>, limit: number) {
  const found: BookableStart[] = []
  try {
    for (const start of starts) {
      if (found.length === limit) return { found, more: true }
      found.push(start)
    }
  } catch (error) {
    if (!HolidaysUnknown.is(error) || found.length < limit) throw error
    return { found, more: true }
  }
  return { found, more: false }
}

/** Those who were asked for and those beside them serve one requirement. */
function servingTold(
  requirements: SlotAssignment['requirements'],
  codeOf: (id: string) => string,
): NonNullable<SlotFound['resources']> {
  const told = new Map<string, NonNullable<SlotFound['resources']>[number]>()
  for (const { name, chosen } of requirements) {
    if (name === limitRequirement) continue
    const codes = [...(told.get(name)?.codes ?? []), ...chosen.map(({ resource }) => codeOf(resource))]
    const reason = told.get(name)?.reason ?? chosen[0]?.reason ?? 'listed'
    told.set(name, { requirement: name, codes, reason })
  }
  return [...told.values()]
}

/** @throws BOOKING_TIME_REFUSED */
function windowAsked(
  {
    from,
    to,
    date,
    month,
  }: { from?: string | undefined; to?: string | undefined; date?: string | undefined; month?: string | undefined },
  timeZone: string,
  earliest: number,
): { readonly from: number; readonly to: number } {
  const days = localDays(timeZone)
  const first = date ?? (month === undefined ? undefined : `${month}-01`)
  if (first !== undefined) {
    const next = date === undefined ? addMonths(first, 1) : addDays(first, 1)
    return { from: minuteOf(days.startOf(first)), to: minuteOf(days.startOf(next)) }
  }
  const begins = from === undefined ? earliest : minuteAfter(parseInstant(from))
  const ends = to === undefined ? begins + 31 * 1440 : minuteAfter(parseInstant(to))
  const rule =
    ends <= begins ? 'come after' : ends - begins > mostDays * 1440 ? `be at most ${mostDays} days after` : ''
  if (rule !== '') {
    const since =
      from === undefined ? `the first start that may be booked, ${instantOfMinute(begins)}` : `from, ${from}`
    throw BookingTimeRefused.create({ field: 'to', rule: `${rule} ${since}`, value: to ?? '' })
  }
  return { from: begins, to: ends }
}
