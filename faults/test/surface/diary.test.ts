/** The walk over every operation does what a diary is for, and does not only get refused. */
import { memory } from '@calotype/core'
import { expect, it } from 'vitest'
import { randomOf } from '../../src/run/random.ts'
import { openStudios } from '../../src/surface/studio.ts'
import { walk } from '../../src/surface/walk.ts'

it('books, moves, waits, imports and looks at the diary, with good input and with bad', {
  timeout: 120_000,
}, async () => {
  const studios = await openStudios(memory())
  const only = /^(bookings|waitlist|calendars|agenda|resources)\./
  const { done, refused, violations } = await walk(studios, { rounds: 10, random: randomOf(20_261_122), only })
  await studios.engine.close()
  expect(violations).toEqual([])
  const missing = [
    ...['bookings.hold', 'bookings.book', 'bookings.bookTogether', 'bookings.bookSeries', 'bookings.confirm'],
    ...['bookings.move', 'bookings.reassign', 'bookings.slots', 'bookings.explain', 'bookings.saveService'],
    ...['waitlist.join', 'waitlist.offerFree', 'waitlist.read', 'calendars.saveSource', 'calendars.import'],
    ...['calendars.openFeed', 'agenda.calendar', 'agenda.upcoming', 'agenda.workload', 'agenda.freeCapacity'],
    ...['resources.setRoster', 'resources.setShifts', 'resources.requestTimeOff'],
  ].filter((name) => !done.has(name))
  expect(missing).toEqual([])
  for (const code of ['INPUT_INVALID', 'PERMISSION_MISSING', 'SLOT_TAKEN']) expect(refused.get(code)).toBeGreaterThan(0)
})
