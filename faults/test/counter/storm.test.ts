/** Sixteen clients on the same few orders, customers and tills: nobody is told of a deadlock, and the books are even. */
import { afterEach, describe, expect, it } from 'vitest'
import { randomOf } from '../../src/run/random.ts'
import { openBank } from './bank.ts'
import { client, counting, furnish, type Repeats } from './storm.ts'
import { storeKinds, type FreshStore } from './stores.ts'

let store: FreshStore | undefined
afterEach(() => store?.remove())

describe.each(storeKinds)('a storm at the counter on $name', ({ absent, meta, fresh }) => {
  describe.skipIf(absent)('', { meta }, () => {
    it('tells nobody of a deadlock', async () => {
      store = await fresh()
      const repeats: Repeats = new Map()
      const open = async () => openBank(counting(await (store as FreshStore).open(), repeats))
      const studios = [await open(), await open()]
      for (const { provider } of studios) provider.settlesAll = true
      const [here] = studios
      if (here === undefined) return
      const place = await furnish(here)
      const clients = Array.from({ length: 16 }, (_, number) =>
        client(studios[number % 2] ?? here, place, randomOf(100 + number), Number(process.env.STEPS ?? 40)),
      )
      const strange = (await Promise.all(clients)).flat()
      console.log(Object.fromEntries(repeats))
      expect(strange).toEqual([])
      for (const { engine } of studios) await engine.close()
    })
  })
})
