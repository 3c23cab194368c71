/** What is booked and no longer fits. */
import { z } from 'zod'
import { bookingStates, type BookingState } from '../../bookings/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { HolidaysUnknown, ResourceUnknown } from '../../resources/index.ts'
import { decodeCursor, encodeCursor } from '../../storage/cursor.ts'
import { brokenRules } from '../breaks.ts'
import { AgendaPeriodInvalid } from '../errors.ts'
import { type ConflictFound, findBroken, takeOvers } from '../find-broken.ts'
import { instantOfMinute, minuteOf, periodOf } from '../period.ts'
import { branchAsked, dateText, whoseMembers } from '../resources-asked.ts'

const schema = z.strictObject({
  /** Local days of the branch, both included; at most 62. What is over is left out. */
  from: dateText,
  to: dateText,
  ...whoseMembers,
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ReadConflicts extends z.input<typeof schema> {}

const span = { from: z.string(), to: z.string() }

const conflict = z.object({
  /** booking, hold or rental. */
  kind: z.string(),
  /** Whose claim it is: a booking, a session, a rental. */
  reference: z.string(),
  resourceId: z.string(),
  resource: z.string(),
  resourceKind: z.string(),
  /** What it is booked as; null where that is not known. */
  requirement: z.string().nullable(),
  /** The part for which the resource has to work. */
  ...span,
  /** With what is around it, which need not be working time. */
  busyFrom: z.string(),
  busyTo: z.string(),
  /** In the order of the rules; `with` has the ids of time off, imports, bookings, sessions and rentals that are in the way. */
  breaks: z.array(z.object({ rule: z.enum(brokenRules), ...span, with: z.array(z.string()) })),
  /** All of a session; none where they belong to a branch that the actor does not reach. */
  bookings: z.array(
    z.object({
      bookingId: z.string(),
      number: z.string(),
      branch: z.string(),
      state: z.enum(bookingStates),
      service: z.string(),
      serviceName: z.string(),
      customerId: z.string().nullable(),
      orderId: z.string().nullable(),
      startsAt: z.string(),
      endsAt: z.string(),
      /** `overbooked` where somebody booked it although not everybody was free. */
      allowed: z.string().nullable(),
    }),
  ),
  /** Who could take the part over, whom the service prefers first: at most ten, by `bookings.reassign`. */
  alternatives: z.array(z.object({ resourceId: z.string(), resource: z.string() })),
  /** How many could. */
  alternativesInAll: z.int(),
})

export interface AgendaConflict extends z.output<typeof conflict> {}

export interface AgendaConflicts {
  branch: string
  timeZone: string
  from: string
  to: string
  /** In the order of their beginnings. */
  items: AgendaConflict[]
  /** How many there are in all. */
  count: number
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const input: z.ZodType<z.output<typeof schema>, ReadConflicts> = schema
const output: z.ZodType<AgendaConflicts> = z.object({
  branch: z.string(),
  timeZone: z.string(),
  ...span,
  items: z.array(conflict),
  count: z.int(),
  next: z.string().nullable(),
})

const errors = [AgendaPeriodInvalid, BranchUnknown, ResourceUnknown, HolidaysUnknown] as const

const mostDays = 62
const mostAlternatives = 10

const order = ['from', 'resource', 'reference', 'busyFrom'].map((column) => ({ column, direction: 'asc' }) as const)
const placeOf = ({ claim, resource }: ConflictFound) => [
  instantOfMinute(claim.work.from),
  resource.code,
  claim.reference,
  instantOfMinute(claim.from),
]

function compare(one: readonly unknown[], other: readonly unknown[]): number {
  for (const [at, mine] of one.entries()) {
    const [a, b] = [String(mine), String(other[at])]
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}

/** Statements while the book of resources is known: five; two less where nothing is booked. */
export const conflicts: Operation<'query', ReadConflicts, AgendaConflicts, (typeof errors)[number]> = operation({
  name: 'agenda.conflicts',
  summary: 'Bookings, holds and rentals that no longer fit: when, which rule they break, and who could take over.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { from: first, to: last, limit, cursor, ...whose }) {
    const { branch, timeZone } = branchAsked(context, 'agenda.conflicts', whose.branch)
    const period = periodOf({ from: first, to: last, most: mostDays }, timeZone, context.now)
    const after = cursor === undefined ? undefined : decodeCursor(order, cursor)
    const window = { from: Math.max(period.from, minuteOf(context.now)), to: period.to }
    const broken = await findBroken(context, { branch, whose, window, first })
    const found = broken.found.map((one) => ({ one, place: placeOf(one) })).sort((a, b) => compare(a.place, b.place))
    const rest = after === undefined ? found : found.filter(({ place }) => compare(place, after) > 0)
    const page = rest.slice(0, limit)
    const end = page.at(-1)
    const couldTake = await takeOvers(context, broken)
    return {
      branch,
      timeZone,
      from: period.first,
      to: period.last,
      items: page.map(({ one }) => {
        const { claim, resource, part, bookings, breaks } = one
        const others = couldTake(one)
        return {
          kind: claim.kind,
          reference: claim.reference,
          resourceId: resource.id,
          resource: resource.code,
          resourceKind: resource.kind,
          requirement: part?.requirement ?? null,
          from: instantOfMinute(claim.work.from),
          to: instantOfMinute(claim.work.to),
          busyFrom: instantOfMinute(claim.from),
          busyTo: instantOfMinute(claim.to),
          breaks: breaks.map(({ rule, from, to, with: others }) => ({
            rule,
            from: instantOfMinute(from),
            to: instantOfMinute(to),
            with: [...others],
          })),
          bookings: bookings.map((row) => ({
            bookingId: row.id,
            number: row.number,
            branch: row.branch,
            state: row.state as BookingState,
            service: row.serviceCode,
            serviceName: row.serviceName,
            customerId: row.customerId,
            orderId: row.orderId,
            startsAt: row.startsAt,
            endsAt: row.endsAt,
            allowed: row.allowed,
          })),
          alternatives: others.slice(0, mostAlternatives).map(({ id, code }) => ({ resourceId: id, resource: code })),
          alternativesInAll: others.length,
        }
      }),
      count: found.length,
      next: rest.length > limit && end !== undefined ? encodeCursor(order, end.place) : null,
    }
  },
})
