import type { Group } from '../case.ts'
import { holds, same } from '../check.ts'
import { column, insert, standing } from '../lab.ts'
import { order, orders } from '../tables.ts'

export const capabilities: Group = {
  name: 'capabilities',
  rules: [
    {
      name: 'the adapter names itself and the contract, and declares what the suite was told',
      mend: 'Declare in `can` what the adapter does, and give the suite the same `can`: a lost capability must not pass as skipped cases.',
      run: async (lab) => {
        const store = await lab.open()
        holds('a name for messages', /^[a-z][a-z0-9-]*$/.test(store.name), JSON.stringify(store.name))
        same('the contract', store.contract, 1)
        const { durable, manyProcesses, concurrentWriters, join, wakeUps } = store.can
        same('its capabilities', { durable, manyProcesses, concurrentWriters, join, wakeUps }, { ...lab.can })
        same('whether it has the method join', typeof store.join === 'function', lab.can.join)
        same('whether it has wakeUps', typeof store.wakeUps?.listen === 'function', lab.can.wakeUps)
      },
    },
    {
      name: 'adapters that stand open on one store see what the others commit',
      mend: 'Read from the store, not from a copy of one process.',
      needs: ['opensAtOnce'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const other = await lab.open()
        await insert(store, orders, [order('a')])
        same('the other', await column(other, orders, 'id'), ['a'])
        await insert(other, orders, [order('b')])
        same('the first', await column(store, orders, 'id'), ['a', 'b'])
        await lab.close(other)
        await insert(store, orders, [order('c')])
        same('the first, when the other is closed', (await standing(store, orders)).length, 3)
      },
    },
  ],
}
