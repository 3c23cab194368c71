/** A studio that is booked, at which several engines and processes work, and that judges what they leave. */
import { definePlugin, operation, type StorageAdapter } from '@calotype/core'
import { z } from 'zod'
import { openTwoBranches, type TwoBranchesGiven } from '../studio/two-branches.ts'
import { readFacts } from './facts.ts'
import { brokenRules, doubles } from './rules.ts'

export const toldSchema = z.array(
  z.strictObject({ reference: z.string(), resourceId: z.string(), by: z.enum(['workingTime', 'import']) }),
)

const rules = operation({
  name: 'bookingcheck.rules',
  summary: 'Holds claims against the bookings, and looks for whatever was promised twice.',
  kind: 'query',
  input: z.strictObject({
    /** What changes of working time, and calendars of others, were told of. */
    told: toldSchema,
  }),
  output: z.object({
    broken: z.array(z.string()),
    doubles: z.int(),
    /** How many there are that somebody made himself, those that are over included. */
    bookings: z.int(),
    /** How many times were offered to who waits. */
    offers: z.int(),
    /** How many things were rented. */
    rentals: z.int(),
    /** Sessions that more than one booking had seats in. */
    shared: z.int(),
  }),
  async run({ store, now }, { told }) {
    const facts = await readFacts(store, now)
    const sessions = facts.bookings.flatMap(({ sessionId }) => sessionId ?? [])
    return {
      shared: new Set(sessions.filter((one, at) => sessions.indexOf(one) !== at)).size,
      broken: [...brokenRules(facts, told)],
      doubles: doubles(facts).length,
      bookings: facts.bookings.filter(({ source }) => source !== 'waitlist').length,
      offers: facts.offers,
      rentals: facts.rentals.length,
    }
  },
})

const bookingcheck = definePlugin({
  name: 'bookingcheck',
  version: '1.0.0',
  requires: { bookings: '*', resources: '*', claims: '*', rentals: '*', waitlist: '*' },
  operations: { rules },
})

/** An engine beside others on one store; nothing works in its background. */
export async function openBookedStudio(storage: StorageAdapter, given: TwoBranchesGiven = {}) {
  const studio = await openTwoBranches(storage, [bookingcheck] as const, given)
  return { ...studio, owner: studio.desk() }
}

export type BookedStudio = Awaited<ReturnType<typeof openBookedStudio>>
