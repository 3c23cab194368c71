import type { Group } from '../case.ts'
import { same } from '../check.ts'
import { insert, retrying, standing } from '../lab.ts'
import { counter, counters, keyOf } from '../tables.ts'

const upsert =
  'INSERT … ON CONFLICT (key) DO UPDATE SET column = table.column + excluded.column RETURNING, in one statement, in the columns asked for.'

export const counting: Group = {
  name: 'counting',
  rules: [
    {
      name: 'a counter that does not stand is inserted as given, one that stands is added to',
      mend: upsert,
      run: async (lab) => {
        const store = await lab.ready(counters)
        const answer = await store.transaction(async (tx) => [
          await tx.accumulate(
            counters,
            [counter('a', 3, { amount: 10n, weight: '0.1', label: 'first' })],
            ['total', 'amount', 'weight'],
          ),
          await tx.accumulate(
            counters,
            [counter('a', 4, { amount: -3n, weight: '0.2', label: 'second' })],
            ['total', 'amount', 'weight'],
          ),
          await tx.accumulate(counters, [counter('a', 100, { amount: 1n })], ['amount']),
        ])
        same('the answers: only the named columns add up, the others stay', answer, [
          [counter('a', 3, { amount: 10n, weight: '0.1', label: 'first' })],
          [counter('a', 7, { amount: 7n, weight: '0.3', label: 'first' })],
          [counter('a', 7, { amount: 8n, weight: '0.3', label: 'first' })],
        ])
        same('the rows', await standing(store, counters), [
          counter('a', 7, { amount: 8n, weight: '0.3', label: 'first' }),
        ])
      },
    },
    {
      name: 'the answer has the order of the rows given, old and new mixed',
      mend: 'Sort what RETURNING answers back into the order given: databases answer in their own.',
      run: async (lab) => {
        const store = await lab.ready(counters)
        await insert(store, counters, [counter('b', 10), counter('d', 20)])
        const given = ['e', 'd', 'c', 'b', 'a'].map((name) => counter(name, 1))
        const answer = await store.transaction((tx) => tx.accumulate(counters, given, ['total']))
        same('the answer', answer, [
          counter('e', 1),
          counter('d', 21),
          counter('c', 1),
          counter('b', 11),
          counter('a', 1),
        ])
      },
    },
    {
      name: 'many writers on the same counters lose nothing, and each sees what it made of them',
      mend: upsert,
      run: async (lab) => {
        const store = await lab.ready(counters)
        const seen = await Promise.all(
          (await lab.writers(store, 32)).map((adapter) =>
            retrying(adapter, async (tx) => {
              const [a, b] = await tx.accumulate(
                counters,
                [counter('a', 1, { amount: 3n, weight: '0.001' }), counter('b', 1)],
                ['total', 'amount', 'weight'],
              )
              return [Number(a?.total), Number(b?.total)]
            }),
          ),
        )
        const numbers = Array.from({ length: 32 }, (_, index) => index + 1)
        const sorted = (place: number): number[] =>
          seen.map((pair) => pair[place] ?? 0).sort((left, right) => left - right)
        same('what the writers saw of a, sorted', sorted(0), numbers)
        same('what the writers saw of b, sorted', sorted(1), numbers)
        same('the rows', await standing(store, counters), [
          counter('a', 32, { amount: 96n, weight: '0.032' }),
          counter('b', 32),
        ])
      },
    },
    {
      name: 'counters are exact where a float is not',
      mend: 'Bind money as a 64-bit integer and decimals as exact decimals or scaled integers, never as a double.',
      run: async (lab) => {
        const store = await lab.ready(counters)
        const big = counter('a', Number.MAX_SAFE_INTEGER - 1, { amount: 2n ** 63n - 2n, weight: '999999999999999.998' })
        await store.transaction((tx) => tx.accumulate(counters, [big], ['total', 'amount', 'weight']))
        const [row] = await store.transaction((tx) =>
          tx.accumulate(counters, [counter('a', 1, { amount: 1n, weight: '0.001' })], ['total', 'amount', 'weight']),
        )
        same(
          'the row',
          row,
          counter('a', Number.MAX_SAFE_INTEGER, { amount: 2n ** 63n - 1n, weight: '999999999999999.999' }),
        )
      },
    },
    {
      name: 'a thousand small additions make the exact sum',
      mend: 'Add decimals as decimals.',
      run: async (lab) => {
        const store = await lab.ready(counters)
        await store.transaction(async (tx) => {
          for (let index = 0; index < 1000; index++) {
            await tx.accumulate(counters, [counter(keyOf(index % 2), 1, { weight: '0.1' })], ['total', 'weight'])
          }
        })
        same('the rows', await standing(store, counters), [
          counter(keyOf(0), 500, { weight: '50' }),
          counter(keyOf(1), 500, { weight: '50' }),
        ])
      },
    },
  ],
}
