/** Many who add to the same counters, each to several and in an order of its own. */
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { counter, counters, create, everything } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('adding to several counters', { meta: lab.meta }, () => {
  it('waits for whoever holds one of them, and never in a circle', async () => {
    const store = await lab.open({ poolSize: 16, notify: false })
    await store.migrate(create(counters))
    const names = Array.from({ length: 8 }, (_, at) => `n${at}`)
    await store.transaction((tx) =>
      tx.accumulate(
        counters,
        names.map((name) => counter(name, 0)),
        ['hits'],
      ),
    )
    // Five of them each time, from another place on and in another order: some stand where others have moved them since.
    const some = (turn: number) => {
      const from = names.map((_, at) => names[(turn * 3 + at * (turn % 2 === 0 ? 1 : 5)) % names.length] ?? '')
      return from.slice(0, 5)
    }
    const adding = Array.from({ length: 240 }, (_, turn) =>
      store.transaction((tx) =>
        tx.accumulate(
          counters,
          some(turn).map((name) => counter(name, 1)),
          ['hits'],
        ),
      ),
    )
    const refused = (await Promise.allSettled(adding)).flatMap((one) =>
      one.status === 'rejected' ? [String(one.reason)] : [],
    )
    expect(refused).toEqual([])
    const rows = await store.snapshot((reads) => reads.find(counters, everything))
    expect(rows.reduce((sum, { hits }) => sum + Number(hits), 0)).toBe(240 * 5)
  })

  it('answers what each of them has become, those included that others were adding to', async () => {
    const store = await lab.open({ poolSize: 8, notify: false })
    await store.migrate(create(counters))
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, turn) =>
        store.transaction(async (tx) => {
          const given = turn % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'b', 'a']
          const rows = await tx.accumulate(
            counters,
            given.map((name) => counter(name, 1)),
            ['hits'],
          )
          expect(rows.map(({ name }) => name)).toEqual(given)
          return Number(rows[1]?.hits)
        }),
      ),
    )
    expect(seen.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  })
})
