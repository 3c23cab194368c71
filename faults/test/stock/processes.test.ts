/** Processes at one stockroom, of which some are killed, on every store that they reach. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askedOf, type Entry, readJournal } from '../../src/journal/entries.ts'
import { randomOf } from '../../src/run/random.ts'
import { endTransfers } from '../../src/stock/end-transfers.ts'
import type { Mark } from '../../src/stock/marks.ts'
import { askAllAgain } from '../../src/stock/once.ts'
import { runStockProcess } from '../../src/stock/run-process.ts'
import { fill, type Stockroom } from '../../src/stock/studio.ts'
import { client } from '../../src/stock/workload.ts'
import { storeKinds } from '../counter/stores.ts'
import { stockLab, whole } from './lab.ts'

const execArgv = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']
const counted = ['album', 'frame', 'paper', 'ink'] as const

/** Of an item, what lies anywhere and what is on its way. */
async function everywhere({ owner }: Stockroom, code: string): Promise<number> {
  const { item, stock } = await owner.inventory.item({ item: code })
  const { items: sent, next } = await owner.inventory.transfers({ status: 'inTransit', limit: 200 })
  expect(next).toBeNull()
  const under = sent.flatMap(({ lines }) => lines).filter(({ itemId }) => itemId === item.id)
  return [...stock.map(({ onHand }) => onHand), ...under.map(({ quantity }) => quantity)].reduce((a, b) => a + b, 0)
}

for (const kind of storeKinds) {
  const { reachable } = stockLab(kind)

  // Processes have to start, which takes its time where many do.
  describe.skipIf(kind.absent || kind.name === 'memory')(
    `processes at a stockroom on ${kind.name}`,
    { meta: kind.meta, timeout: 180_000 },
    () => {
      it('lose and double nothing, when one is killed at any statement while goods go to and fro', async () => {
        const { here, place, folder } = await reachable()
        const marks: Mark[] = [...(await fill(here, 40))]
        const random = randomOf(20_261_122)
        let kills = 0
        for (let round = 0; round < 2; round++) {
          here.later(30)
          const journal = join(folder, `mortal-${round}`)
          // At first goods only change their places, so that there are as many of them at any moment.
          const only = [
            'send',
            'receiveTransfer',
            'returnTransfer',
            ...(round === 0 ? [] : ['receive', 'lot', 'reserve']),
          ]
          const plan = {
            place,
            journal,
            now: here.now(),
            name: `mortal-${round}`,
            clients: 2,
            steps: 20,
            only,
            dated: false,
          }
          const begun = Promise.withResolvers<void>()
          const ending = runStockProcess(
            { ...plan, seed: random.whole(1, 2 ** 30), killAt: random.whole(60, 150) },
            { execArgv, onBegin: begun.resolve },
          )
          await begun.promise
          const entries: Entry[] = []
          const other = await client(here, {
            random: randomOf(round),
            name: `other-${round}`,
            steps: 12,
            only,
            journal: (entry) => entries.push(JSON.parse(JSON.stringify(entry))),
          })
          const { killed, failures } = await ending
          expect([...failures, ...other.strange]).toEqual([])
          kills += killed ? 1 : 0
          const asked = [...readJournal(journal), ...askedOf(entries)]
          here.later(10)
          await whole(here)
          if (round === 0) for (const item of counted) expect(await everywhere(here, item)).toBe(160)
          const again = await askAllAgain(here, asked)
          expect(again.violations).toEqual([])
          marks.push(...again.marks)
          await whole(here, { marks, nothingElse: true })
        }
        expect(kills).toBe(2)
        expect(marks.length).toBeGreaterThan(30)
        await endTransfers(here, random)
        await whole(here, { marks, nothingElse: true })
        const { items } = await here.owner.inventory.transfers({ status: 'inTransit' })
        expect(items).toEqual([])
      })
    },
  )
}
