import {
  backfilled,
  bool,
  type Column,
  date,
  decimal,
  type FoundSchema,
  type FoundTable,
  id,
  instant,
  int,
  json,
  type MigrationStep,
  money,
  nullable,
  type StorageAdapter,
  type StoredTable,
  text,
  UniqueViolation,
} from '@calotype/core/storage'
import { isCalotypeError } from '@calotype/core/values'
import type { Group } from '../case.ts'
import { holds, passesOn, refused, rejection, same } from '../check.ts'
import { described } from '../failure.ts'
import { column, create, insert, standing } from '../lab.ts'
import { counters, eq, events, keyOf, order, orders, receipts, reservedWords, table } from '../tables.ts'

const together =
  'Apply the steps of one migration in one transaction, under a lock that every migration of the store takes.'
const truthful =
  'Keep kinds and names of what was declared beside the schema, and answer them in the names that rows use.'

const creating = (one: StoredTable): MigrationStep => ({ kind: 'create-table', table: one })
const note = (name: string, value: string): MigrationStep => ({ kind: 'note', name, value })

/** The same table with more columns, as a newer version of a plugin declares it. */
const grown = (one: StoredTable, columns: Readonly<Record<string, Column>>): StoredTable => ({
  ...one,
  columns: { ...one.columns, ...columns },
})

const indexed = (one: StoredTable, more: Partial<Pick<StoredTable, 'uniques' | 'indexes'>>): StoredTable => ({
  ...one,
  ...more,
})

const foundTable = async (store: StorageAdapter, name: string): Promise<FoundTable | undefined> =>
  (await store.introspect()).tables.find((one) => one.name === name)

const byName = <T extends { readonly name: string }>(all: readonly T[]): readonly T[] =>
  [...all].sort((left, right) => (left.name < right.name ? -1 : 1))

const small = table('kit_small', { id: id(), name: text() })

