import {
  bool,
  type Column,
  date,
  decimal,
  id,
  instant,
  int,
  json,
  money,
  nullable,
  type StoredTable,
  text,
} from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab, thrownBy } from './lab.ts'
import { counter, counters, create, facts, order, orders, standing } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('migrations', { meta: lab.meta }, () => {
  it('a column of any kind is added with a value for the rows that stand, and for code that does not know it', async () => {
    const store = await lab.open()
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('old')]))
    const added: Readonly<Record<string, Column>> = {
      label: { ...text(), backfill: `it's "new" \\n $1 %s $calotype$ 照相馆 😀` },
      owner: { ...id(), backfill: 'nobody' },
      copies: { ...int(), backfill: -3 },
      weight: { ...decimal(3), backfill: '-0.125' },
      worth: { ...money(), backfill: -9223372036854775808n },
      paid: { ...bool(), backfill: true },
      takenAt: { ...instant(), backfill: '2026-03-29T01:30:00.250Z' },
      day: { ...date(), backfill: '2026-03-29' },
      extras: { ...json(), backfill: { "it's": ['"', null, 1.5] } },
      absent: nullable(text()),
    }
    const table: StoredTable = { ...counters, columns: { ...counters.columns, ...added } }
    await store.migrate(() => Object.keys(added).map((column) => ({ kind: 'add-column', table, column })))
    await store.transaction((tx) => tx.insert(counters, [counter('older code')]))
    const filled = Object.fromEntries(Object.entries(added).map(([name, { backfill }]) => [name, backfill ?? null]))
    expect(await standing(store, table)).toEqual([
      { ...counter('old'), ...filled },
      { ...counter('older code'), ...filled },
    ])
  })

  it('a decimal that is declared with other digits than it is stored with is refused rather than misread', async () => {
    const store = await lab.open()
    await store.migrate(create(orders))
    await store.transaction((tx) => tx.insert(orders, [order('1', { weight: '1.5' })]))
    const declared: StoredTable = {
      ...orders,
      columns: { ...orders.columns, weight: { kind: 'decimal', nullable: false, scale: 2 } },
    }
    expect(await thrownBy(standing(store, declared))).toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('orders.weight is stored as decimal(3) and declared as decimal(2)'),
    })
  })

  it('a step that fails undoes those before it, notes and triggers included', async () => {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema })
    await store.migrate(create(counters))
    const before = await store.introspect()
    const found = await thrownBy(
      store.migrate(() => [
        { kind: 'note', name: 'generation:studio', value: '2' },
        { kind: 'create-table', table: facts },
        { kind: 'create-table', table: counters },
      ]),
    )
    expect(found).toMatchObject({ code: 'STORAGE_FAILED', message: expect.stringContaining('already exists') })
    expect(await store.introspect()).toEqual(before)
  })

  it('what decide throws is passed on, and nothing is made: not even the tables of the adapter itself', async () => {
    const schema = await lab.newSchema()
    for (const keyLocks of ['advisory', 'rows'] as const) {
      const store = await lab.open({ schema, keyLocks })
      const thrown = new Error('too new')
      const migrating = store.migrate(() => {
        throw thrown
      })
      expect(await thrownBy(migrating)).toBe(thrown)
      expect(await lab.query('select relname from pg_class where relnamespace = $1::regnamespace', [schema])).toEqual(
        [],
      )
    }
  })

  it('one that waits for another gives up after the lock time-out', async () => {
    const schema = await lab.newSchema()
    const first = await lab.open({ schema, keyLocks: 'rows' })
    await first.migrate(create(counters))
    const other = await lab.client()
    await other.query(`begin; insert into ${schema}.calotype_locks (name) values (E'\\x1fmigration')`)
    const waiting = await lab.open({ schema, keyLocks: 'rows', lockTimeoutMs: 100 })
    expect(await thrownBy(waiting.migrate(create(facts)))).toMatchObject({ code: 'STORAGE_LOCK_TIMEOUT' })
    await other.query('rollback')
    await waiting.migrate(create(facts))
    expect(await lab.query(`select * from ${schema}.calotype_locks`)).toEqual([])
  })

  it('the start on a store that is up to date takes few statements, however many tables it holds', async () => {
    const schema = await lab.newSchema()
    const tables = Array.from({ length: 40 }, (_, at): StoredTable => ({ ...orders, name: `orders_${at}` }))
    const first = await lab.open({ schema })
    await first.migrate(create(...tables))
    const sent: string[] = []
    const store = await lab.open({ schema, onStatement: (sql) => sent.push(sql) })
    expect((await store.introspect()).tables).toHaveLength(40)
    expect(sent.length).toBeLessThanOrEqual(7)
  })
})
