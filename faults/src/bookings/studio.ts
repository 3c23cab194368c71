/** A studio that is booked, at which several engines and processes work: two of everything that a portrait needs. */
import { definePlugin, operation, type StorageAdapter } from '@calotype/core'
import { z } from 'zod'
import { openTwoBranches, type TwoBranchesGiven } from '../studio/two-branches.ts'
import { readFacts } from './facts.ts'
import { brokenRules, doubles } from './rules.ts'

export const toldSchema = z.array(z.strictObject({ reference: z.string(), resourceId: z.string() }))

const rules = operation({
  name: 'bookingcheck.rules',
  summary: 'Holds claims against the bookings, and looks for whatever was promised twice.',
  kind: 'query',
  input: z.strictObject({
    /** What changes of working time were told of. */
    told: toldSchema,
  }),
  output: z.object({
    broken: z.array(z.string()),
    doubles: z.int(),
    /** How many there are, those that are over included. */
    bookings: z.int(),
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
      bookings: facts.bookings.length,
    }
  },
})

const bookingcheck = definePlugin({
  name: 'bookingcheck',
  version: '1.0.0',
  requires: { bookings: '*', resources: '*', claims: '*' },
  operations: { rules },
})

/** An engine beside others on one store; nothing works in its background. */
export async function openBookedStudio(storage: StorageAdapter, given: TwoBranchesGiven = {}) {
  const studio = await openTwoBranches(storage, [bookingcheck] as const, given)
  return { ...studio, owner: studio.desk() }
}

export type BookedStudio = Awaited<ReturnType<typeof openBookedStudio>>

const before = { from: { anchor: 'start', minutes: -60 }, to: { anchor: 'start', minutes: 0 } } as const
const photographer = { name: 'photographer', skill: { name: 'photo' } }
const room = { name: 'room', kind: 'room', after: 15 } as const

/** A portrait, a family that needs lamps, passport pictures of which there are few a day, and a class of four seats. */
export const services = ['portrait', 'family', 'passport', 'class'] as const

/** Who and what can be booked, and for what. */
export async function furnish({ owner }: BookedStudio): Promise<void> {
  const rules = [{ kind: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }]
  await owner.resources.setOpeningHours({ validFrom: '2026-01-01', rules })
  for (const [code, skill] of Object.entries({ anna: 'photo', ben: 'photo', cleo: 'make-up', dora: 'make-up' })) {
    await owner.resources.add({ code, name: code, kind: 'person', skills: [{ skill, level: 5 }] })
  }
  for (const code of ['white', 'grey']) await owner.resources.add({ code, name: code, kind: 'room' })
  await owner.resources.add({ code: 'lamps', name: 'Lamps', kind: 'equipment', capacity: 3 })
  const save = owner.bookings.saveService
  const makeUp = { name: 'make-up', skill: { name: 'make-up' }, ...before }
  await save({ code: 'portrait', name: '写真', duration: 60, requirements: [photographer, makeUp, room] })
  const lamps = { name: 'lamps', kind: 'equipment', quantity: 2 } as const
  await save({ code: 'family', name: '全家福', duration: 60, requirements: [photographer, room, lamps] })
  await save({ code: 'passport', name: '证件照', duration: 30, dailyLimit: 3, requirements: [photographer] })
  await save({ code: 'class', name: '摄影课', duration: 60, seats: 4, requirements: [photographer, room] })
}
