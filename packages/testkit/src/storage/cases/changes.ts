import { AppendOnly } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { refused, same } from '../check.ts'
import { column, insert, standing } from '../lab.ts'
import { eq, events, order, orders, receipts } from '../tables.ts'

const oneStatement =
  'UPDATE … SET column = ?, other = other + ? WHERE …, and answer the number of rows that the database reports.'

export const changes: Group = {
  name: 'changes',
  rules: [
    {
      name: 'an update sets and adds in the rows that fit, and in no other',
      mend: oneStatement,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { weight: '1.5' }), order('b', { weight: '0.1' }), order('c')])
        const answer = await store.transaction((tx) =>
          tx.update(
            orders,
            { kind: 'in', column: 'id', values: ['a', 'b'] },
            { customer: 'Li Na', remark: 'rush', extras: { gift: [true] }, takenAt: '2026-11-22T09:00:00.000Z' },
            { copies: -2, price: 5n, weight: '0.2', version: 1 },
          ),
        )
        same('the answer', answer, 2)
        const changed = {
          customer: 'Li Na',
          remark: 'rush',
          extras: { gift: [true] },
          takenAt: '2026-11-22T09:00:00.000Z',
          copies: -1,
          price: 105n,
          version: 2,
        }
        same('the rows', await standing(store, orders), [
          order('a', { ...changed, weight: '1.7' }),
          order('b', { ...changed, weight: '0.3' }),
          order('c'),
        ])
      },
    },
    {
      name: 'an update may only add, only set, or set to null',
      mend: oneStatement,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { remark: 'rush', extras: [1], weight: '1' })])
        await store.transaction(async (tx) => {
          same('only adding', await tx.update(orders, eq('id', 'a'), {}, { copies: 1 }), 1)
          same(
            'only setting, to null',
            await tx.update(orders, eq('id', 'a'), { remark: null, extras: null, weight: null }),
            1,
          )
          same(
            'setting what is so already still counts the row',
            await tx.update(orders, eq('id', 'a'), { remark: null }),
            1,
          )
        })
        same('the rows', await standing(store, orders), [order('a', { copies: 2 })])
      },
    },
    {
      name: 'an update or delete that fits nothing answers 0 and changes nothing',
      mend: oneStatement,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        await store.transaction(async (tx) => {
          same('update', await tx.update(orders, eq('id', 'z'), { paid: true }), 0)
          same(
            'update of an empty list',
            await tx.update(orders, { kind: 'in', column: 'id', values: [] }, { paid: true }),
            0,
          )
          same('delete', await tx.delete(orders, eq('id', 'z')), 0)
          same('delete of an empty list', await tx.delete(orders, { kind: 'in', column: 'id', values: [] }), 0)
          same('delete of an empty `or`', await tx.delete(orders, { kind: 'or', any: [] }), 0)
        })
        same('the rows', await standing(store, orders), [order('a')])
      },
    },
    {
      name: 'a guard in the update decides together with the write',
      mend: oneStatement,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { copies: 5 })])
        const take = (count: number) =>
          store.transaction((tx) =>
            tx.update(
              orders,
              { kind: 'and', all: [eq('id', 'a'), { kind: 'compare', column: 'copies', is: 'gte', value: count }] },
              {},
              { copies: -count },
            ),
          )
        same('taking 3, 3, 2 and 1 of 5', [await take(3), await take(3), await take(2), await take(1)], [1, 0, 1, 0])
        same('what is left', await column(store, orders, 'copies'), [0])
      },
    },
    {
      name: 'a delete takes the rows that fit, and no other',
      mend: 'DELETE … WHERE …, and answer the number of rows that the database reports.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { paid: true }), order('b'), order('c', { paid: true })])
        same('the answer', await store.transaction((tx) => tx.delete(orders, eq('paid', true))), 2)
        same('the rows', await standing(store, orders), [order('b')])
      },
    },
    {
      name: 'facts can be inserted and read, but neither changed nor deleted',
      mend: 'Throw AppendOnly from update and delete where `table.appendOnly` is set, before any statement is sent.',
      run: async (lab) => {
        const store = await lab.ready(receipts, events)
        const facts = [{ id: 'r', amount: 5n }]
        await insert(store, receipts, facts)
        await insert(store, events, [{ id: 'e', body: 'paid' }])
        const change = store.transaction((tx) => tx.update(receipts, eq('id', 'r'), { amount: 6n }))
        await refused('changing a fact', change, AppendOnly, { table: 'kit_receipt' })
        const removal = store.transaction((tx) => tx.delete(receipts, eq('id', 'r')))
        await refused('deleting a fact', removal, AppendOnly, { table: 'kit_receipt' })
        const emptying = store.transaction((tx) => tx.delete(events, { kind: 'and', all: [] }))
        await refused('emptying a log', emptying, AppendOnly, { table: 'kit_event' })
        same('the facts', await standing(store, receipts), facts)
      },
    },
  ],
}
