import type { Find, Reads, StorageAdapter, StoredTable } from '@calotype/core/storage'
import { afterEach, describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { openProxy, type CuttingProxy } from './proxy.ts'
import { by, counter, counters, create, eq, everything, fact, facts, order, orders } from './tables.ts'

const lab = await postgresLab()

const proxies: CuttingProxy[] = []
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close()
})

describe.skipIf(lab.absent)('what is sent', { meta: lab.meta }, () => {
  async function measured(...tables: readonly StoredTable[]) {
    const proxy = await openProxy(lab.url)
    proxies.push(proxy)
    const sent: string[] = []
    const store = await lab.open({ url: proxy.url, notify: false, onStatement: (sql) => sent.push(sql) })
    await store.migrate(create(...tables))
    await store.check()
    /** What `work` sends, inserts behind each other as one, and how often it has to wait for the server. */
    const costOf = async (work: () => Promise<unknown>) => {
      sent.length = 0
      proxy.turns = 0
      await work()
      const said = sent.map((sql) => (sql.includes('insert into') ? 'insert' : (sql.split(' ', 1)[0] ?? '')))
      return { said: said.filter((word, at) => word !== 'insert' || said[at - 1] !== 'insert'), turns: proxy.turns }
    }
    return { store, costOf, sent }
  }

  it('a transaction of last inserts alone is one round trip, its beginning and its commit included', async () => {
    const { store, costOf } = await measured(orders, facts)
    const cost = await costOf(() =>
      store.transaction((tx) =>
        tx.insertAtEnd([
          { table: orders, rows: [order('1'), order('2')] },
          { table: facts, rows: [fact('a')] },
        ]),
      ),
    )
    expect(cost).toEqual({ said: ['begin', 'insert', 'commit'], turns: 1 })
  })

  it('a transaction that reads, writes and inserts at its end waits once for each that it awaits, and once for the end', async () => {
    const { store, costOf } = await measured(orders, counters)
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    const cost = await costOf(() =>
      store.transaction(async (tx) => {
        await tx.find(counters, everything)
        await tx.update(counters, eq('name', 'a'), { hits: 1 })
        await tx.insertAtEnd([{ table: orders, rows: [order('1')] }])
      }),
    )
    expect(cost).toEqual({ said: ['begin', 'select', 'update', 'insert', 'commit'], turns: 3 })
  })

  it('many rows in many statements are still one wait', async () => {
    const { store, costOf } = await measured(counters)
    const rows = Array.from({ length: 1000 }, (_, at) => counter(`${at}`))
    const { said, turns } = await costOf(() => store.transaction((tx) => tx.insertAtEnd([{ table: counters, rows }])))
    expect(said).toEqual(['begin', 'insert', 'commit'])
    expect(turns).toBeLessThanOrEqual(2)
    expect(await store.snapshot((reads) => reads.find(counters, everything))).toHaveLength(1000)
  })

  it('a read is one round trip; what ends it is not waited for', async () => {
    const { store, costOf } = await measured(orders)
    const cost = await costOf(() => store.snapshot((reads) => reads.find(orders, everything)))
    expect(cost.said).toEqual(['begin', 'select', 'rollback'])
    expect(cost.turns).toBeLessThanOrEqual(2)
  })

  it('a transaction or a snapshot that asks nothing sends nothing', async () => {
    const { store, costOf } = await measured(orders)
    const cost = await costOf(async () => {
      await store.transaction(async () => undefined)
      await store.transaction((tx) => tx.insertAtEnd([{ table: orders, rows: [] }]))
      await store.snapshot(async () => undefined)
    })
    expect(cost).toEqual({ said: [], turns: 0 })
  })

  it('a follower that finds nothing new asks two questions in one round trip', async () => {
    const { store, costOf } = await measured(facts)
    await store.transaction((tx) => tx.insert(facts, [fact('a')]))
    const { cursor } = await store.snapshot((reads) => reads.follow(facts, null, 10))
    const cost = await costOf(() => store.snapshot((reads) => reads.follow(facts, cursor, 10)))
    expect(cost.said).toEqual(['begin', 'select', 'select', 'rollback'])
    expect(cost.turns).toBeLessThanOrEqual(2)
  })

  it('a conflict among the last inserts keeps nothing of the transaction', async () => {
    const { store } = await measured(orders, counters)
    await store.transaction((tx) => tx.insert(orders, [order('1')]))
    const both = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('a')])
      await tx.insertAtEnd([
        { table: orders, rows: [order('1')] },
        { table: counters, rows: [counter('b')] },
      ])
    })
    await expect(both).rejects.toMatchObject({ details: { table: 'orders', constraint: 'primary' } })
    expect(await store.snapshot((reads) => reads.find(counters, everything))).toEqual([])
  })

  it('calls that are not awaited are carried out in the order in which they were made', async () => {
    const { store, costOf } = await measured(counters)
    const all = { kind: 'and', all: [] } as const
    let found: unknown
    const cost = await costOf(async () => {
      ;[, , found] = await store.transaction((tx) =>
        Promise.all([
          tx.insert(counters, [counter('a', 1)]),
          tx.update(counters, all, { hits: 7 }),
          tx.find(counters, everything),
          tx.delete(counters, all),
        ]),
      )
    })
    expect(found).toEqual([counter('a', 7)])
    expect(cost).toEqual({ said: ['begin', 'insert', 'update', 'select', 'delete', 'commit'], turns: 2 })
  })
})

