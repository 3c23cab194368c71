/** Several times booked together beside others, from two engines: one waits for the other, and never both. */
import { addMillis } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { readAround } from '../../src/bookings/around.ts'
import type { BookedStudio } from '../../src/bookings/studio.ts'
import { noon } from '../../src/studio/two-branches.ts'
import { storeKinds } from '../counter/stores.ts'
import { bookingLab } from './lab.ts'

const hour = 3_600_000
const at = (hours: number): string => addMillis(noon, 46 * hour + hours * hour)

for (const kind of storeKinds) {
  const { two } = bookingLab(kind)

  describe.skipIf(kind.absent)(`bookings of several orders together, on ${kind.name}`, { meta: kind.meta }, () => {
    it('lock the orders in one order, whatever order they are named in', async () => {
      const repeats: string[] = []
      const [here, there] = await two(repeats)
      const [one = '', other = ''] = (await readAround(here)).orders.map(({ orderId }) => orderId)
      const book = ({ owner }: BookedStudio, orders: readonly string[], from: number) =>
        owner.bookings.bookTogether({
          bookings: orders.map((orderId, place) => ({ service: 'fitting', orderId, startsAt: at(from + place) })),
        })
      for (let round = 0; round < 3; round++) {
        const both = await Promise.all([book(here, [one, other], 2 * round), book(there, [other, one], 2 * round)])
        expect(both.map(({ items }) => items.length)).toEqual([2, 2])
      }
      expect(repeats.filter((why) => why.startsWith('STORAGE_DEADLOCK'))).toEqual([])
      expect((await here.owner.bookingcheck.rules({ told: [] })).broken).toEqual([])
    })

    it('lock the customers in one order as well', async () => {
      const repeats: string[] = []
      const [here, there] = await two(repeats)
      const [one = '', other = ''] = (await readAround(here)).orders.map(({ customerId }) => customerId)
      const book = ({ owner }: BookedStudio, customers: readonly string[], from: number) =>
        owner.bookings.bookTogether({
          bookings: customers.map((customerId, place) => ({
            service: 'family',
            customerId,
            startsAt: at(from + place),
          })),
        })
      const tried = await Promise.allSettled([book(here, [one, other], 0), book(there, [other, one], 2)])
      expect(tried.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
      expect(repeats.filter((why) => why.startsWith('STORAGE_DEADLOCK'))).toEqual([])
    })

    it('wait for nobody once they have drawn a number, for which others may wait', async () => {
      const repeats: string[] = []
      const [here, there] = await two(repeats)
      const photographer = { name: 'photographer', skill: { name: 'photo' } }
      await here.owner.bookings.saveService({ code: 'head', name: '头像', duration: 30, requirements: [photographer] })
      const head = (who: string, day: number) => {
        return { service: 'head', startsAt: at(24 * day), resources: { photographer: [who] } }
      }
      for (let round = 0; round < 8; round++) {
        const done = await Promise.all([
          here.owner.bookings.bookTogether({ bookings: [head('anna', 3 * round), head('ben', 3 * round)] }),
          there.owner.bookings.book(head('ben', 3 * round + 1)),
          here.owner.bookings.bookTogether({ bookings: [head('ben', 3 * round + 2), head('anna', 3 * round + 2)] }),
          there.owner.bookings.book(head('anna', 3 * round + 1)),
        ])
        expect(done).toHaveLength(4)
      }
      expect(repeats.filter((why) => why.startsWith('STORAGE_DEADLOCK'))).toEqual([])
    })
  })
}
