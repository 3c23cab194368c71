/** Sixteen clients at two engines take, move and give up the same few times: nobody and nothing is promised twice. */
import { describe, expect, it } from 'vitest'
import { allRuns, client, minutesPerStep } from '../../src/bookings/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { storeKinds } from '../counter/stores.ts'
import { bookingLab } from './lab.ts'

const steps = 40
const clients = 16

for (const kind of storeKinds) {
  const { two } = bookingLab(kind)

  describe.skipIf(kind.absent)(`a storm of bookings, on ${kind.name}`, { meta: kind.meta }, () => {
    it('promises nobody twice, whatever else happens', async () => {
      const [here, there] = await two()
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
      const { broken, bookings, shared } = await here.owner.bookingcheck.rules({ told: [...run.told] })
      expect(broken).toEqual([])
      expect(bookings).toBe((run.outcomes['book done'] ?? 0) + (run.outcomes['hold done'] ?? 0))
      // What must have been met to prove anything.
      expect(shared).toBeGreaterThan(0)
      const deeds = ['book', 'hold', 'confirm', 'move', 'cancel', 'expire']
      for (const deed of deeds) expect(run.outcomes[`${deed} done`] ?? 0, deed).toBeGreaterThan(0)
      // Whether these find somebody free hangs on who was faster.
      const tried = Object.keys(run.outcomes)
      for (const deed of ['reassign', 'swap', 'shift', 'away']) {
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
