import type { Group } from '../case.ts'
import { holds, same } from '../check.ts'
import { insert } from '../lab.ts'
import { order, orders } from '../tables.ts'
import { deferred, stillWaits, within } from '../waiting.ts'

const channel =
  'Carry the notice over a channel of the database (such as LISTEN and NOTIFY), on a connection of its own; never inside a transaction.'

export const waking: Group = {
  name: 'waking',
  rules: [
    {
      name: 'what one adapter announces wakes those who listen on another, within seconds',
      mend: channel,
      needs: ['wakeUps', 'opensAtOnce'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const other = await lab.open()
        for (let round = 0; round < 3; round++) {
          const woken = deferred<void>()
          const stop = await other.wakeUps?.listen(() => woken.resolve())
          await insert(store, orders, [order(`o-${round}`)])
          same('the answer of announce()', store.wakeUps?.announce(), undefined)
          await within('the wake-up of the other adapter', 5_000, woken.promise)
          await stop?.()
        }
      },
    },
    {
      name: 'who has stopped listening is not woken any more, and the others still are',
      mend: channel,
      needs: ['wakeUps', 'opensAtOnce'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const other = await lab.open()
        const stopped = deferred<void>()
        const stop = await other.wakeUps?.listen(() => stopped.resolve())
        const listening = deferred<void>()
        const stopOther = await other.wakeUps?.listen(() => listening.resolve())
        await stop?.()
        store.wakeUps?.announce()
        await within('the wake-up of who still listens', 5_000, listening.promise)
        holds('who stopped is left in peace', await stillWaits(stopped.promise), 'it was woken')
        await stopOther?.()
      },
    },
    {
      name: 'many announcements, and some from inside a transaction, hold nothing up',
      mend: `${channel} One notice may stand for many.`,
      needs: ['wakeUps'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const inside = store.transaction(async (tx) => {
          for (let round = 0; round < 1000; round++) store.wakeUps?.announce()
          await tx.insert(orders, [order('a')])
        })
        await within('a transaction in which a thousand announcements are made', 5_000, inside)
      },
    },
  ],
}
