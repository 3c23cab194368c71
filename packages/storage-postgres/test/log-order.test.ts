import type { Row, StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { deferred } from './deferred.ts'
import { postgresLab } from './lab.ts'
import { counter, counters, create, fact, facts } from './tables.ts'

const lab = await postgresLab()

/** All that a reader finds from a cursor on. */
async function followed(store: StorageAdapter, cursor: string | null = null, limit = 100) {
  const rows: Row[] = []
  for (let at = cursor; ; ) {
    const page = await store.snapshot((reads) => reads.follow(facts, at, limit))
    rows.push(...page.rows)
    if (page.rows.length === 0) return { rows, cursor: page.cursor }
    at = page.cursor
  }
}

describe.skipIf(lab.absent)('the order of a log', { meta: lab.meta }, () => {
  async function several(count: number) {
    const schema = await lab.newSchema()
    const stores: StorageAdapter[] = []
    for (let at = 0; at < count; at++) stores.push(await lab.open({ schema, poolSize: 6, notify: false }))
    const [first, ...others] = stores
    if (first === undefined) throw new Error('no store')
    await first.migrate(create(counters, facts))
    return { schema, first, others, stores }
  }

  it('under writers and readers from three stores, every row has one place, and no reader misses or repeats one', async () => {
    const { schema, stores } = await several(3)
    const writers = 6
    const each = 40
    let writing = true
    const writersDone = Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let at = 0; at < each; at++) {
          const rows = [fact(`${writer}.${at}.x`), fact(`${writer}.${at}.y`)]
          await stores[writer % 3]?.transaction(async (tx) => {
            if (at % 2 === 0) await tx.insert(facts, rows)
            else await tx.insertAtEnd([{ table: facts, rows }])
          })
        }
      }),
    ).finally(() => {
      writing = false
    })
    const readers = stores.map(async (store) => {
      const seen: string[] = []
      let cursor: string | null = null
      for (let last = false; !last; ) {
        last = !writing
        const found = await followed(store, cursor, 17)
        seen.push(...found.rows.map((row) => String(row.id)))
        cursor = found.cursor
      }
      return seen
    })
    await writersDone
    const [one, ...others] = await Promise.all(readers)
    expect(one).toHaveLength(writers * each * 2)
    expect(new Set(one).size).toBe(writers * each * 2)
    for (const other of others) expect(other).toEqual(one)
    for (let writer = 0; writer < writers; writer++) {
      const own = one?.filter((id) => id.startsWith(`${writer}.`))
      expect(own).toEqual(Array.from({ length: each }, (_, at) => [`${writer}.${at}.x`, `${writer}.${at}.y`]).flat())
    }
    const [places] = await lab.query(
      `select count(*)::int as rows, count(distinct position)::int as places, max(position)::int as last,
        (select last::int from ${schema}.calotype_positions) as noted from ${schema}.facts`,
    )
    // Without gaps: numbers are given only to what is committed.
    const all = writers * each * 2
    expect(places).toEqual({ rows: all, places: all, last: all, noted: all })
  })

  it('transactions that meet on a row stand in the log in the order of their effects on it', async () => {
    const { stores, first } = await several(3)
    const names = ['a', 'b', 'c']
    await first.transaction((tx) =>
      tx.insert(
        counters,
        names.map((name) => counter(name)),
      ),
    )
    let following = true
    const follower = (async () => {
      while (following) await followed(first)
    })()
    await Promise.all(
      Array.from({ length: 9 }, async (_, writer) => {
        for (let at = 0; at < 15; at++) {
          const name = names[(writer + at) % names.length] ?? 'a'
          await stores[writer % 3]?.transaction(async (tx) => {
            const [row] = await tx.accumulate(counters, [counter(name, 1)], ['hits'])
            await tx.insertAtEnd([{ table: facts, rows: [fact(`${name}:${String(row?.hits)}`)] }])
          })
        }
      }),
    )
    following = false
    await follower
    const { rows } = await followed(first)
    expect(rows).toHaveLength(9 * 15)
    for (const name of names) {
      const order = rows.map(({ id }) => String(id)).filter((id) => id.startsWith(`${name}:`))
      expect(order).toEqual(order.map((_, at) => `${name}:${at + 1}`))
    }
  })

  it('a transaction that stays open holds no reader back, and its rows come when it commits', async () => {
    const { first, stores } = await several(2)
    const [inserted, free] = [deferred(), deferred()]
    const long = first.transaction(async (tx) => {
      await tx.insert(facts, [fact('early')])
      inserted.resolve()
      await free.promise
    })
    await inserted.promise
    await stores[1]?.transaction((tx) => tx.insert(facts, [fact('late')]))
    const before = await followed(first)
    expect(before.rows).toEqual([fact('late')])
    free.resolve()
    await long
    expect((await followed(first, before.cursor)).rows).toEqual([fact('early')])
    expect((await followed(first)).rows).toEqual([fact('late'), fact('early')])
  })

  it('in a view whose moment stands already, a row is not passed by that committed later and comes before it', async () => {
    const { first, stores } = await several(2)
    const [inserted, free] = [deferred(), deferred()]
    const late = first.transaction(async (tx) => {
      await tx.insert(facts, [fact('entered first')])
      inserted.resolve()
      await free.promise
    })
    await inserted.promise
    await first.transaction((tx) => tx.insert(facts, [fact('committed first')]))
    await stores[1]?.snapshot(async (reads) => {
      await reads.find(counters, { orderBy: [], limit: 1 })
      free.resolve()
      await late
      expect(await reads.follow(facts, null, 10)).toEqual({ rows: [], cursor: null })
    })
    expect((await followed(first)).rows).toEqual([fact('entered first'), fact('committed first')])
  })

  it('a transaction whose rows are being placed by nobody does not wait at its commit for readers', async () => {
    const { schema, first } = await several(1)
    await first.transaction((tx) => tx.insert(facts, [fact('a')]))
    const client = await lab.client()
    await client.query(`begin; select * from ${schema}.calotype_positions for update`)
    await first.transaction((tx) => tx.insert(facts, [fact('b')]))
    await client.query('rollback')
    expect((await followed(first)).rows).toEqual([fact('a'), fact('b')])
  })

  it('rows that another program inserted are followed like any', async () => {
    const { schema, first } = await several(1)
    await lab.query(`insert into ${schema}.facts (tenant, id, body) values ('rose', 'x', 'x')`)
    expect((await followed(first)).rows).toEqual([fact('x')])
  })

  it('more rows than are placed at once are all found', async () => {
    const { first } = await several(1)
    const rows = Array.from({ length: 4500 }, (_, at) => fact(String(at).padStart(5, '0')))
    await first.transaction((tx) => tx.insert(facts, rows))
    expect((await followed(first, null, 500)).rows).toEqual(rows)
  })

  it('a store whose positions were lost says so instead of falling silent', async () => {
    const { schema, first } = await several(1)
    await first.transaction((tx) => tx.insert(facts, [fact('a')]))
    await lab.query(`delete from ${schema}.calotype_positions`)
    await expect(followed(first)).rejects.toThrow('calotype_positions has no row for facts')
  })

  it('what is no cursor is refused', async () => {
    const { first } = await several(1)
    await expect(followed(first, 'x')).rejects.toThrow('"x" is no cursor of a log')
  })
})
