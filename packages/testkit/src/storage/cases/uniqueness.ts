import { UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { refused, same } from '../check.ts'
import { column, insert, standing } from '../lab.ts'
import { counter, counters, eq, keyOf, order, orders, reservedWords } from '../tables.ts'

const named =
  "Map the driver's refusal to UniqueViolation with the table and the constraint as declared (`primary` for the key), not as SQL spells them."
const exact = 'Compare text in unique indexes byte by byte (a binary or C collation, no padding).'
const skipping =
  'ON CONFLICT (the columns of that one constraint) DO NOTHING, and answer how many rows were really inserted.'

/** Texts that a lax collation takes for the same. */
const nearlySame = ['a', 'A', 'a ', ' a', 'á', 'a\u0301', 'ａ', '', ' ', 'ß', 'ss', 'ﬁ', 'fi', '0', '00', '1e1', '10']

export const uniqueness: Group = {
  name: 'uniqueness',
  rules: [
    {
      name: 'a second row with the same key is refused and names the table and `primary`',
      mend: named,
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await insert(store, orders, [order('a')])
        await insert(store, counters, [counter('c', 1)])
        await refused(
          'a second row with the key',
          insert(store, orders, [order('a', { customer: 'Li Na' })]),
          UniqueViolation,
          {
            table: 'kit_order',
            constraint: 'primary',
          },
        )
        await refused(
          'a second row with the key of two columns',
          insert(store, counters, [counter('c', 2)]),
          UniqueViolation,
          {
            table: 'kit_counter',
            constraint: 'primary',
          },
        )
        same('the row', await standing(store, orders), [order('a')])
      },
    },
    {
      name: 'a second row with the same unique values is refused and names the constraint as declared',
      mend: named,
      run: async (lab) => {
        const store = await lab.ready(orders, reservedWords)
        await insert(store, orders, [order('a', { number: 'R-1' })])
        await refused(
          'a second row with the number',
          insert(store, orders, [order('b', { number: 'R-1' })]),
          UniqueViolation,
          {
            table: 'kit_order',
            constraint: 'number',
          },
        )
        await insert(store, orders, [order('c', { number: 'R-1', shop: 'lily' })])
        const words = { select: 'a', group: 'g', order: 1, table: null, primary: null, orderByDefault: null }
        await insert(store, reservedWords, [words])
        await refused(
          'a second row in a table of reserved words',
          insert(store, reservedWords, [{ ...words, select: 'b' }]),
          UniqueViolation,
          {
            table: 'order',
            constraint: 'unique',
          },
        )
      },
    },
    {
      name: 'a change that would make two rows the same is refused and named',
      mend: named,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { number: 'R-1' }), order('b', { number: 'R-2' })])
        const change = store.transaction((tx) => tx.update(orders, eq('id', 'b'), { number: 'R-1' }))
        await refused('the change', change, UniqueViolation, { table: 'kit_order', constraint: 'number' })
        same('the numbers', await column(store, orders, 'number'), ['R-1', 'R-2'])
      },
    },
    {
      name: 'one conflict among many rows is named and none of them is inserted',
      mend: named,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('stood', { number: 'R-2999' })])
        const rows = Array.from({ length: 3000 }, (_, index) => order(keyOf(index), { number: `R-${index}` }))
        await refused(
          'inserting 3,000 rows of which the last conflicts',
          insert(store, orders, rows),
          UniqueViolation,
          {
            table: 'kit_order',
            constraint: 'number',
          },
        )
        same('the rows', await column(store, orders, 'id'), ['stood'])
      },
    },
    {
      name: 'two rows of one insert that conflict with each other are refused',
      mend: named,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const twins = [order('a', { number: 'R-1' }), order('b', { number: 'R-1' })]
        await refused('two rows with one number', insert(store, orders, twins), UniqueViolation, {
          constraint: 'number',
        })
        await refused('two rows with one key', insert(store, orders, [order('a'), order('a')]), UniqueViolation, {
          constraint: 'primary',
        })
        same('the rows', await standing(store, orders), [])
      },
    },
    {
      name: 'rows whose unique values hold a null never conflict',
      mend: 'Unique indexes take nulls as distinct (NULLS DISTINCT).',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b')])
        await insert(store, orders, [order('c')])
        same(
          'an insert that skips conflicts of that constraint',
          await store.transaction((tx) => tx.insert(orders, [order('d')], 'number')),
          1,
        )
        same('how many rows stand', (await standing(store, orders)).length, 4)
      },
    },
    {
      name: 'a unique value is free again when its row is changed or deleted, also within the transaction',
      mend: 'Check unique constraints against what the transaction itself has changed.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { number: 'R-1' }), order('b', { number: 'R-2' })])
        await store.transaction(async (tx) => {
          await tx.update(orders, eq('id', 'a'), { number: 'R-9' })
          await tx.delete(orders, eq('id', 'b'))
          await tx.insert(orders, [order('b', { number: 'R-1' }), order('c', { number: 'R-2' })])
        })
        same('the numbers', await column(store, orders, 'number'), ['R-9', 'R-1', 'R-2'])
      },
    },
    {
      name: 'text is the same only if it is the same to the character: case, accents, width and blanks count',
      mend: exact,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          nearlySame.map((number, index) => order(keyOf(index), { number })),
        )
        same('the numbers', await column(store, orders, 'number'), nearlySame)
        await insert(store, orders, [order('key'), order('KEY'), order('Key')])
      },
    },
    {
      name: 'skip passes over conflicts with its constraint alone, and counts what was inserted',
      mend: skipping,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { number: 'R-1', customer: 'Wang Fang' })])
        const byNumber = [
          order('b', { number: 'R-1' }),
          order('c', { number: 'R-2' }),
          order('d', { number: 'R-2' }),
          order('e'),
        ]
        same('inserted past `number`', await store.transaction((tx) => tx.insert(orders, byNumber, 'number')), 2)
        same(
          'inserted past `primary`',
          await store.transaction((tx) => tx.insert(orders, [order('a'), order('f')], 'primary')),
          1,
        )
        same('all skipped', await store.transaction((tx) => tx.insert(orders, [order('a')], 'primary')), 0)
        same('the rows', await standing(store, orders), [
          order('a', { number: 'R-1' }),
          order('c', { number: 'R-2' }),
          order('e'),
          order('f'),
        ])
      },
    },
    {
      name: 'skip refuses conflicts with any other constraint',
      mend: skipping,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { number: 'R-1' })])
        const skip = (rows: Parameters<typeof insert>[2], constraint: string) =>
          store.transaction((tx) => tx.insert(orders, rows, constraint))
        await refused(
          'a key that stands, skipping `number`',
          skip([order('b'), order('a', { number: 'R-3' })], 'number'),
          UniqueViolation,
          {
            constraint: 'primary',
          },
        )
        await refused(
          'a number that stands, skipping `primary`',
          skip([order('b', { number: 'R-1' })], 'primary'),
          UniqueViolation,
          {
            constraint: 'number',
          },
        )
        same('the rows', await column(store, orders, 'id'), ['a'])
      },
    },
  ],
}
