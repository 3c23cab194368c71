/** Sixteen clients at two stockrooms, on the same few items in lines of any order, from two engines. */
import { describe, expect, it } from 'vitest'
import { askedOf, type Entry } from '../../src/journal/entries.ts'
import { randomOf } from '../../src/run/random.ts'
import { marksOf } from '../../src/stock/journal.ts'
import { fill } from '../../src/stock/studio.ts'
import { allOutcomes, client } from '../../src/stock/workload.ts'
import { storeKinds } from '../counter/stores.ts'
import { stockLab, whole } from './lab.ts'

const hours = 6

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`a storm in the stockrooms, on ${kind.name}`, { meta: kind.meta }, () => {
    for (const dated of [false, true]) {
      const movements = dated ? 'its movements, now and of the past,' : 'its movements'
      it(`ends with everything where ${movements} put it, and at what it cost`, {
        timeout: 180_000,
      }, async () => {
        const repeats: string[] = []
        const rooms = await two(repeats)
        const filled = await fill(rooms[0], 25)
        const entries: Entry[] = []
        for (const room of rooms) room.later(hours * 60)
        const runs = await Promise.all(
          Array.from({ length: 16 }, (_, number) => {
            const [here, there] = rooms
            const journal = (entry: Entry): void => void entries.push(entry)
            const options = { random: randomOf(100 + number), name: `c${number}`, steps: 30, dated, journal }
            return client(number % 2 === 0 ? here : there, options)
          }),
        )
        expect(runs.flatMap(({ strange }) => strange)).toEqual([])
        await whole(rooms[0], { marks: [...filled, ...marksOf(askedOf(entries))], nothingElse: true })
        // What must have been met to prove anything.
        const outcomes = allOutcomes(runs)
        const tried = new Set(Object.keys(outcomes).map((key) => key.split(' ')[0] ?? ''))
        expect(tried.size).toBe(21)
        for (const deed of tried) expect(outcomes[`${deed} done`] ?? 0, deed).toBeGreaterThan(0)
        expect(Object.keys(outcomes).some((key) => key.endsWith('STOCK_SHORT'))).toBe(true)
        // Locks are taken in one order, so that a store has nothing to break. The first who lock a name on MariaDB may meet in
        // the table of names: that is the adapter's to say, and no order helps it.
        expect(repeats.filter((one) => kind.name !== 'MariaDB' || !one.includes('over MySQL ('))).toEqual([])
      })
    }
  })
}