export const migrations: Group = {
  name: 'migrations',
  rules: [
    {
      name: 'a fresh store has no tables and no notes',
      mend: 'Leave tables of your own out of what introspect answers.',
      run: async (lab) => {
        const store = await lab.open()
        same('introspect', await store.introspect(), { tables: [], notes: {} })
      },
    },
    {
      name: 'introspect answers what was declared: kinds, nulls, keys, constraints and their names',
      mend: truthful,
      run: async (lab) => {
        const declared = [orders, counters, receipts, reservedWords]
        const store = await lab.ready(...declared)
        const found = await store.introspect()
        same(
          'the tables',
          byName(found.tables).map((one) => one.name),
          ['kit_counter', 'kit_order', 'kit_receipt', 'order'],
        )
        for (const one of declared) {
          const there = found.tables.find((other) => other.name === one.name)
          const columns = Object.entries(one.columns).map(([name, { kind, nullable: optional }]) => ({
            name,
            kind,
            nullable: optional,
          }))
          same(
            `columns of ${one.name}`,
            byName(
              there?.columns.map(({ name, kind, nullable: optional }) => ({ name, kind, nullable: optional })) ?? [],
            ),
            byName(columns),
          )
          same(`key of ${one.name}`, there?.primaryKey, one.primaryKey)
          same(`unique constraints of ${one.name}`, there?.uniques, one.uniques)
          same(`indexes of ${one.name}`, there?.indexes, one.indexes)
        }
      },
    },
    {
      name: 'introspect answers a log with the columns that were declared',
      mend: 'Leave out the column that keeps the order of commits, or say that it has a default.',
      run: async (lab) => {
        const store = await lab.ready(events)
        const there = await foundTable(store, 'kit_event')
        const names = there?.columns.map((one) => one.name) ?? []
        same(
          'declared columns that are missing',
          ['id', 'body'].filter((name) => !names.includes(name)),
          [],
        )
        const strange =
          there?.columns.filter((one) => !['id', 'body'].includes(one.name) && !one.nullable && !one.hasDefault) ?? []
        same('other columns that an insert would have to fill', strange, [])
      },
    },
    {
      name: 'introspect tells whether a table holds rows',
      mend: 'Look for one row of each table.',
      run: async (lab) => {
        const store = await lab.ready(small)
        same('before', (await foundTable(store, 'kit_small'))?.empty, true)
        await insert(store, small, [{ id: 'a', name: 'x' }])
        same('with a row', (await foundTable(store, 'kit_small'))?.empty, false)
        await store.transaction((tx) => tx.delete(small, eq('id', 'a')))
        same('when it is deleted', (await foundTable(store, 'kit_small'))?.empty, true)
      },
    },
    {
      name: 'migrate shows what stands, applies the steps and answers them',
      mend: together,
      run: async (lab) => {
        const store = await lab.open()
        const steps = [creating(small), note('generation:core', '1')]
        let shown: FoundSchema | undefined
        same('the answer', await store.migrate(() => steps), steps)
        await store.migrate((found) => {
          shown = found
          return []
        })
        same('what decide is shown', shown, await store.introspect())
        same('the notes', shown?.notes, { 'generation:core': '1' })
      },
    },
    {
      name: 'migrating again without steps changes nothing, and rows stay',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(small, orders)
        await insert(store, small, [{ id: 'a', name: 'x' }])
        const before = await store.introspect()
        same('the steps', await create(store, small, orders), [])
        same('the schema', await store.introspect(), before)
        same('the rows', await standing(store, small), [{ id: 'a', name: 'x' }])
      },
    },
    {
      name: 'of two migrations at once one waits for the other and finds nothing left to do',
      mend: together,
      run: async (lab) => {
        const store = await lab.open()
        const adapters = await lab.writers(store, 4)
        const applied = await Promise.all(adapters.map((adapter) => create(adapter, small, orders, counters)))
        same('steps that each applied', applied.map((steps) => steps.length).sort(), [0, 0, 0, 3])
        for (const adapter of adapters)
          await insert(adapter, small, [{ id: `row-${(await standing(adapter, small)).length}`, name: 'x' }])
        same('rows written by all', (await standing(store, small)).length, 4)
      },
    },
    {
      name: 'notes are kept and written over',
      mend: 'Keep notes in a small table of your own, with the newest value of each name.',
      run: async (lab) => {
        const store = await lab.open()
        await store.migrate(() => [note('generation:core', '1'), note('generation:gallery', "7 'quoted' 照片")])
        await store.migrate(() => [note('generation:core', '2')])
        same('the notes', (await store.introspect()).notes, {
          'generation:core': '2',
          'generation:gallery': "7 'quoted' 照片",
        })
      },
    },
    {
      name: 'a decision that throws changes nothing and throws on',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(small)
        const before = await store.introspect()
        const thrown = new Error('the schema is too new')
        await passesOn(
          'migrate',
          store.migrate(() => {
            throw thrown
          }),
          thrown,
        )
        same('the schema', await store.introspect(), before)
        same('a migration after it', (await store.migrate(() => [note('a', '1')])).length, 1)
      },
    },
    {
      name: 'a migration that fails in its last step is undone to the first',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(store, small, [
          { id: 'a', name: 'x' },
          { id: 'b', name: 'x' },
        ])
        const before = await store.introspect()
        const wider = indexed(grown(small, { remark: nullable(text()) }), {
          uniques: [{ name: 'name', columns: ['name'] }],
        })
        const failing = store.migrate(() => [
          note('generation:core', '2'),
          creating(orders),
          { kind: 'add-column', table: wider, column: 'remark' },
          { kind: 'create-index', table: wider, index: 'name', unique: true },
        ])
        await rejection('a unique index over rows that are the same', failing)
        same('the schema', await store.introspect(), before)
        same('the rows', await standing(store, small), [
          { id: 'a', name: 'x' },
          { id: 'b', name: 'x' },
        ])
      },
    },
    {
      name: 'a column that may be null is added: rows that stand read null',
      mend: 'ALTER TABLE … ADD COLUMN, and read the new declaration of the table from then on.',
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(store, small, [{ id: 'a', name: 'x' }])
        same('before', await standing(store, small), [{ id: 'a', name: 'x' }])
        const wider = grown(small, { bookedAt: nullable(instant()), extras: nullable(json()) })
        await store.migrate(() =>
          ['bookedAt', 'extras'].map((name) => ({ kind: 'add-column', table: wider, column: name })),
        )
        await insert(store, wider, [{ id: 'b', name: 'y', bookedAt: '2026-11-22T09:00:00.000Z', extras: [1] }])
        same('the rows', await standing(store, wider), [
          { id: 'a', name: 'x', bookedAt: null, extras: null },
          { id: 'b', name: 'y', bookedAt: '2026-11-22T09:00:00.000Z', extras: [1] },
        ])
        same(
          'found',
          byName((await foundTable(store, 'kit_small'))?.columns ?? []).map((one) => [
            one.name,
            one.kind,
            one.nullable,
          ]),
          [
            ['bookedAt', 'instant', true],
            ['extras', 'json', true],
            ['id', 'id', false],
            ['name', 'text', false],
          ],
        )
      },
    },
    {
      name: 'a column with a backfill of every kind is added: rows that stand get the value',
      mend: 'Fill the rows that stand in the same migration, with the value converted as an insert would.',
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(
          store,
          small,
          Array.from({ length: 1200 }, (_, index) => ({ id: keyOf(index), name: 'x' })),
        )
        const added = {
          branch: backfilled(id(), 'main'),
          remark: backfilled(text(), "it's 照片 👰 \\ %"),
          copies: backfilled(int(), -7),
          price: backfilled(money(), 2n ** 60n + 1n),
          weight: backfilled(decimal(3), '-12.5'),
          paid: backfilled(bool(), true),
          takenAt: backfilled(instant(), '2026-03-29T01:00:00.001Z'),
          day: backfilled(date(), '2026-03-29'),
          extras: backfilled(json(), { gifts: ["album's"] }),
          maybe: backfilled(nullable(text()), 'not null here'),
        }
        const wider = grown(small, added)
        const names = Object.keys(added)
        await store.migrate(() => names.map((name) => ({ kind: 'add-column', table: wider, column: name })))
        const values = Object.fromEntries(Object.entries(added).map(([name, one]) => [name, one.backfill ?? null]))
        const rows = await standing(store, wider)
        same('how many rows stand', rows.length, 1200)
        same('the first row', rows[0], { id: keyOf(0), name: 'x', ...values })
        same('the last row', rows.at(-1), { id: keyOf(1199), name: 'x', ...values })
        await store.transaction((tx) => tx.update(wider, eq('id', keyOf(0)), { paid: false, maybe: null }))
        const nulls = (await foundTable(store, 'kit_small'))?.columns
          .filter((one) => one.nullable)
          .map((one) => one.name)
        same('columns that may be null', nulls, ['maybe'])
      },
    },
    {
      name: 'a required column without a backfill is added to an empty table, and refused where rows stand',
      mend: 'Refuse the step before anything is changed: there is no value for the rows that stand.',
      run: async (lab) => {
        const store = await lab.ready(small)
        const wider = grown(small, { copies: int() })
        const step: MigrationStep = { kind: 'add-column', table: wider, column: 'copies' }
        await insert(store, small, [{ id: 'a', name: 'x' }])
        const before = await store.introspect()
        const error = await rejection(
          'the column',
          store.migrate(() => [note('a', '1'), step]),
        )
        holds('an error of the storage catalogue is thrown', isCalotypeError(error), described(error))
        same('the schema', await store.introspect(), before)
        await store.transaction((tx) => tx.delete(small, eq('id', 'a')))
        await store.migrate(() => [step])
        await insert(store, wider, [{ id: 'b', name: 'y', copies: 4 }])
        same('the rows', await standing(store, wider), [{ id: 'b', name: 'y', copies: 4 }])
      },
    },
    {
      name: 'a unique index is created over rows that differ, and guards from then on',
      mend: 'CREATE UNIQUE INDEX under a name from which UniqueViolation can be named.',
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(store, small, [
          { id: 'a', name: 'x' },
          { id: 'b', name: 'X' },
        ])
        const guarded = indexed(small, { uniques: [{ name: 'byName', columns: ['name'] }] })
        await store.migrate(() => [{ kind: 'create-index', table: guarded, index: 'byName', unique: true }])
        await refused(
          'a third row with a name that stands',
          insert(store, guarded, [{ id: 'c', name: 'x' }]),
          UniqueViolation,
          {
            table: 'kit_small',
            constraint: 'byName',
          },
        )
        same('skipping it', await store.transaction((tx) => tx.insert(guarded, [{ id: 'c', name: 'x' }], 'byName')), 0)
        same('found', (await foundTable(store, 'kit_small'))?.uniques, [{ name: 'byName', columns: ['name'] }])
      },
    },
    {
      name: 'a unique index over rows that are the same is refused, and nothing is changed',
      mend: together,
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(store, small, [
          { id: 'a', name: 'x' },
          { id: 'b', name: 'x' },
        ])
        const guarded = indexed(small, { uniques: [{ name: 'byName', columns: ['name'] }] })
        const before = await store.introspect()
        const failing = store.migrate(() => [{ kind: 'create-index', table: guarded, index: 'byName', unique: true }])
        const error = await rejection('the index', failing)
        holds('an error of the storage catalogue is thrown', isCalotypeError(error), described(error))
        same('the schema', await store.introspect(), before)
        await insert(store, small, [{ id: 'c', name: 'x' }])
        same('how many rows stand', (await standing(store, small)).length, 3)
      },
    },
    {
      name: 'an index is dropped and made anew with other columns; a unique one that is dropped guards no longer',
      mend: 'DROP INDEX by the name it was created under.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { number: 'R-1' })])
        const anew = indexed(orders, {
          uniques: [{ name: 'number', columns: ['shop', 'number', 'customer'] }],
          indexes: [{ name: 'byDay', columns: ['day'] }],
        })
        await store.migrate(() => [
          { kind: 'drop-index', table: anew, index: 'number' },
          { kind: 'create-index', table: anew, index: 'number', unique: true },
          { kind: 'drop-index', table: anew, index: 'byDay' },
          { kind: 'create-index', table: anew, index: 'byDay', unique: false },
        ])
        await insert(store, anew, [order('b', { number: 'R-1', customer: 'Li Na' })])
        await refused(
          'the same under the new columns',
          insert(store, anew, [order('c', { number: 'R-1' })]),
          UniqueViolation,
          { constraint: 'number' },
        )
        const found = await foundTable(store, 'kit_order')
        same('found', [found?.uniques, found?.indexes], [anew.uniques, anew.indexes])
        const bare = indexed(orders, { uniques: [], indexes: [] })
        await store.migrate(() => [
          { kind: 'drop-index', table: bare, index: 'number' },
          { kind: 'drop-index', table: bare, index: 'byDay' },
        ])
        await insert(store, bare, [order('c', { number: 'R-1' })])
        const after = await foundTable(store, 'kit_order')
        same('found when they are dropped', [after?.uniques, after?.indexes], [[], []])
      },
    },
    {
      name: 'a migration keeps every row that stands',
      mend: 'Never drop or rewrite a table without its rows.',
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        const rows = Array.from({ length: 300 }, (_, index) =>
          order(keyOf(index), { number: `R-${index}`, extras: { index } }),
        )
        await insert(store, orders, rows)
        await insert(store, events, [
          { id: 'b', body: 'first' },
          { id: 'a', body: 'second' },
        ])
        const wider = indexed(grown(orders, { phone: nullable(text()), pages: backfilled(int(), 20) }), {
          indexes: [...orders.indexes, { name: 'byCustomer', columns: ['customer'] }],
        })
        await store.migrate(() => [
          { kind: 'add-column', table: wider, column: 'phone' },
          { kind: 'add-column', table: wider, column: 'pages' },
          { kind: 'create-index', table: wider, index: 'byCustomer', unique: false },
          creating(small),
        ])
        same(
          'the rows',
          await standing(store, wider),
          rows.map((row) => ({ ...row, phone: null, pages: 20 })),
        )
        same(
          'the log',
          (await store.snapshot((reads) => reads.follow(events, null, 10))).rows.map((row) => row.id),
          ['b', 'a'],
        )
      },
    },
    {
      name: 'an adapter that was open while another migrated works with the new columns',
      mend: 'Prepare statements anew when the schema has changed under them.',
      needs: ['opensAtOnce'],
      run: async (lab) => {
        const store = await lab.ready(small)
        await insert(store, small, [{ id: 'a', name: 'x' }])
        same('before', (await standing(store, small)).length, 1)
        const other = await lab.open()
        const wider = grown(small, { copies: backfilled(int(), 3) })
        await other.migrate(() => [{ kind: 'add-column', table: wider, column: 'copies' }])
        await insert(store, wider, [{ id: 'b', name: 'y', copies: 4 }])
        same('the first adapter', await column(store, wider, 'copies'), [3, 4])
        same('the other', await column(other, wider, 'copies'), [3, 4])
        same('what the first finds', (await foundTable(store, 'kit_small'))?.columns.length, 3)
      },
    },
    {
      name: 'the schema, its names and its notes are there when the store is opened again',
      mend: truthful,
      needs: ['reopen'],
      run: async (lab) => {
        const store = await lab.ready(orders, counters, events)
        await store.migrate(() => [note('generation:core', '3')])
        await insert(store, orders, [order('a', { number: 'R-1' })])
        const before = await store.introspect()
        await lab.close(store)
        const again = await lab.open()
        same('the schema', await again.introspect(), before)
        same('steps of a migration', await create(again, orders, counters, events), [])
        await refused(
          'a second row with the number',
          insert(again, orders, [order('b', { number: 'R-1' })]),
          UniqueViolation,
          {
            table: 'kit_order',
            constraint: 'number',
          },
        )
      },
    },
  ],
}