describe.skipIf(lab.absent)('prepared statements', { meta: lab.meta }, () => {
  const finding = (store: StorageAdapter) => store.snapshot((reads) => reads.find(orders, everything))

  it('are kept on the server from the third use on', async () => {
    const pool = lab.pool({ max: 1, pipeline: true })
    const store = await lab.openOn(pool, { notify: false })
    await store.migrate(create(orders))
    const kept = async () => {
      const { rows } = await pool.query("select name from pg_prepared_statements where statement like 'select%orders%'")
      return rows.length
    }
    const counts: number[] = []
    for (let use = 0; use < 4; use++) {
      await finding(store)
      counts.push(await kept())
    }
    expect(counts).toEqual([0, 0, 1, 1])
  })

  it('are none with `prepare: false`', async () => {
    const pool = lab.pool({ max: 1, pipeline: true })
    const store = await lab.openOn(pool, { notify: false, prepare: false })
    await store.migrate(create(orders))
    for (let use = 0; use < 5; use++) await finding(store)
    expect((await pool.query('select name from pg_prepared_statements')).rows).toEqual([])
  })

  it('go on to hold when a column is added meanwhile', async () => {
    const store = await lab.open({ poolSize: 1, notify: false })
    await store.migrate(create(counters))
    const read = () => store.snapshot((reads) => reads.find(counters, everything))
    for (let use = 0; use < 4; use++) await read()
    const table: StoredTable = {
      ...counters,
      columns: { ...counters.columns, note: { ...orders.columns.customer, kind: 'text', nullable: true } },
    }
    await store.migrate(() => [{ kind: 'add-column', table, column: 'note' }])
    expect(await read()).toEqual([])
  })
})

describe.skipIf(lab.absent)('what is found through an index', { meta: lab.meta }, () => {
  /** How the server would carry out what `read` sends, with the values it is given. */
  async function planOf(table: StoredTable, values: string, read: (reads: Reads) => Promise<unknown>): Promise<string> {
    const sent: string[] = []
    const store = await lab.open({ notify: false, onStatement: (sql) => sent.push(sql) })
    await store.migrate(create(table))
    sent.length = 0
    await store.snapshot(read)
    const client = await lab.client()
    await client.query(
      'set enable_seqscan = off; set enable_bitmapscan = off; set plan_cache_mode = force_generic_plan',
    )
    await client.query(`prepare asked as ${sent.find((sql) => sql.startsWith('select'))}`)
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) execute asked (${values})`)
    return rows.map((row) => row['QUERY PLAN'].trim()).join('\n')
  }

  const finding = (find: Find, values: string) => planOf(orders, values, (reads) => reads.find(orders, find))
  const rose = eq('tenant', 'rose')

  it('a keyset page is a range of the index and is not sorted, in both directions', async () => {
    for (const direction of ['asc', 'desc'] as const) {
      const page = {
        where: rose,
        limit: 20,
        orderBy: [by('day', direction), by('id', direction)],
        after: ['2026-11-22', 'a'],
      }
      const plan = await finding(page, "'rose', '2026-11-22', 'a', 20")
      expect(plan).toContain(`Index Scan${direction === 'asc' ? '' : ' Backward'} using "orders__byDay"`)
      expect(plan).toContain(`(ROW(day, id) ${direction === 'asc' ? '>' : '<'} ROW($2, $3))`)
      expect(plan).not.toContain('Sort')
    }
  })

  it('a page by a column that may be null is not sorted either', async () => {
    for (const direction of ['asc', 'desc'] as const) {
      const page = { where: rose, limit: 20, orderBy: [by('customer', direction), by('id', direction)] }
      const plan = await finding(page, "'rose', 20")
      expect(plan).toContain('using "orders__byCustomer"')
      expect(plan).not.toContain('Sort')
    }
  })

  it('a prefix is a range of the index', async () => {
    const where = { kind: 'compare', column: 'customer', is: 'startsWith', value: '王' } as const
    const plan = await finding(
      { where: { kind: 'and', all: [rose, where] }, orderBy: [], limit: 20 },
      "'rose', '王', '玌', 20",
    )
    expect(plan).toContain('using "orders__byCustomer"')
    expect(plan).toMatch(/Index Cond: .*customer >= .*customer </)
  })

  it('a list of keys is looked up key by key', async () => {
    const where = { kind: 'in', column: 'id', values: ['a', 'b', 'c'] } as const
    const plan = await finding(
      { where: { kind: 'and', all: [rose, where] }, orderBy: [], limit: 'all' },
      "'rose', '{a,b}'",
    )
    expect(plan).toMatch(/using orders_pkey[\s\S]*Index Cond: .*id = ANY/)
  })

  it('a log is followed from its position', async () => {
    const plan = await planOf(facts, "'7', 10", (reads) => reads.follow(facts, '7', 10))
    expect(plan).toMatch(/using facts__{1,3}position[\s\S]*Index Cond: \("?position"? > /)
    expect(plan).not.toContain('Sort')
  })
})
