/** Sixteen clients at two engines take, move and give up the same few times: nobody and nothing is promised twice. */
import { addMillis } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { allRuns, client, minutesPerStep } from '../../src/bookings/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { noon } from '../../src/studio/two-branches.ts'
import { storeKinds } from '../counter/stores.ts'
import { bookingLab } from './lab.ts'

const steps = 40
const clients = 16

for (const kind of storeKinds) {
  const { two } = bookingLab(kind)

  describe.skipIf(kind.absent)(`a storm of bookings, on ${kind.name}`, { meta: kind.meta }, () => {
    it('promises nobody twice, whatever else happens', async () => {
      const [here, there] = await two()
      // Whether others join a class hangs on who is faster: here is one that they move, leave and give other people.
      const joined = { service: 'class', startsAt: addMillis(noon, 2 * 24 * 3_600_000) }
      for (const { owner } of [here, there, here]) await owner.bookings.book(joined)
      expect((await here.owner.bookingcheck.rules({ told: [] })).shared).toBe(1)
      const run = allRuns(
        await Promise.all(
          Array.from({ length: clients }, (_, number) =>
            client(number % 2 === 0 ? here : there, { random: randomOf(300 + number), steps }),
          ),
        ),
      )
      expect(run.strange).toEqual([])
      // Holds that nobody's clock has seen the end of still stand.
      here.later(clients * steps * minutesPerStep)
      const { broken, bookings } = await here.owner.bookingcheck.rules({ told: [...run.told] })
      expect(broken).toEqual([])
      expect(bookings).toBe(run.made + 3)
      // What must have been met to prove anything.
      const deeds = ['book', 'hold', 'confirm', 'move', 'cancel', 'expire']
      for (const deed of deeds) expect(run.outcomes[`${deed} done`] ?? 0, deed).toBeGreaterThan(0)
      // Whether these find somebody free hangs on who was faster.
      const tried = Object.keys(run.outcomes)
      for (const deed of [
        'reassign',
        'swap',
        'shift',
        'away',
        'together',
        'series',
        'togetherOnOrders',
        'rent',
        'import',
      ]) {
        expect(
          tried.some((outcome) => outcome.startsWith(`${deed} `)),
          deed,
        ).toBe(true)
      }
      for (const refused of ['book SLOT_TAKEN', 'hold SLOT_TAKEN']) {
        expect(run.outcomes[refused] ?? 0, refused).toBeGreaterThan(0)
      }
      // And when all that is held is over, only what is booked is claimed.
      here.later(24 * 60)
      await here.engine.settle()
      expect((await here.owner.bookingcheck.rules({ told: [...run.told] })).broken).toEqual([])
    })
  })
}
