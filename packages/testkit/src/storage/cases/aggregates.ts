import type { Aggregate, Row, StorageAdapter } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { same } from '../check.ts'
import { insert } from '../lab.ts'
import { checkRandomAggregates } from '../random-check.ts'
import { eq, keyOf, order, orders } from '../tables.ts'

const exact =
  'Sum money as 64-bit integers and decimals as exact decimals or scaled integers; cast before the driver makes a double of it.'

const ask = (store: StorageAdapter, aggregate: Partial<Aggregate> & Pick<Aggregate, 'measures'>): Promise<Row[]> =>
  store.snapshot((reads) => reads.aggregate(orders, { groupBy: [], orderBy: [], limit: 'all', ...aggregate }))

const every = {
  rows: { of: 'count' },
  copies: { of: 'sum', column: 'copies' },
  price: { of: 'sum', column: 'price' },
  weight: { of: 'sum', column: 'weight' },
  lightest: { of: 'min', column: 'weight' },
  latest: { of: 'max', column: 'day' },
  customers: { of: 'countDistinct', column: 'customer' },
} as const

export const aggregates: Group = {
  name: 'aggregates',
  rules: [
    {
      name: 'over nothing the answer is one row: counts and sums are zero of their kind, min and max are null',
      mend: 'COALESCE sums to zero, and convert it to the kind of the column: 0, 0n or "0".',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const nothing = { rows: 0, copies: 0, price: 0n, weight: '0', lightest: null, latest: null, customers: 0 }
        same('an empty table', await ask(store, { measures: every }), [nothing])
        await insert(store, orders, [order('a')])
        same('a condition that nothing fits', await ask(store, { where: eq('id', 'z'), measures: every }), [nothing])
      },
    },
    {
      name: 'a group that nothing fits does not appear',
      mend: 'With GROUP BY, answer only the groups that the database answers.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        same('an empty table', await ask(store, { groupBy: ['customer'], measures: every }), [])
        await insert(store, orders, [order('a', { paid: true }), order('b', { customer: 'Li Na' })])
        const paid = await ask(store, {
          where: eq('paid', true),
          groupBy: ['customer'],
          measures: { rows: { of: 'count' } },
        })
        same('with a condition', paid, [{ customer: 'Wang Fang', rows: 1 }])
      },
    },
    {
      name: 'sums of money are exact to the last unit, at the ends of 64 bits',
      mend: exact,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const sum = { price: { of: 'sum', column: 'price' } } as const
        const top = 2n ** 63n - 1n
        await insert(store, orders, [
          order('a', { price: top - 10n }),
          order('b', { price: 7n }),
          order('c', { price: 3n }),
        ])
        same('up to the highest', await ask(store, { measures: sum }), [{ price: top }])
        await store.transaction((tx) =>
          tx.insert(orders, [order('d', { price: -(2n ** 63n) }), order('e', { price: 1n })]),
        )
        same('the lowest added', await ask(store, { measures: sum }), [{ price: 0n }])
        await store.transaction((tx) => tx.delete(orders, { kind: 'compare', column: 'price', is: 'gt', value: 0n }))
        same('down to the lowest', await ask(store, { measures: sum }), [{ price: -(2n ** 63n) }])
      },
    },
    {
      name: 'sums of decimals are exact where doubles are not',
      mend: exact,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const sum = { weight: { of: 'sum', column: 'weight' } } as const
        await insert(
          store,
          orders,
          Array.from({ length: 1000 }, (_, index) => order(keyOf(index), { weight: '0.1' })),
        )
        same('a thousand times 0.1', await ask(store, { measures: sum }), [{ weight: '100' }])
        await insert(store, orders, [
          order('a', { weight: '0.2' }),
          order('b', { weight: '99999999999999.999' }),
          order('c', { weight: '-0.001' }),
          order('d'),
        ])
        same('with large ones', await ask(store, { measures: sum }), [{ weight: '100000000000100.198' }])
      },
    },
    {
      name: 'sums of ints are exact to 2^53 − 1',
      mend: exact,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { copies: Number.MAX_SAFE_INTEGER }),
          order('b', { copies: -5 }),
          order('c', { copies: 4 }),
        ])
        same('the sum', await ask(store, { measures: { copies: { of: 'sum', column: 'copies' } } }), [
          { copies: Number.MAX_SAFE_INTEGER - 1 },
        ])
      },
    },
    {
      name: 'nulls are passed over: in sums, min, max and distinct counts, but not in counts',
      mend: 'COUNT(*) for rows; SUM, MIN, MAX and COUNT(DISTINCT column) pass nulls over by themselves.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { weight: '1.5', remark: 'x' }),
          order('b', { weight: '-2', remark: 'x' }),
          order('c', { remark: 'X' }),
          order('d', { customer: 'Li Na' }),
        ])
        const measures = {
          rows: { of: 'count' },
          weight: { of: 'sum', column: 'weight' },
          least: { of: 'min', column: 'weight' },
          most: { of: 'max', column: 'weight' },
          weights: { of: 'countDistinct', column: 'weight' },
          remarks: { of: 'countDistinct', column: 'remark' },
        } as const
        same('everything', await ask(store, { measures }), [
          { rows: 4, weight: '-0.5', least: '-2', most: '1.5', weights: 2, remarks: 2 },
        ])
        same(
          'a group of nulls alone',
          await ask(store, { where: eq('customer', 'Li Na'), groupBy: ['customer'], measures }),
          [{ customer: 'Li Na', rows: 1, weight: '0', least: null, most: null, weights: 0, remarks: 0 }],
        )
      },
    },
    {
      name: 'groups go by exact values, null among them, and by several columns',
      mend: 'Group text byte by byte; nulls make one group.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { remark: 'x', paid: true, price: 1n }),
          order('b', { remark: 'X', paid: true, price: 2n }),
          order('c', { remark: 'x ', paid: true, price: 4n }),
          order('d', { paid: false, price: 8n }),
          order('e', { paid: true, price: 16n }),
          order('f', { remark: 'x', paid: true, price: 32n }),
        ])
        const measures = { price: { of: 'sum', column: 'price' } } as const
        const orderBy = [
          { column: 'remark', direction: 'asc' },
          { column: 'paid', direction: 'asc' },
        ] as const
        same('by remark and paid', await ask(store, { groupBy: ['remark', 'paid'], measures, orderBy }), [
          { remark: null, paid: false, price: 8n },
          { remark: null, paid: true, price: 16n },
          { remark: 'X', paid: true, price: 2n },
          { remark: 'x', paid: true, price: 33n },
          { remark: 'x ', paid: true, price: 4n },
        ])
        const byPaid = await ask(store, {
          groupBy: ['paid'],
          measures,
          orderBy: [{ column: 'paid', direction: 'desc' }],
        })
        same('by paid', byPaid, [
          { paid: true, price: 55n },
          { paid: false, price: 8n },
        ])
      },
    },
    {
      name: 'the answer is sorted by its own names and cut off after that',
      mend: 'ORDER BY the names of the answer (groups and measures), numbers as numbers, then LIMIT.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const rows = Array.from({ length: 300 }, (_, index) =>
          order(keyOf(index), { customer: `c${index % 150}`, copies: index % 150, weight: `${index % 150}.5` }),
        )
        await insert(store, orders, rows)
        const measures = { sold: { of: 'sum', column: 'copies' }, heaviest: { of: 'max', column: 'weight' } } as const
        const best = await ask(store, {
          groupBy: ['customer'],
          measures,
          orderBy: [{ column: 'sold', direction: 'desc' }],
          limit: 2,
        })
        same('the two best', best, [
          { customer: 'c149', sold: 298, heaviest: '149.5' },
          { customer: 'c148', sold: 296, heaviest: '148.5' },
        ])
        const light = await ask(store, {
          groupBy: ['customer'],
          measures,
          orderBy: [{ column: 'heaviest', direction: 'asc' }],
          limit: 3,
        })
        same(
          'the three lightest, as numbers',
          light.map((row) => row.heaviest),
          ['0.5', '1.5', '2.5'],
        )
        same('without a limit', (await ask(store, { groupBy: ['customer'], measures })).length, 150)
      },
    },
    {
      name: 'min and max follow the order of the kind: decimals as numbers, text by code point, instants and dates in time',
      mend: 'Store decimals so that they compare as numbers, and text in a binary collation.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', {
            weight: '9',
            customer: 'ｂ',
            takenAt: '0999-01-01T00:00:00.000Z',
            day: '0999-12-31',
            price: 9n,
            copies: 9,
          }),
          order('b', {
            weight: '10',
            customer: '😀',
            takenAt: '2026-11-22T00:00:00.001Z',
            day: '2026-11-22',
            price: 10n,
            copies: 10,
          }),
          order('c', {
            weight: '-10',
            customer: 'Z',
            takenAt: '2026-11-22T00:00:00.000Z',
            day: '2026-01-01',
            price: -10n,
            copies: -10,
          }),
        ])
        const names = ['weight', 'customer', 'takenAt', 'day', 'price', 'copies', 'id']
        const extremes = async (of: 'min' | 'max') =>
          (await ask(store, { measures: Object.fromEntries(names.map((column) => [column, { of, column }])) }))[0]
        same('min', await extremes('min'), {
          weight: '-10',
          customer: 'Z',
          takenAt: '0999-01-01T00:00:00.000Z',
          day: '0999-12-31',
          price: -10n,
          copies: -10,
          id: 'a',
        })
        same('max', await extremes('max'), {
          weight: '10',
          customer: '😀',
          takenAt: '2026-11-22T00:00:00.001Z',
          day: '2026-11-22',
          price: 10n,
          copies: 10,
          id: 'c',
        })
      },
    },
    {
      name: 'random aggregates answer what the reference answers',
      mend: 'Read the smallest failing query below; its seed repeats it.',
      run: (lab) => checkRandomAggregates(lab),
    },
  ],
}
