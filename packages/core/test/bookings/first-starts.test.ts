/** The first times, read part by part, beside the same times taken from a whole search. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { day } from '../rentals/studio.ts'
import { openStockroom } from '../inventory/studio.ts'
import { openBookedStudio } from './studio.ts'

const people = ['anna', 'ben', 'cleo', 'dora'] as const

const studioOfLife = fc.record({
  bookings: fc.array(fc.record({ day: fc.integer({ min: 1, max: 60 }), hour: fc.integer({ min: 10, max: 16 }) }), {
    maxLength: 12,
  }),
  away: fc.array(
    fc.record({
      who: fc.constantFrom(...people),
      day: fc.integer({ min: 1, max: 40 }),
      days: fc.integer({ min: 1, max: 25 }),
    }),
    { maxLength: 4 },
  ),
  dailyLimit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  weeklyLimit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 40 }),
  from: fc.integer({ min: 0, max: 40 }),
})

const date = (at: number) => day(at).slice(0, 10)

describe('the first times', () => {
  it('are those of the whole search, whatever is booked, who is away and what is full', async () => {
    await fc.assert(
      fc.asyncProperty(studioOfLife, async ({ bookings, away, dailyLimit, weeklyLimit, limit, from }) => {
        const storage = memory()
        const limits = {
          ...(dailyLimit === undefined ? {} : { dailyLimit }),
          ...(weeklyLimit === undefined ? {} : { weeklyLimit }),
        }
        const { manager, owner, ids } = await openBookedStudio({
          storage,
          service: { ...limits, notice: 0, horizon: 120 },
        })
        for (const one of bookings) {
          const startsAt = day(one.day, one.hour)
          await manager.bookings.book({ service: 'portrait', startsAt }).catch(() => undefined)
        }
        for (const { who, day: first, days } of away) {
          const lastDay = date(first + days - 1)
          const asked = { resourceId: ids[who], kind: 'leave', firstDay: date(first), lastDay } as const
          const timeOff = await manager.resources.requestTimeOff(asked).catch(() => undefined)
          if (timeOff === undefined) continue
          await owner.resources
            .approveTimeOff({ timeOffId: timeOff.timeOff.id, despiteBookings: true })
            .catch(() => undefined)
        }
        const ask = { service: 'portrait', from: day(from), to: day(from + 70) }
        const whole = await (await openStockroom({ storage })).manager.bookings.slots({ ...ask, limit: 3000 })
        const cold = (await openStockroom({ storage })).manager.bookings
        const first = await cold.slots({ ...ask, limit })
        expect(first.items).toEqual(whole.items.slice(0, limit))
        expect(first.more).toBe(whole.items.length > limit)
        // And again, with what was read before in memory.
        expect((await cold.slots({ ...ask, limit: 3000 })).items).toEqual(whole.items)
        expect((await cold.slots({ ...ask, limit })).items).toEqual(first.items)
      }),
      { numRuns: 25 },
    )
  })

  it('cost three statements with nothing in memory but the resources, and two after that', async () => {
    const { adapter, statements } = counting(memory())
    const { manager } = await openBookedStudio({ storage: adapter })
    await manager.bookings.book({ service: 'portrait', startsAt: day(2, 11) })
    const asked = async () => {
      statements.length = 0
      await manager.bookings.slots({ service: 'portrait' })
      return [...statements]
    }
    const known = ['find bookings_services', 'find claims_versions']
    expect(await asked()).toEqual([...known, 'find claims'])
    expect(await asked()).toEqual(known)
  })

  it('tell of each who would be booked for it now', async () => {
    const { manager } = await openBookedStudio()
    const startsAt = day(3, 11)
    for (const at of [9, 10, 11]) await manager.bookings.book({ service: 'portrait', startsAt: day(at, 11) })
    await manager.bookings.book({ service: 'portrait', startsAt: day(3, 15) })
    const { items } = await manager.bookings.slots({
      service: 'portrait',
      from: startsAt,
      limit: 1,
      withResources: true,
    })
    const booked = await manager.bookings.book({ service: 'portrait', startsAt })
    const told = items[0]?.resources?.map(({ requirement, codes, reason }) => ({ requirement, code: codes[0], reason }))
    expect(told).toEqual(booked.resources.map(({ requirement, code, reason }) => ({ requirement, code, reason })))
  })
})
