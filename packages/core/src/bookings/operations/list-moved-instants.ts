/** What falls on another instant than the one that is kept, since the rules of a time zone changed. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MovedInstant, movedInstantSchema, movedBookings, movedDays } from '../moved-instants.ts'
import { zoneRulesToken } from '../zone-rules.ts'

const schema = z.strictObject({
  /** How many bookings or days off are looked at: 1 to 1,000; 200 unless told. A page may have fewer, or none: follow `next` until it is null. */
  limit: z.int().min(1).max(1000).default(200),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListMovedInstants extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListMovedInstants> = schema

export interface MovedInstants {
  /** The edition of the time zone data by which they were judged. */
  edition: string
  items: MovedInstant[]
  next: string | null
}

const output: z.ZodType<MovedInstants> = z.object({
  edition: z.string(),
  items: z.array(movedInstantSchema),
  next: z.string().nullable(),
})

const daysOff = 'days:'

/** Bookings and holds that are still to come, by their starts; then days off. Statements: one, and the version of the resources for days off. */
export const movedInstants: Operation<'query', ListMovedInstants, MovedInstants, never> = operation({
  name: 'bookings.movedInstants',
  summary:
    'Bookings, holds and days off to come that by the time zone data of today fall on another instant than the one kept.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor }) {
    const rules = context.resolve(zoneRulesToken)
    if (cursor?.startsWith(daysOff)) {
      const page = await movedDays(context, rules, { limit, cursor: cursor.slice(daysOff.length) || undefined })
      return { edition: rules.edition, items: page.moved, next: page.next === null ? null : daysOff + page.next }
    }
    const page = await movedBookings(context, rules, { limit, cursor })
    return { edition: rules.edition, items: page.moved, next: page.next ?? daysOff }
  },
})
