import { type Row, StorageFailed, type Tx, UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { passesOn, refused, same } from '../check.ts'
import { column, insert, standing } from '../lab.ts'
import { byId, counter, counters, eq, events, keyOf, order, orders, receipts } from '../tables.ts'
import { within } from '../waiting.ts'

const together =
  'Send the batches in the order given, chunked like insert, then COMMIT; whatever fails of that rejects transaction(), and nothing stands.'
const last = 'Mark the transaction when insertAtEnd is called, and refuse every later call before anything is sent.'

const event = (key: string): Row => ({ id: key, body: `about ${key}` })
const receipt = (key: string, amount = 100n): Row => ({ id: key, amount })

export const ending: Group = {
  name: 'ending',
  rules: [
    {
      name: 'what is inserted at the end stands after the commit, in every table, beside what was written before',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(orders, receipts, events)
        await insert(store, orders, [order('a')])
        const answer = await store.transaction(async (tx) => {
          await tx.update(orders, eq('id', 'a'), { paid: true })
          await tx.insert(orders, [order('b')])
          await tx.insertAtEnd([
            { table: orders, rows: [order('c'), order('d')] },
            { table: receipts, rows: [receipt('r')] },
            { table: events, rows: [event('e')] },
          ])
          return 'done'
        })
        same('the answer of transaction()', answer, 'done')
        same('the rows', await standing(store, orders), [
          order('a', { paid: true }),
          order('b'),
          order('c'),
          order('d'),
        ])
        same('the second table', await standing(store, receipts), [receipt('r')])
        same('the third table', await standing(store, events), [event('e')])
      },
    },
    {
      name: 'what is inserted at the end is gone when the transaction throws after it',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        const thrown = new Error('stop')
        const failing = store.transaction(async (tx) => {
          await tx.insert(orders, [order('a')])
          await tx.insertAtEnd([
            { table: orders, rows: [order('b')] },
            { table: events, rows: [event('e')] },
          ])
          throw thrown
        })
        await passesOn('a transaction whose work throws', failing, thrown)
        same('the rows', await standing(store, orders), [])
        same('the log', await standing(store, events), [])
      },
    },
    {
      name: 'a conflict at the end is named after its table and constraint, and nothing of the transaction stands',
      mend: `${together} The error of a late insert is mapped as if insert() had met it.`,
      run: async (lab) => {
        const store = await lab.ready(orders, receipts, events, counters)
        await insert(store, orders, [order('a', { number: 'R-1' })])
        await insert(store, receipts, [receipt('r')])
        await insert(store, counters, [counter('orders', 1)])
        const conflicts = [
          { table: orders, rows: [order('a')], constraint: 'primary' },
          { table: orders, rows: [order('b'), order('c', { number: 'R-1' })], constraint: 'number' },
          { table: receipts, rows: [receipt('q'), receipt('r')], constraint: 'primary' },
        ]
        // Several rounds: a connection that is given back unclean shows in the next one.
        for (const { table, rows, constraint } of [...conflicts, ...conflicts]) {
          const failing = store.transaction(async (tx) => {
            await tx.accumulate(counters, [counter('orders', 1)], ['total'])
            await tx.insertAtEnd([
              { table: events, rows: [event('before')] },
              { table, rows },
              { table: events, rows: [event('after')] },
            ])
          })
          await refused('the transaction', failing, UniqueViolation, { table: table.name, constraint })
        }
        same('the rows', await column(store, orders, 'id'), ['a'])
        same('the second table', await column(store, receipts, 'id'), ['r'])
        same('the log', await standing(store, events), [])
        same('the counter', await column(store, counters, 'total'), [1])
        await store.transaction((tx) => tx.insertAtEnd([{ table: events, rows: [event('works on')] }]))
        same('the log after that', await column(store, events, 'id'), ['works on'])
      },
    },
    {
      name: 'rows of a log that are inserted at the end are followed in the order given, after those inserted before',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(events, orders)
        await store.transaction(async (tx) => {
          await tx.insert(events, [event('z'), event('m')])
          await tx.insertAtEnd([
            { table: events, rows: [event('y'), event('b')] },
            { table: orders, rows: [order('a')] },
            { table: events, rows: [event('x'), event('a')] },
          ])
        })
        const page = await store.snapshot((reads) => reads.follow(events, null, 100))
        same('the log', page.rows, ['z', 'm', 'y', 'b', 'x', 'a'].map(event))
      },
    },
    {
      name: 'thousands of rows in many batches go in at the end',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(orders, receipts, events)
        const rows = Array.from({ length: 4000 }, (_, index) => order(keyOf(index), { copies: index }))
        const bodies = Array.from({ length: 2500 }, (_, index) => event(keyOf((index * 1777) % 2500)))
        await store.transaction((tx) =>
          tx.insertAtEnd([
            { table: orders, rows: rows.slice(0, 3000) },
            ...Array.from({ length: 30 }, (_, index) => ({ table: receipts, rows: [receipt(keyOf(index))] })),
            { table: events, rows: bodies },
            { table: orders, rows: rows.slice(3000) },
          ]),
        )
        same('the rows', await standing(store, orders), rows)
        same('the small batches', (await standing(store, receipts)).length, 30)
        same('the log', (await store.snapshot((reads) => reads.follow(events, null, 5000))).rows, bodies)
      },
    },
    {
      name: 'no batches, and batches without rows, are no trouble',
      mend: 'Commit as if nothing had been asked.',
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        await store.transaction((tx) => tx.insertAtEnd([]))
        await store.transaction(async (tx) => {
          await tx.insert(orders, [order('a')])
          await tx.insertAtEnd([
            { table: events, rows: [] },
            { table: orders, rows: [order('b')] },
            { table: orders, rows: [] },
          ])
        })
        same('the rows', await column(store, orders, 'id'), ['a', 'b'])
      },
    },
    {
      name: 'after the rows at the end every further call is refused, and the transaction commits without it',
      mend: last,
      run: async (lab) => {
        for (const rows of [[order('at the end')], []]) {
          const store = await lab.elsewhere()
          await store.migrate(() => [orders, counters].map((table) => ({ kind: 'create-table', table })))
          await store.transaction(async (tx) => {
            await tx.insert(orders, [order('before')])
            await tx.insertAtEnd([{ table: orders, rows }])
            for (const [method, use] of escapes(tx)) {
              const what = `${method} after insertAtEnd`
              await refused(what, within(what, 5_000, (async () => use())()), StorageFailed)
            }
          })
          same('the rows', await column(store, orders, 'id'), [...rows.map((row) => row.id), 'before'])
          same('the counters', await standing(store, counters), [])
        }
      },
    },
    {
      name: 'rows at the end are refused inside a savepoint, which can be undone as ever',
      mend: `${last} Refuse insertAtEnd itself while a savepoint is open.`,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await store.transaction(async (tx) => {
          await tx.insert(orders, [order('a')])
          const inside = tx.savepoint(() => tx.insertAtEnd([{ table: orders, rows: [order('lost')] }]))
          await refused('insertAtEnd inside a savepoint', inside, StorageFailed)
          await tx.insert(orders, [order('b')])
          await tx.insertAtEnd([{ table: orders, rows: [order('c')] }])
        })
        same('the rows', await column(store, orders, 'id'), ['a', 'b', 'c'])
      },
    },
  ],
}

const escapes = (tx: Tx): readonly (readonly [string, () => Promise<unknown>])[] => [
  ['insert', () => tx.insert(orders, [order('escaped')])],
  ['a second insertAtEnd', () => tx.insertAtEnd([{ table: orders, rows: [order('escaped')] }])],
  ['insertAtEnd of nothing', () => tx.insertAtEnd([])],
  ['update', () => tx.update(orders, eq('id', 'before'), { paid: true })],
  ['delete', () => tx.delete(orders, eq('id', 'before'))],
  ['accumulate', () => tx.accumulate(counters, [counter('escaped', 1)], ['total'])],
  ['find', () => tx.find(orders, byId)],
  ['findForUpdate', () => tx.findForUpdate(orders, byId, 'wait')],
  ['lockKeys', () => tx.lockKeys(['escaped'], 'wait')],
  ['savepoint', () => tx.savepoint(() => tx.insert(orders, [order('escaped')]))],
]
