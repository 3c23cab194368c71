/** Sixteen clients at the same few orders, from two engines. */
import { describe, expect, it } from 'vitest'
import { askedOf, type Entry } from '../../src/journal/entries.ts'
import { marksOf } from '../../src/orders/journal.ts'
import { client } from '../../src/orders/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { storeKinds } from '../counter/stores.ts'
import { ordersLab, whole } from './lab.ts'

for (const kind of storeKinds) {
  const { two } = ordersLab(kind)

  describe.skipIf(kind.absent)(`a storm at the counter, on ${kind.name}`, { meta: kind.meta }, () => {
    it('ends with every order where its lines put it, paid for as the books say, and nothing done twice', {
      timeout: 180_000,
    }, async () => {
      const repeats: string[] = []
      const { shops, customerIds } = await two(repeats)
      const entries: Entry[] = []
      const runs = await Promise.all(
        Array.from({ length: 16 }, (_, number) => {
          const journal = (entry: Entry): void => void entries.push(entry)
          const options = { random: randomOf(300 + number), name: `c${number}`, steps: 24, customerIds, journal }
          return client(shops[number % 2 === 0 ? 0 : 1], options)
        }),
      )
      expect(runs.flatMap(({ strange }) => strange)).toEqual([])
      await whole(shops[0], { marks: marksOf(askedOf(entries)), nothingElse: true })
      // What must have been met to prove anything.
      const outcomes = runs.flatMap((run) => Object.keys(run.outcomes))
      const done = new Set(outcomes.filter((one) => one.endsWith(' done')).map((one) => one.split(' ')[0]))
      // Which deeds are the first at an order is anybody's guess.
      expect(done.size).toBeGreaterThanOrEqual(10)
      expect(outcomes.some((one) => !one.endsWith(' done'))).toBe(true)
      // Locks are taken in one order, so that a store has nothing to break. The first who lock a name on MariaDB may meet in
      // the table of names: that is the adapter's to say, and no order helps it.
      expect(repeats.filter((one) => kind.name !== 'MariaDB' || !one.includes('over MySQL ('))).toEqual([])
    })
  })
}
