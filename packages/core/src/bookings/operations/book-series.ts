/** Books a time that comes again. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { localTimeMissing } from '../../values/errors-time.ts'
import { bookingMembers } from '../booking-input.ts'
import { type DayRefused, dayRefusedSchema, dayTaken, refusedDayText } from '../day-refused.ts'
import { SeatsShort, SeriesInvalid, SeriesTaken, SlotTaken } from '../errors.ts'
import { seatsText } from '../explained.ts'
import { bookingErrors } from '../operation-errors.ts'
import { placeBooking } from '../place-booking.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { seriesDates } from '../series-dates.ts'
import { dateText, timeText } from '../shapes.ts'

const { startsAt: _startsAt, date: _date, time: _time, source: _source, ...members } = bookingMembers

const schema = z.strictObject({
  ...members,
  /** The first day, by the local clock. */
  date: dateText,
  time: timeText,
  repeats: z.strictObject({
    unit: z.enum(['days', 'weeks', 'months']),
    every: z.int().min(1).max(52).default(1),
    /** How many in all, the first included. */
    count: z.int().min(2).max(104),
  }),
  /** Leaves out the days on which it is not free; unless told, all are booked or none. */
  skipTaken: z.boolean().default(false),
})

export interface BookSeries extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BookSeries> = schema

export interface BookedSeries {
  groupId: string
  items: Booking[]
  /** Days on which nothing was booked, and why. */
  skipped: DayRefused[]
}

const output: z.ZodType<BookedSeries> = z.object({
  groupId: z.string(),
  items: z.array(bookingSchema),
  skipped: z.array(dayRefusedSchema),
})

const errors = [...bookingErrors, SeriesInvalid, SeriesTaken] as const

/**
 * The wall clock stays: at ten in the morning also after the clocks were changed. A day without that time, because the clocks jump
 * over it, is left out.
 */
export const bookSeries: Operation<'command', BookSeries, BookedSeries, (typeof errors)[number]> = operation({
  name: 'bookings.bookSeries',
  summary: 'Books a time that comes again every so many days, weeks or months.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { repeats, skipTaken, date, ...wanted }) {
    const groupId = context.newId()
    const items: Booking[] = []
    const skipped: DayRefused[] = []
    const dates = seriesDates(date, repeats)
    for (const day of dates) {
      const one = { ...wanted, date: day, source: 'series' as const, holdMinutes: null, groupId }
      try {
        items.push(await context.store.savepoint(() => placeBooking(context, one)))
      } catch (error) {
        const refused = refusedOn(day, error)
        if (refused === undefined) throw error
        skipped.push(refused)
      }
    }
    // All that is in the way is told at once, and not one day at a time.
    const taken = skipped.filter(({ why }) => why !== 'noSuchTime')
    if (!skipTaken && taken.length > 0) {
      throw SeriesTaken.create({ service: wanted.service, of: dates.length, taken })
    }
    if (items.length === 0) {
      throw SeriesInvalid.create({
        field: 'repeats',
        rule: 'leave a day that is free',
        value: `${repeats.count} that are not: ${skipped.slice(0, mostTold).map(refusedDayText).join('; ')}`,
      })
    }
    return { groupId, items, skipped }
  },
})

/** So many days are told where none is left. */
const mostTold = 5

/** Why a day is left out; undefined of an error that is not about the day. */
function refusedOn(date: string, error: unknown): DayRefused | undefined {
  if (SlotTaken.is(error)) return dayTaken(date, error.details)
  const other = { date, full: [], short: [] }
  if (SeatsShort.is(error)) {
    const { left, wanted } = error.details
    return { ...other, why: 'full', text: seatsText(left, wanted) }
  }
  if (!localTimeMissing.is(error)) return undefined
  return { ...other, why: 'noSuchTime', text: 'the clocks jump over that time' }
}
