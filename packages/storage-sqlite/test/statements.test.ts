import type { Find, Reads, StorageAdapter, StoredTable } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { by, counter, counters, create, eq, facts, order, orders } from './tables.ts'
import { temporaryFile } from './temporary.ts'

async function prepared(...tables: StoredTable[]) {
  const sent: string[] = []
  const file = temporaryFile()
  const store = sqlite({ file, onStatement: (sql) => sent.push(sql) })
  await store.migrate(create(...tables))
  sent.length = 0
  return { store, sent, file }
}

describe('what is sent', () => {
  it('a transaction is begun and committed around its statements, and rows of one insert are one statement', async () => {
    const { store, sent } = await prepared(orders, counters)
    await store.transaction(async (tx) => {
      await tx.lockKeys(['a', 'b'], 'wait')
      await tx.insert(
        orders,
        [1, 2, 3, 4, 5].map((key) => order(String(key))),
      )
      await tx.accumulate(counters, [counter('a', 1), counter('b', 1), counter('c', 1)], ['hits'])
      await tx.update(orders, eq('id', '1'), { paid: true }, { copies: 1 })
    })
    expect(sent.map((sql) => sql.split(' ', 1)[0])).toEqual(['begin', 'insert', 'insert', 'update', 'commit'])
    await store.close()
  })

  it('nothing at all where nothing is asked', async () => {
    const { store, sent } = await prepared(orders)
    await store.transaction(async () => undefined)
    await store.snapshot(async () => undefined)
    await store.transaction(async (tx) => tx.insert(orders, [])).catch(() => undefined)
    expect(sent.filter((sql) => !['begin immediate', 'commit'].includes(sql))).toEqual([])
    await store.close()
  })

  it('a transaction that fails before its first statement never takes the lock', async () => {
    const { store, sent } = await prepared(orders)
    await expect(
      store.transaction(async () => {
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    expect(sent).toEqual([])
    await store.close()
  })

  it('the same statement for values of any number and length, so that it is prepared once', async () => {
    const { store, sent } = await prepared(orders)
    const find = (values: readonly string[], after: string) => ({
      where: { kind: 'and', all: [eq('tenant', 'rose'), { kind: 'in', column: 'id', values }] } as const,
      orderBy: [by('day'), by('id')],
      limit: values.length,
      after: ['2026-11-22', after],
    })
    await store.snapshot(async (reads) => {
      await reads.find(orders, find(['a', 'b'], 'a'))
      await reads.find(orders, find(['a', 'b', "c'; --", 'd'], 'zzz'))
    })
    expect(new Set(sent.slice(1, 3)).size).toBe(1)
    await store.close()
  })

  it('calls that are not awaited are carried out in the order in which they were made', async () => {
    const { store, sent } = await prepared(orders, counters)
    const all = { kind: 'and', all: [] } as const
    const [, , found] = await store.transaction((tx) =>
      Promise.all([
        tx.insert(counters, [counter('a', 1)]),
        tx.update(counters, all, { hits: 7 }),
        tx.find(counters, { orderBy: [], limit: 'all' }),
        tx.delete(counters, all),
      ]),
    )
    expect(found).toEqual([counter('a', 7)])
    expect(sent.map((sql) => sql.split(' ', 1)[0])).toEqual(['begin', 'insert', 'update', 'select', 'delete', 'commit'])
    await store.close()
  })
})

describe('what is found through an index', () => {
  /** How SQLite would carry out what `read` sends. */
  async function plansOf(table: StoredTable, read: (reads: Reads) => Promise<unknown>): Promise<string[]> {
    const { store, sent, file } = await prepared(table)
    await store.snapshot(read)
    await store.close()
    const database = drivers[0]?.raw(file)
    const plans = sent
      .filter((sql) => sql.startsWith('select'))
      .flatMap((sql) => database?.prepare(`explain query plan ${sql}`).all() ?? [])
      .map((step) => (step as { detail: string }).detail)
    database?.close()
    return plans
  }

  const finding = (table: StoredTable, find: Find) => plansOf(table, (reads) => reads.find(table, find))
  const rose = eq('tenant', 'rose')

  it('a keyset page is a range of the index and is not sorted, in tables of both forms and in both directions', async () => {
    for (const direction of ['asc', 'desc'] as const) {
      const sign = direction === 'asc' ? '>' : '<'
      const page = { where: rose, limit: 20 }
      const wide = { ...page, orderBy: [by('day', direction), by('id', direction)], after: ['2026-11-22', 'a'] }
      expect(await finding(orders, wide)).toEqual([
        `SEARCH orders USING INDEX orders__byDay (tenant=? AND (day,id)${sign}(?,?))`,
      ])
      const narrow = { ...page, orderBy: [by('hits', direction), by('name', direction)], after: [7, 'a'] }
      expect(await finding(counters, narrow)).toEqual([
        `SEARCH counters USING INDEX counters__byHits (tenant=? AND (hits,name)${sign}(?,?))`,
      ])
    }
  })

  it('a prefix is a range of the index', async () => {
    const where = { kind: 'compare', column: 'customer', is: 'startsWith', value: '王' } as const
    expect(await finding(orders, { where: { kind: 'and', all: [rose, where] }, orderBy: [], limit: 20 })).toEqual([
      'SEARCH orders USING INDEX orders__byCustomer (tenant=? AND customer>? AND customer<?)',
    ])
  })

  it('a list of keys is looked up key by key', async () => {
    const where = { kind: 'in', column: 'id', values: ['a', 'b', 'c'] } as const
    const plan = await finding(orders, { where: { kind: 'and', all: [rose, where] }, orderBy: [], limit: 'all' })
    expect(plan[0]).toBe('SEARCH orders USING INDEX sqlite_autoindex_orders_1 (tenant=? AND id=?)')
  })

  it('a log is followed from its position', async () => {
    const plan = await plansOf(facts, (reads) => reads.follow(facts, '7', 10))
    expect(plan).toEqual(['SEARCH facts USING INTEGER PRIMARY KEY (rowid>?)'])
  })
})

describe('the start', () => {
  it('on a store that is up to date takes few statements, however many tables it holds', async () => {
    const file = temporaryFile()
    const tables = Array.from({ length: 40 }, (_, at): StoredTable => ({ ...orders, name: `orders_${at}` }))
    const first = sqlite({ file })
    await first.migrate(create(...tables))
    await first.close()
    const sent: string[] = []
    const store: StorageAdapter = sqlite({ file, onStatement: (sql) => sent.push(sql) })
    const found: number[] = []
    await store.migrate(({ tables: standing }) => {
      found.push(standing.length)
      return []
    })
    expect(found).toEqual([40])
    expect(sent.length).toBeLessThanOrEqual(12)
    await store.close()
  })
})
