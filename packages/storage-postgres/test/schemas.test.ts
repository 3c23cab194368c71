import { id, int, nullable, type StoredTable, text } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { counter, counters, create, everything, fact, facts, order, orders, receipts, standing } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('schemas', { meta: lab.meta }, () => {
  it.each(['Studio', 'two words', 'it\'s "quoted"', 'a.b', '照相馆', 'select', `dollar $1 %s \\`, 'x'.repeat(63)])(
    'may be called %j',
    async (name) => {
      for (const keyLocks of ['advisory', 'rows'] as const) {
        const schema = await lab.newSchema(keyLocks === 'rows' ? `${name.slice(0, -1)}#` : name)
        const store = await lab.open({ schema, keyLocks })
        await store.migrate((found) => {
          expect(found.tables).toEqual([])
          return create(orders, counters, facts, receipts)()
        })
        await store.transaction(async (tx) => {
          await tx.lockKeys(['a'], 'wait')
          await tx.lockKeys(['b'], 'nowait')
          await tx.insert(orders, [order('1')])
          await tx.accumulate(counters, [counter('a', 1)], ['hits'])
          await tx.insert(receipts, [fact('a')], 'body')
          await tx.insertAtEnd([{ table: facts, rows: [fact('a')] }])
        })
        expect((await store.snapshot((reads) => reads.follow(facts, null, 10))).rows).toEqual([fact('a')])
        const streamed: unknown[] = []
        await store.snapshot(async (reads) => {
          for await (const row of reads.stream(orders, everything)) streamed.push(row)
        })
        expect(streamed).toEqual([order('1')])
        const table: StoredTable = {
          ...facts,
          columns: { ...facts.columns, more: nullable(int()) },
          indexes: [{ name: 'byMore', columns: ['tenant', 'more'] }],
        }
        await store.migrate(() => [
          { kind: 'add-column', table, column: 'more' },
          { kind: 'create-index', table, index: 'byMore', unique: false },
        ])
        await store.migrate(() => [{ kind: 'drop-index', table, index: 'byMore' }])
        const found = (await store.introspect()).tables
        expect(found.map((one) => one.name).sort()).toEqual(['counters', 'facts', 'orders', 'receipts'])
        expect(found.find((one) => one.name === 'facts')?.indexes).toEqual([])
      }
    },
  )

  it('two stores in two schemas of one database never meet', async () => {
    const [rose, lily] = [await lab.open(), await lab.open()]
    await rose.migrate(create(counters, facts))
    expect((await lily.introspect()).tables).toEqual([])
    await lily.migrate(create(counters, facts))
    await rose.transaction((tx) => tx.insert(counters, [counter('a', 1)]))
    await lily.transaction((tx) => tx.insert(counters, [counter('a', 2)]))
    await lily.transaction((tx) => tx.insert(facts, [fact('a')]))
    expect([await standing(rose, counters), await standing(lily, counters)]).toEqual([
      [counter('a', 1)],
      [counter('a', 2)],
    ])
    expect((await rose.snapshot((reads) => reads.follow(facts, null, 10))).rows).toEqual([])
  })

  it("a host's own tables in the same schema are found, kept, and nobody's kinds", async () => {
    const schema = await lab.newSchema()
    await lab.query(`create table ${schema}.guest (name varchar(20) primary key default 'x', age int, unique (age));
      create view ${schema}.v as select 1; create index partial on ${schema}.guest (age) where age > 3;
      create index lowered on ${schema}.guest (lower(name)); insert into ${schema}.guest values ('a', 1)`)
    const store = await lab.open({ schema })
    await store.migrate(create(counters))
    expect((await store.introspect()).tables.find(({ name }) => name === 'guest')).toEqual({
      name: 'guest',
      columns: [
        { name: 'name', kind: null, nullable: false, hasDefault: true },
        { name: 'age', kind: null, nullable: true, hasDefault: false },
      ],
      primaryKey: ['name'],
      uniques: [{ name: 'guest_age_key', columns: ['age'] }],
      indexes: [],
      empty: false,
    })
  })

  it('names as long as a table may have keep their indexes, constraints and triggers apart', async () => {
    const long = 'a'.repeat(48)
    const longest: StoredTable = {
      name: long,
      columns: { tenant: id(), id: id(), ['b'.repeat(48)]: text(), body: text() },
      primaryKey: ['tenant', 'id'],
      uniques: [{ name: 'ofBodyOnce', columns: ['tenant', 'body'] }],
      indexes: [{ name: 'byTheLong1', columns: ['tenant', 'b'.repeat(48)] }],
      appendOnly: true,
      log: true,
    }
    const sibling: StoredTable = { ...longest, name: `${'a'.repeat(47)}b` }
    const store = await lab.open()
    await store.migrate(create(longest, sibling))
    const found = (await store.introspect()).tables
    for (const declared of [longest, sibling]) {
      expect(found.find(({ name }) => name === declared.name)).toMatchObject({
        uniques: declared.uniques,
        indexes: declared.indexes,
      })
    }
    const row = { tenant: 'rose', id: 'a', ['b'.repeat(48)]: 'x', body: 'y' }
    await store.transaction((tx) => tx.insert(longest, [row]))
    await expect(store.transaction((tx) => tx.insert(longest, [{ ...row, id: 'b' }]))).rejects.toMatchObject({
      details: { table: long, constraint: 'ofBodyOnce' },
    })
    expect((await store.snapshot((reads) => reads.follow(longest, null, 10))).rows).toEqual([row])
  })
})
