import { type StorageAdapter, type Tx, UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { passesOn, refused, rejection, same } from '../check.ts'
import { Unmet } from '../failure.ts'
import { allRows, column, insert, type Lab, standing } from '../lab.ts'
import { byId, counter, counters, eq, events, order, orders } from '../tables.ts'

const hosts =
  'join(native) runs its statements on the handle it is given, and never begins, commits or rolls back on it.'

function begun(store: StorageAdapter, native: unknown): Tx {
  const tx = store.join?.(native)
  if (tx === undefined) throw new Unmet('an adapter with join: true has the method join', 'it has none')
  return tx
}

const joined = (lab: Lab, store: StorageAdapter, work: (tx: Tx) => Promise<void>): Promise<void> =>
  onHost(lab, store, (native) => work(begun(store, native)))

async function onHost(lab: Lab, store: StorageAdapter, work: (native: unknown) => Promise<void>): Promise<void> {
  const { hostTransaction } = lab.store
  if (hostTransaction === undefined) {
    throw new Unmet('newStore() answers hostTransaction for an adapter with join: true', 'there is none')
  }
  await hostTransaction.call(lab.store, store, work)
}

export const joining: Group = {
  name: 'joining',
  rules: [
    {
      name: "what is written in the host's transaction stands when the host commits",
      mend: hosts,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await insert(store, orders, [order('a')])
        await joined(lab, store, async (tx) => {
          await tx.insert(orders, [order('b')])
          same('update', await tx.update(orders, eq('id', 'a'), { paid: true }), 1)
          await tx.accumulate(counters, [counter('orders', 2)], ['total'])
          same('find', await allRows(tx, orders), [order('a', { paid: true }), order('b')])
          same('findForUpdate', (await tx.findForUpdate(orders, byId, 'wait')).length, 2)
          same('lockKeys', await tx.lockKeys(['slot'], 'wait'), ['slot'])
        })
        same('the rows', await standing(store, orders), [order('a', { paid: true }), order('b')])
        same('the counters', await column(store, counters, 'total'), [2])
      },
    },
    {
      name: "what is written in the host's transaction is gone when the host rolls back",
      mend: hosts,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const thrown = new Error('the host thinks better of it')
        const failing = joined(lab, store, async (tx) => {
          await tx.insert(orders, [order('b')])
          await tx.delete(orders, eq('id', 'a'))
          throw thrown
        })
        await passesOn("the host's transaction", failing, thrown)
        same('the rows', await standing(store, orders), [order('a')])
      },
    },
    {
      name: 'savepoints and named conflicts work in a joined transaction',
      mend: hosts,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        await joined(lab, store, async (tx) => {
          const failing = tx.savepoint(async () => {
            await tx.insert(orders, [order('lost')])
            await tx.insert(orders, [order('a')])
          })
          await refused('inserting a key that stands', failing, UniqueViolation, {
            table: 'kit_order',
            constraint: 'primary',
          })
          await rejection(
            'a savepoint whose work throws',
            tx.savepoint(async () => {
              await tx.delete(orders, eq('id', 'a'))
              throw new Error('stop')
            }),
          )
          await tx.insert(orders, [order('b')])
        })
        same('the rows', await column(store, orders, 'id'), ['a', 'b'])
      },
    },
    {
      name: 'rows at the end are sent at once in a joined transaction, in savepoints too, and calls may follow',
      mend: `${hosts} Its insertAtEnd is an insert of each batch.`,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        await joined(lab, store, async (tx) => {
          await tx.savepoint(() =>
            tx.insertAtEnd([
              { table: orders, rows: [order('a')] },
              { table: events, rows: [{ id: 'e', body: 'a' }] },
            ]),
          )
          same('what is seen after it', (await allRows(tx, orders)).length, 1)
          const undone = tx.savepoint(() => tx.insertAtEnd([{ table: orders, rows: [order('lost'), order('a')] }]))
          await refused('rows at the end with a key that stands', undone, UniqueViolation, { constraint: 'primary' })
          await tx.insertAtEnd([{ table: orders, rows: [order('b')] }])
          await tx.update(orders, eq('id', 'b'), { paid: true })
        })
        same('the rows', await standing(store, orders), [order('a'), order('b', { paid: true })])
        same('the log', await column(store, events, 'id'), ['e'])
      },
    },
    {
      name: "a joined transaction tells the host's connection, which is the same however often it is joined",
      mend: 'join(native) answers hostConnection: the innermost object of the driver, whatever wrapper of it was handed in.',
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await onHost(lab, store, async (native) => {
          const [first, second] = [store.join?.(native).hostConnection, store.join?.(native).hostConnection]
          same('the kind of hostConnection', typeof first, 'object')
          same('hostConnection of a second join', first !== null && first === second, true)
        })
      },
    },
    {
      name: "savepoints of a joined transaction leave those of the host's, and of a second one, as they are",
      mend: `${hosts} The names of its savepoints are its own, with a random part for instance.`,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await onHost(lab, store, async (native) => {
          const outer = begun(store, native)
          const undone = outer.savepoint(async () => {
            await outer.insert(orders, [order('lost')])
            const inner = begun(store, native)
            await inner.savepoint(() => inner.insert(orders, [order('lost too')]))
            throw new Error('stop')
          })
          await rejection('a savepoint whose work throws', undone)
          await outer.insert(orders, [order('a')])
        })
        same('the rows', await column(store, orders, 'id'), ['a'])
      },
    },
    {
      name: 'the adapter works on by itself after a joined transaction',
      mend: hosts,
      needs: ['join'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await joined(lab, store, async (tx) => {
          await tx.insert(orders, [order('a')])
        })
        await insert(store, orders, [order('b')])
        same('the rows', await column(store, orders, 'id'), ['a', 'b'])
      },
    },
  ],
}
