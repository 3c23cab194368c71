/** A few days of a small studio, at random: who works when, who is away or busy elsewhere, what is booked and held, and what is asked about. */
import fc from 'fast-check'

export const people = ['anna', 'ben', 'cleo', 'dan'] as const
export const members = [...people, 'white', 'chairs', 'garden'] as const
export const services = ['portrait', 'outdoors', 'lesson'] as const

export type Member = (typeof members)[number]
export type ServiceCode = (typeof services)[number]

/** Days are counted from 22 November 2026, a Sunday; hours are local and may be halves. */
const dayAt = fc.integer({ min: 0, max: 4 })
const hour = fc.integer({ min: 14, max: 40 }).map((halves) => halves / 2)

export const anyDiary = fc.record({
  /** The local hour of the first day at which all is asked. */
  now: fc.constantFrom(8, 12, 12.25),
  holidays: fc.uniqueArray(dayAt, { maxLength: 2 }),
  /** Ben works in the afternoon and the evening on some weekdays, or as the studio is open. */
  lateBen: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })),
  shifts: fc.array(fc.record({ who: fc.constantFrom(...people), day: dayAt, works: fc.boolean() }), { maxLength: 2 }),
  away: fc.array(
    fc.record({
      who: fc.constantFrom(...members),
      kind: fc.constantFrom('leave', 'sick', 'training', 'other' as const),
      day: dayAt,
      span: fc.oneof(
        fc.record({ days: fc.integer({ min: 1, max: 2 }) }),
        fc.record({ from: hour, hours: fc.integer({ min: 1, max: 5 }) }),
      ),
    }),
    { maxLength: 3 },
  ),
  busy: fc.array(
    fc.record({ who: fc.constantFrom(...people), day: dayAt, from: hour, hours: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 2 },
  ),
  booked: fc.array(
    fc.record({
      service: fc.constantFrom(...services),
      day: dayAt,
      at: hour,
      /** Held for ten minutes, or for a quarter of an hour. */
      held: fc.option(fc.constantFrom(10, 15, 15), { freq: 2 }),
      by: fc.option(fc.constantFrom('anna', 'ben' as const)),
      seats: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 12 },
  ),
  /** Minutes that pass before anything is asked: some holds are over then. */
  passed: fc.constantFrom(0, 0, 12),
  dailyLimit: fc.option(fc.integer({ min: 1, max: 3 })),
  weeklyLimit: fc.option(fc.integer({ min: 1, max: 4 })),
  annaLimit: fc.option(fc.integer({ min: 1, max: 2 })),
  notice: fc.constantFrom(0, 90),
  horizon: fc.integer({ min: 3, max: 8 }),
  asked: fc.array(
    fc.record({
      service: fc.constantFrom(...services),
      /** Also before now, and beyond the horizon. */
      day: fc.integer({ min: -1, max: 8 }),
      at: fc.oneof(
        { arbitrary: hour, weight: 6 },
        { arbitrary: fc.constantFrom(9.25, 11 + 10 / 60, 0, 23.5), weight: 1 },
      ),
      role: fc.constantFrom('manager', 'cashier' as const),
      seats: fc.constantFrom(1, 1, 1, 1, 2, 3, 4),
      by: fc.option(fc.constantFrom(...people), { freq: 2 }),
      /** The service and the time of one of the bookings, so many half hours later, in their place. */
      near: fc.option(fc.record({ booked: fc.nat({ max: 11 }), later: fc.integer({ min: -1, max: 2 }) }), { freq: 1 }),
    }),
    { minLength: 6, maxLength: 6 },
  ),
})

export type Diary = typeof anyDiary extends fc.Arbitrary<infer D> ? D : never
export type Asked = Diary['asked'][number]

const one = { seats: 1, by: null, near: null, role: 'manager' } as const

/** What is rare among the others: a session to join and to be too many for, a hold, a way, an imported calendar, somebody who is wanted twice, what is full, a start that is too soon. */
export const richDiary: Diary = {
  ...{ now: 8, holidays: [], lateBen: null, shifts: [], passed: 0, notice: 90, horizon: 5 },
  ...{ dailyLimit: 1, weeklyLimit: 1, annaLimit: 1 },
  busy: [{ who: 'cleo', day: 4, from: 9, hours: 3 }],
  away: [
    { who: 'anna', kind: 'sick', day: 3, span: { days: 1 } },
    { who: 'cleo', kind: 'leave', day: 3, span: { from: 11, hours: 1 } },
  ],
  booked: [
    { service: 'lesson', day: 1, at: 10, held: null, by: 'anna', seats: 1 },
    { service: 'portrait', day: 2, at: 11, held: 15, by: 'anna', seats: 1 },
    { service: 'outdoors', day: 1, at: 13, held: null, by: 'ben', seats: 1 },
  ],
  asked: [
    { ...one, service: 'lesson', day: 1, at: 10 },
    { ...one, service: 'lesson', day: 1, at: 10, seats: 3, role: 'cashier' },
    { ...one, service: 'portrait', day: 2, at: 11 },
    { ...one, service: 'outdoors', day: 3, at: 11 },
    { ...one, service: 'portrait', day: 1, at: 14 },
    { ...one, service: 'portrait', day: 4, at: 11, role: 'cashier' },
    { ...one, service: 'portrait', day: 3, at: 11, role: 'cashier' },
    { ...one, service: 'portrait', day: 0, at: 9, role: 'cashier' },
  ],
}
