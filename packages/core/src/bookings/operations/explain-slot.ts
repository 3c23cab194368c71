/** Why a service can or cannot be booked at a time, and when it could be instead. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { HolidaysUnknown } from '../../resources/index.ts'
import { addDays } from '../../values/calendar-date.ts'
import { localTimeMissing } from '../../values/errors-time.ts'
import { localTimeAt } from '../../values/local-time.ts'
import { bookedTime } from '../booked-time.ts'
import { BookingTimeRefused, ServiceUnknown, WantedRefused } from '../errors.ts'
import { explainStart } from '../explain-start.ts'
import { type ExplainedRequirement, explainedRequirementSchema } from '../explained.ts'
import { lookForSlots } from '../look-for-slots.ts'
import { instantOfMinute, minuteAfter, minuteOf } from '../minutes.ts'
import { firstWindow, nearestStarts, nearestWithin } from '../nearest-starts.ts'
import { bookableWindow } from '../on-time.ts'
import { hullOfWindows, readWithin } from '../read-within.ts'
import { localDays } from '../search-times.ts'
import { requireService } from '../services.ts'
import { readSessionsToJoin } from '../sessions-to-join.ts'
import { idText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import { type AgainstStart, againstStart } from '../against-start.ts'
import { brokenTimeRules } from '../time-rules.ts'

const schema = z
  .strictObject({
    service: idText,
    ...startMembers,
    /** Who has to serve it, by requirement: codes or ids. Whoever does not do is told as such. */
    resources: wantedSchema.optional(),
    /** Where the service has sessions: how many seats. */
    seats: z.int().min(1).max(1000).default(1),
  })
  .refine(saysStart, startRule)

export interface ExplainSlot extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ExplainSlot> = schema

/** A start, and what the clocks of the branch show then. */
export interface ExplainedStart {
  startsAt: string
  local: { date: string; time: string }
}

export interface ExplainedSession extends ExplainedStart {
  seatsLeft: number
  /** Whether it has the seats that were asked for, begins on the grid, and is served by whoever was asked for. */
  canJoin: boolean
}

export interface ExplainedSlot extends ExplainedStart {
  timeZone: string
  /** Whether it can be booked by whoever keeps to the terms of the service: just then `bookings.slots` lists it. */
  free: boolean
  /** What speaks against the time itself, whoever is free. */
  reasons: AgainstStart[]
  /** Of a booking, or a session, of its own: who joins a session that stands needs nobody anew. */
  requirements: ExplainedRequirement[]
  /** Sessions with seats left that begin on the same local day; null where the service has none. */
  sessions: ExplainedSession[] | null
  /** The last free start before, and the first after it, with the same wishes; null where there is none within so many days. */
  nearest: { before: ExplainedStart | null; after: ExplainedStart | null; withinDays: number }
}

const startSchema = { startsAt: z.string(), local: z.object({ date: z.string(), time: z.string() }) }

const output: z.ZodType<ExplainedSlot> = z.object({
  ...startSchema,
  timeZone: z.string(),
  free: z.boolean(),
  reasons: z.array(
    z.object({ kind: z.string(), because: z.string().nullable(), text: z.string(), binds: z.boolean() }),
  ),
  requirements: z.array(explainedRequirementSchema),
  sessions: z.array(z.object({ ...startSchema, seatsLeft: z.int(), canJoin: z.boolean() })).nullable(),
  nearest: z.object({
    before: z.object(startSchema).nullable(),
    after: z.object(startSchema).nullable(),
    withinDays: z.int(),
  }),
})

const errors = [ServiceUnknown, WantedRefused, BookingTimeRefused, localTimeMissing, HolidaysUnknown] as const

/** Limits count by whole weeks, and spans of work go on into the next day. */
const daysAround = 14

/**
 * Says of every resource that would do why it is not free, without saying for whom it is taken; why somebody is away only to who may see time off of others. The nearest free
 * starts are looked for in the 31 days before and after.
 *
 * Statements: those of a day's bookings.slots; one more for kinds of time off, where somebody is away; and where the next days have not both of the nearest starts, again what a day's slots read of
 * claims and sessions.
 */
export const explainSlot: Operation<'query', ExplainSlot, ExplainedSlot, (typeof errors)[number]> = operation({
  name: 'bookings.explain',
  summary:
    'Says why a service can or cannot be booked at a time: of every requirement, and every resource that would do; and the nearest times at which it can.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { service: code, resources: wanted = {}, seats, ...given }) {
    const service = await requireService(context, code)
    const { definition } = service
    const { timeZone } = context.studio.days(context.branch)
    const time = bookedTime(given, timeZone, definition.duration)
    const { startsAt, localDate, localTime } = time
    const rules = brokenTimeRules(definition, time, context.now)
    const beyond = rules.find(({ kind }) => kind === 'beyond')
    if (beyond !== undefined) {
      throw BookingTimeRefused.create({ field: 'startsAt', rule: beyond.rule, value: startsAt })
    }
    const start = minuteOf(startsAt)
    const isOver = rules.some(({ kind }) => kind === 'past')
    const since = isOver ? addDays(localDate, -daysAround) : undefined
    const look = await lookForSlots(context, { service, wanted, preferred: [], unfit: 'told', since })
    const bookable = bookableWindow(context, definition)
    const around = { notBefore: minuteAfter(startsAt), later: start + 1, bookable }
    const first = firstWindow(around)
    const knownThen = await look.knownWith(start, first ?? { from: start, to: start })
    const { full, requirements } = await explainStart(context, knownThen, start)

    const days = localDays(timeZone)
    const ofDay = { from: minuteOf(days.startOf(localDate)), to: minuteOf(days.startOf(addDays(localDate, 1))) }
    const sessionsIn = readWithin((window) => readSessionsToJoin(context, { service, seats, wanted }, window))
    const known = await sessionsIn(first === undefined ? ofDay : hullOfWindows(ofDay, first))
    const sessions = known.filter((session) => ofDay.from <= session.start && session.start < ofDay.to)
    const then = sessions.filter((session) => session.start === start)
    const reasons = againstStart(context, {
      ...{ rules, full, seats, most: definition.seats, sessions: then },
      isShort: requirements.some(({ enough }) => !enough),
    })
    const joins = then.some(({ canJoin }) => canJoin)
    const { before, after } = await nearestStarts({ look, opens: seats <= definition.seats, sessionsIn }, around)

    const present = (minute: number): ExplainedStart => {
      const at = instantOfMinute(minute)
      const { date, time: clock } = localTimeAt(at, timeZone)
      return { startsAt: at, local: { date, time: clock } }
    }
    return {
      startsAt,
      local: { date: localDate, time: localTime },
      timeZone,
      free: reasons.length === 0 && (joins || requirements.every(({ enough }) => enough)),
      reasons,
      requirements: [...requirements],
      sessions:
        definition.seats === 1
          ? null
          : sessions
              .filter(({ left }) => left > 0)
              .map(({ start: begins, left, canJoin }) => ({ ...present(begins), seatsLeft: left, canJoin })),
      nearest: {
        before: before === null ? null : present(before),
        after: after === null ? null : present(after),
        withinDays: nearestWithin,
      },
    }
  },
})
