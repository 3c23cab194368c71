/** Rooms above take part where a booking changes, in its transaction. */
import { describe, expect, it } from 'vitest'
import { bookingChanging } from '../../src/bookings/index.ts'
import { on } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

async function watched(forbidden?: string) {
  const seen: string[][] = []
  const watching = definePlugin({
    name: 'watching',
    version: '1.0.0',
    requires: { bookings: '*' },
    hooks: [
      on(bookingChanging, ({ now }, { kind, before, after }) => {
        seen.push([kind, before.state, after.state])
        if (kind === forbidden) throw new RangeError(`not at ${now}`)
      }),
    ],
  })
  const studio = await openBookedStudio({ plugins: [watching] })
  return { ...studio, seen }
}

const startsAt = day(2, 11)

describe('a room above the bookings', () => {
  it('is told of every change of a booking, of its end by itself too, and not of a new one', async () => {
    const { manager, engine, clock, seen } = await watched()
    const first = await manager.bookings.hold({ service: 'portrait', startsAt })
    expect(seen).toEqual([])
    await manager.bookings.confirm({ bookingId: first.id })
    await manager.bookings.move({ bookingId: first.id, startsAt: day(3, 11) })
    await manager.bookings.cancel({ bookingId: first.id })
    await manager.bookings.hold({ service: 'portrait', startsAt })
    clock.now = new Date(Date.parse(clock.now) + 3_600_000).toISOString()
    await engine.settle()
    expect(seen).toEqual([
      ['confirmed', 'held', 'confirmed'],
      ['moved', 'confirmed', 'confirmed'],
      ['cancelled', 'confirmed', 'cancelled'],
      ['expired', 'held', 'expired'],
    ])
  })

  it('undoes the change where it fails', async () => {
    const { manager } = await watched('cancelled')
    const { id: bookingId } = await manager.bookings.book({ service: 'portrait', startsAt })
    await expect(manager.bookings.cancel({ bookingId })).rejects.toThrow()
    expect((await manager.bookings.booking({ bookingId })).state).toBe('confirmed')
  })
})
