/** Moves what was agreed to the instant of its local time, after the rules of a time zone changed. */
import { z } from 'zod'
import { ResourceUnknown, TimeOffUnknown } from '../../resources/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BookingOtherBranch, BookingStateRefused, BookingUnknown } from '../errors.ts'
import { keepLocalTimes } from '../keep-local-times.ts'
import { idText } from '../shapes.ts'

const most = 100

const schema = z
  .strictObject({
    bookingIds: z.array(idText).max(most).default([]),
    /** Days off. */
    timeOffIds: z.array(idText).max(most).default([]),
  })
  .refine(({ bookingIds, timeOffIds }) => bookingIds.length + timeOffIds.length > 0, {
    message: 'must name a booking, or timeOffIds a time off',
    path: ['bookingIds'],
  })

export interface KeepLocalTime extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, KeepLocalTime> = schema

export interface KeptLocalTime {
  kind: 'booking' | 'timeOff'
  id: string
  startsAt: string
  endsAt: string
}

export interface LeftInstant extends KeptLocalTime {
  /** `stands` where nothing had moved, `noSuchTime` where the clocks jump over what was agreed, `taken` where somebody or something is not free. */
  why: 'stands' | 'noSuchTime' | 'taken'
  /** Who or what is taken, and when. */
  taken: { resource: string; from: string; to: string }[]
}

export interface LocalTimesKept {
  edition: string
  /** As they stand now. */
  moved: KeptLocalTime[]
  /** What is left for a person to decide, as it stands. */
  left: LeftInstant[]
}

const kept = {
  kind: z.enum(['booking', 'timeOff']),
  id: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
}

const output: z.ZodType<LocalTimesKept> = z.object({
  edition: z.string(),
  moved: z.array(z.object(kept)),
  left: z.array(
    z.object({
      ...kept,
      why: z.enum(['stands', 'noSuchTime', 'taken']),
      taken: z.array(z.object({ resource: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
})

const errors = [
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused],
  ...[TimeOffUnknown, ResourceUnknown],
] as const

/**
 * People, things, buffers and money stay as they were. What is named makes room for each other; what collides with anything else stays, and is told. A session moves
 * with all who have seats in it.
 */
export const keepLocalTime: Operation<'command', KeepLocalTime, LocalTimesKept, (typeof errors)[number]> = operation({
  name: 'bookings.keepLocalTime',
  summary: 'Moves bookings and days off to the instant of their local time by the time zone data of today.',
  kind: 'command',
  input,
  output,
  errors,
  run: keepLocalTimes,
})
