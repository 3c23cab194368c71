import {
  id,
  int,
  type MigrationStep,
  money,
  nullable,
  type StoredTable,
  text,
  UniqueViolation,
} from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { counter, counters, create, facts, order, orders, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

const step = (one: MigrationStep) => () => [one]

describe.each(drivers)('migrations ($name)', ({ open, raw }) => {
  const opened = (file: string) => sqlite(open === undefined ? { file } : { file, open })

  it('what is created is found as it was declared, in tables of every form', async () => {
    const store = opened(temporaryFile())
    await store.migrate(create(orders, counters, facts))
    const { tables } = await store.introspect()
    const named = (list: readonly { name: string }[]) => [...list].sort((a, b) => a.name.localeCompare(b.name))
    for (const declared of [orders, counters, facts]) {
      const found = tables.find(({ name }) => name === declared.name)
      expect(found).toMatchObject({ primaryKey: declared.primaryKey, empty: true })
      expect(named(found?.uniques ?? [])).toEqual(named(declared.uniques))
      expect(named(found?.indexes ?? [])).toEqual(named(declared.indexes))
      expect(found?.columns).toEqual(
        Object.entries(declared.columns).map(([name, { kind, nullable }]) => ({
          name,
          kind,
          nullable,
          hasDefault: false,
        })),
      )
    }
    await store.close()
  })

  it('a unique constraint that the rows break is refused by its name, and the whole migration is undone', async () => {
    const store = opened(temporaryFile())
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a', 1), counter('b', 1)]))
    const table: StoredTable = { ...counters, uniques: [{ name: 'onePerHit', columns: ['tenant', 'hits'] }] }
    const before = await store.introspect()
    const migrating = store.migrate(() => [
      { kind: 'note', name: 'generation:studio', value: '2' },
      { kind: 'create-table', table: orders },
      { kind: 'create-index', table, index: 'onePerHit', unique: true },
    ])
    const found = await migrating.catch((error: unknown) => error)
    expect(UniqueViolation.is(found)).toBe(true)
    expect(found).toMatchObject({ details: { table: 'counters', constraint: 'onePerHit' } })
    expect(await store.introspect()).toEqual(before)
    await store.close()
  })

  it('a column with a backfill is filled for rows that stand, and by the database for code that does not know it', async () => {
    const store = opened(temporaryFile())
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('old')]))
    const columns = {
      ...counters.columns,
      label: { ...text(), backfill: `it's "new"` },
      worth: { ...money(), backfill: -5n },
    }
    const table: StoredTable = { ...counters, columns }
    await store.migrate(() => ['label', 'worth'].map((column) => ({ kind: 'add-column', table, column })))
    await store.transaction((tx) => tx.insert(counters, [counter('older code')]))
    const filled = { label: `it's "new"`, worth: -5n }
    expect(await standing(store, table)).toEqual([
      { ...counter('old'), ...filled },
      { ...counter('older code'), ...filled },
    ])
    await store.close()
  })

  it('a required column without a value is added to a table without rows, which keeps all else', async () => {
    const file = temporaryFile()
    const store = opened(file)
    await store.migrate(create(facts))
    await store.migrate(
      step({
        kind: 'add-column',
        table: { ...facts, columns: { ...facts.columns, gone: nullable(int()) } },
        column: 'gone',
      }),
    )
    const table: StoredTable = {
      ...facts,
      columns: { ...facts.columns, author: id() },
      indexes: [{ name: 'byBody', columns: ['tenant', 'body'] }],
    }
    await store.migrate(() => [
      { kind: 'create-index', table, index: 'byBody', unique: false },
      { kind: 'add-column', table, column: 'author' },
    ])
    const [found] = (await store.introspect()).tables
    expect(found?.columns.map(({ name, kind, nullable }) => [name, kind, nullable])).toEqual([
      ['tenant', 'id', false],
      ['id', 'id', false],
      ['body', 'text', false],
      ['author', 'id', false],
      ['gone', 'int', true],
    ])
    expect([found?.primaryKey, found?.indexes]).toEqual([['tenant', 'id'], table.indexes])
    await store.transaction((tx) => tx.insert(table, [{ tenant: 'rose', id: 'a', body: 'b', author: 'c' }]))
    await store.close()
    const other = raw(file)
    expect(() => other.exec('delete from facts')).toThrow('append-only')
    other.close()
  })

  it("a host's own tables are found, and are nobody's kinds", async () => {
    const file = temporaryFile()
    const host = raw(file)
    host.exec(`create table guest (name varchar(20) not null default 'x', age int, primary key (name)); create view v as select 1;
      create unique index guest_age on guest (age); create index partial on guest (age) where age > 3; insert into guest values ('a', 1)`)
    host.close()
    const store = opened(file)
    await store.migrate(create(counters))
    expect((await store.introspect()).tables.find(({ name }) => name === 'guest')).toEqual({
      name: 'guest',
      columns: [
        { name: 'name', kind: null, nullable: false, hasDefault: true },
        { name: 'age', kind: null, nullable: true, hasDefault: false },
      ],
      primaryKey: ['name'],
      uniques: [{ name: 'guest_age', columns: ['age'] }],
      indexes: [],
      empty: false,
    })
    await store.close()
  })

  it('a decimal that is declared with other digits than it is stored with is refused rather than misread', async () => {
    const file = temporaryFile()
    const store = opened(file)
    await store.migrate(create(orders))
    await store.transaction((tx) => tx.insert(orders, [order('1', { weight: '1.5' })]))
    const declared: StoredTable = {
      ...orders,
      columns: { ...orders.columns, weight: { kind: 'decimal', nullable: false, scale: 2 } },
    }
    await expect(standing(store, declared)).rejects.toThrow(
      'orders.weight is stored as decimal(3) and declared as decimal(2)',
    )
    await store.close()
  })

  it('what decide throws is passed on, and nothing is changed', async () => {
    const store = opened(temporaryFile())
    const thrown = new Error('too new')
    await expect(
      store.migrate(() => {
        throw thrown
      }),
    ).rejects.toBe(thrown)
    expect(await store.migrate(() => [])).toEqual([])
    expect(await store.introspect()).toEqual({ tables: [], notes: {} })
    await store.close()
  })
})
