/** Processes at one shop, of which some are killed, on every store that they reach. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askedOf, type Entry, readJournal } from '../../src/journal/entries.ts'
import type { Mark } from '../../src/orders/marks.ts'
import { askAllAgain } from '../../src/orders/once.ts'
import { runOrdersProcess } from '../../src/orders/run-process.ts'
import { client } from '../../src/orders/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { storeKinds } from '../counter/stores.ts'
import { ordersLab, whole } from './lab.ts'

const execArgv = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']

for (const kind of storeKinds) {
  const { reachable } = ordersLab(kind)

  // Processes have to start, which takes its time where many do.
  describe.skipIf(kind.absent || kind.name === 'memory')(
    `processes at a shop on ${kind.name}`,
    { meta: kind.meta, timeout: 180_000 },
    () => {
      it('lose and double no order and no money, when one is killed at any statement', async () => {
        const { here, place, folder, customerIds } = await reachable()
        const marks: Mark[] = []
        // Something to work at from the first moment on.
        for (const customerId of customerIds) {
          const { id } = await here.main.orders.place({ customerId, lines: [{ item: 'wedding' }, { item: 'album' }] })
          marks.push({ what: 'placed', id })
        }
        const random = randomOf(20_261_122)
        let kills = 0
        for (let round = 0; round < 2; round++) {
          here.later(30)
          const journal = join(folder, `mortal-${round}`)
          const plan = { place, journal, now: here.now(), name: `mortal-${round}`, clients: 2, steps: 20 }
          const begun = Promise.withResolvers<void>()
          const ending = runOrdersProcess(
            { ...plan, customerIds: [...customerIds], seed: random.whole(1, 2 ** 30), killAt: random.whole(60, 150) },
            { execArgv, onBegin: begun.resolve },
          )
          await begun.promise
          const entries: Entry[] = []
          const other = await client(here, {
            random: randomOf(round),
            name: `other-${round}`,
            steps: 12,
            customerIds,
            journal: (entry) => entries.push(JSON.parse(JSON.stringify(entry))),
          })
          const { killed, failures } = await ending
          expect([...failures, ...other.strange]).toEqual([])
          kills += killed ? 1 : 0
          const asked = [...readJournal(journal), ...askedOf(entries)]
          here.later(10)
          await whole(here)
          const again = await askAllAgain(here, asked)
          expect(again.violations).toEqual([])
          marks.push(...again.marks)
          await whole(here, { marks, nothingElse: true })
        }
        expect(kills).toBe(2)
        expect(marks.length).toBeGreaterThanOrEqual(customerIds.length)
      })
    },
  )
}
