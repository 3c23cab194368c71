import { expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { openBookedStudio } from '../bookings/studio.ts'
import { counting } from '../orders/studio.ts'
import { day } from '../rentals/studio.ts'

it('a feed costs as many statements with ten bookings as with one', async () => {
  const { adapter, statements } = counting(memory())
  const { as, manager, customerId } = await openBookedStudio({ storage: adapter })
  const branch = await manager.calendars.openFeed({ of: 'branch' })
  const anna = await manager.calendars.openFeed({ of: 'resource', id: 'anna' })
  const own = await manager.calendars.openFeed({ of: 'customer', id: customerId })
  const reader = as('public')
  const counts = async () => {
    const told = []
    for (const { token } of [branch, anna, own]) {
      statements.length = 0
      await reader.calendars.feed({ token })
      told.push(statements.length)
    }
    return told
  }
  await manager.bookings.book({ service: 'portrait', startsAt: day(2, 11), customerId })
  await counts()
  const few = await counts()
  for (let date = 3; date < 12; date++) {
    await manager.bookings.book({ service: 'portrait', startsAt: day(date, 11), customerId })
  }
  expect(await counts()).toEqual(few)
  expect(few).toEqual([2, 5, 3])
})
