/** Sixteen clients on the same few orders, customers and tills: nobody is told of a deadlock, and the books are even. */
import { afterEach, describe, expect, it } from 'vitest'
import { counterViolations } from '../../src/counter/checks.ts'
import { client, furnish } from '../../src/counter/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { telling } from '../../src/stores/telling.ts'
import { openBank } from './bank.ts'
import { type FreshStore, storeKinds } from './stores.ts'

let store: FreshStore | undefined
afterEach(() => store?.remove())

for (const { name, absent, meta, fresh } of storeKinds) {
  describe.skipIf(absent)(`a storm at the counter, on ${name}`, { meta }, () => {
    it('ends with even books, and nobody was told of a deadlock', async () => {
      const own = await fresh()
      store = own
      const repeats: string[] = []
      const open = async () => {
        const bank = await openBank(telling(await own.open(), repeats))
        bank.provider.settlesAll = true
        return bank
      }
      const [here, there] = [await open(), await open()]
      const meeting = await furnish(here)
      const clients = Array.from({ length: 16 }, (_, number) => {
        const options = { random: randomOf(100 + number), name: `c${number}`, steps: 40 }
        return client(number % 2 === 0 ? here : there, meeting, options)
      })
      expect((await Promise.all(clients)).flat()).toEqual([])
      // Locks are taken in one order, so that a store has nothing to break. The first who lock a name on MariaDB, where the one
      // before them was rolled back, may meet in the table of names: that is the adapter's to say, and no order helps it.
      expect(repeats.filter((one) => name !== 'MariaDB' || !one.includes('over MySQL ('))).toEqual([])
      expect(await counterViolations(here.owner)).toEqual([])
      await here.engine.close()
      await there.engine.close()
    })
  })
}
