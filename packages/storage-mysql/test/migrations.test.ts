/** Migrations where the server commits every statement: what failed is taken back, what was cut off is too. */
import {
  backfilled,
  id,
  int,
  json,
  type MigrationStep,
  nullable,
  type StorageAdapter,
  type StoredTable,
  text,
} from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { mysql } from '../src/index.ts'
import { absent, meta, onStore, raw } from './database.ts'
import { byId, seat, seats, table, visits } from './tables.ts'

const creating = (one: StoredTable): MigrationStep => ({ kind: 'create-table', table: one })
const adding = (one: StoredTable, column: string): MigrationStep => ({ kind: 'add-column', table: one, column })
const grown = (one: StoredTable, columns: StoredTable['columns']): StoredTable => ({
  ...one,
  columns: { ...one.columns, ...columns },
})
const note = (name: string, value: string): MigrationStep => ({ kind: 'note', name, value })

const hall = table('hall', { id: id(), name: text() })
const bigVisits = grown(visits, { length: backfilled(int(), 5) })
const bigSeats = grown(seats, {
  label: backfilled(text(), "it's\\"),
  extras: backfilled(json(), { a: "'\\" }),
  long: backfilled(text(5000), '芳'),
})

const appendOnly = async (url: string) => {
  await expect(raw(url, "update hall_visit set note = 'y'")).rejects.toThrow('calotype: append-only')
  await expect(raw(url, 'delete from hall_visit')).rejects.toThrow('calotype: append-only')
}
const visit = (store: StorageAdapter, key: string, more = {}) =>
  store.transaction((tx) => tx.insert('length' in more ? bigVisits : visits, [{ id: key, note: 'x', ...more }]))

describe.skipIf(absent)('a migration', { meta }, () => {
  it('that fails at its last step leaves the schema, the notes and the triggers as they stood', () =>
    onStore([seats, visits], async (store, url) => {
      await store.migrate(() => [note('generation', '1')])
      await store.transaction((tx) => tx.insert(seats, [seat('a', 'A1', null, 3), seat('b', 'B1', null, 3)]))
      await visit(store, 'v')
      const before = await store.introspect()
      const indexed: StoredTable = { ...seats, uniques: [...seats.uniques, { name: 'once', columns: ['visits'] }] }
      const failing = store.migrate(() => [
        note('generation', '2'),
        note('new', 'x'),
        creating(hall),
        { kind: 'drop-index', table: seats, index: 'byVisits' },
        adding(bigSeats, 'label'),
        adding(bigVisits, 'length'),
        {
          kind: 'create-index',
          table: { ...seats, indexes: [{ name: 'byGuest', columns: ['guest'] }] },
          index: 'byGuest',
          unique: false,
        },
        { kind: 'create-index', table: indexed, index: 'once', unique: true },
      ])
      await expect(failing).rejects.toMatchObject({
        code: 'STORAGE_UNIQUE_VIOLATION',
        details: { table: 'hall_seat', constraint: 'once' },
      })
      expect(await store.introspect()).toEqual(before)
      await appendOnly(url)
      await visit(store, 'w')
      expect((await store.snapshot((reads) => reads.follow(visits, null, 10))).rows).toHaveLength(2)
    }))

  it('that fails never drops what somebody else had made before, and leaves facts guarded', () =>
    onStore([seats, visits], async (store, url) => {
      await raw(url, 'create table hall (id int primary key, name text)', "insert into hall values (1, 'ours')")
      await raw(url, 'alter table hall_seat add column label int default 7')
      await expect(store.migrate(() => [creating(hall)])).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
      await expect(store.migrate(() => [adding(bigSeats, 'label')])).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
      expect(await raw(url, 'select name from hall')).toEqual([['ours']])
      await store.transaction((tx) => tx.insert(seats, [seat('a', null)]))
      expect(await raw(url, 'select label from hall_seat')).toEqual([[7]])
      await raw(url, 'alter table hall_visit add column length int')
      await expect(store.migrate(() => [adding(bigVisits, 'length')])).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
      await visit(store, 'v')
      await appendOnly(url)
    }))

  it('adds columns with any default to rows that stand', () =>
    onStore([seats], async (store, url) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', null)]))
      await store.migrate(() => ['label', 'extras', 'long'].map((name) => adding(bigSeats, name)))
      const more = { label: "it's\\", extras: { a: "'\\" }, long: '芳' }
      expect(await store.snapshot((reads) => reads.find(bigSeats, byId))).toEqual([{ ...seat('a', null), ...more }])
      // Code that does not know them yet.
      await raw(url, "insert into hall_seat (id, visits) values ('b', 1)")
      expect(await store.snapshot((reads) => reads.find(bigSeats, byId))).toMatchObject([more, more])
    }))

  const cut = (unfinished: object) =>
    `insert into calotype_notes values ('calotype:unfinished', '${JSON.stringify(unfinished).replaceAll("'", "''")}')`

  it('that was cut off while it made a table begins again', () =>
    onStore([seats], async (store, url) => {
      // As a process leaves it that is killed between the table and its indexes.
      await raw(
        url,
        'create table hall (id varchar(64) primary key)',
        cut({ table: 'hall', undo: ['drop table if exists `hall`'], back: [] }),
      )
      const found = await raw(url, 'select count(*) from hall')
      expect(Number(found[0]?.[0])).toBe(0)
      await store.migrate((schema) => {
        expect(schema.tables.map(({ name }) => name)).toEqual(['hall_seat'])
        expect(schema.notes).toEqual({})
        return [creating(hall)]
      })
      await store.transaction((tx) => tx.insert(hall, [{ id: 'a', name: 'x' }]))
      expect(await raw(url, "select count(*) from calotype_notes where name = 'calotype:unfinished'")).toEqual([[0]])
    }))

  it('that was cut off leaves a table alone that holds rows by now, or that was finished', () =>
    onStore([seats, hall], async (store, url) => {
      await raw(url, 'create table other (id varchar(64) primary key)', "insert into other values ('a')")
      await raw(url, cut({ table: 'other', undo: ['drop table if exists `other`'], back: [] }))
      await store.migrate(() => [])
      expect(await raw(url, 'select id from other')).toEqual([['a']])
      await raw(url, cut({ table: 'hall', undo: ['drop table if exists `hall`'], back: [] }))
      await store.migrate(() => [])
      expect(await raw(url, 'select count(*) from hall')).toEqual([[0]])
    }))

  it('that was cut off while it added a column to facts guards them again', () =>
    onStore([visits], async (store, url) => {
      await visit(store, 'v')
      const back = ['drop trigger if exists `hall_visit__no_update`', 'drop trigger if exists `hall_visit__no_delete`']
      const made = (await raw(url, 'show create trigger hall_visit__no_update'))[0]?.[2]
      const kept = (await raw(url, 'show create trigger hall_visit__no_delete'))[0]?.[2]
      const again = [made, kept].map((sql) => String(sql).replace(/ DEFINER=\S+/, ''))
      await raw(url, ...back)
      await raw(url, 'alter table hall_visit add column length int not null default 5')
      const undo = [...back, 'alter table `hall_visit` drop column `length`', ...again]
      await raw(url, cut({ table: 'hall_visit', column: 'length', undo, back: [...back, ...again] }))
      await store.migrate(() => [adding(bigVisits, 'length')])
      await appendOnly(url)
      await visit(store, 'w', { length: 9 })
      expect((await store.snapshot((reads) => reads.follow(bigVisits, null, 10))).rows).toMatchObject([
        { length: 5 },
        { length: 9 },
      ])
    }))

  it('may go on while others look at what stands', () =>
    onStore([seats], async (store, url) => {
      const other = mysql({ url })
      let going = true
      const looking = Array.from({ length: 3 }, async () => {
        while (going) await other.introspect()
      })
      for (let round = 0; round < 12; round++) {
        const one = table(
          `hall_${round}`,
          { id: id() },
          { indexes: [{ name: 'more', columns: ['id'] }], log: round % 2 === 0 },
        )
        await store.migrate(() => [creating(one), { kind: 'drop-index', table: one, index: 'more' }])
        await raw(url, `drop table hall_${round}`)
      }
      going = false
      await Promise.all(looking)
      await other.close()
    }))

  it('makes no triggers where it is told so', () =>
    onStore(
      [visits],
      async (store, url) => {
        await visit(store, 'v')
        expect(await raw(url, 'show triggers')).toEqual([])
        const refused = store.transaction((tx) => tx.delete(visits, { kind: 'and', all: [] }))
        await expect(refused).rejects.toMatchObject({ code: 'STORAGE_APPEND_ONLY' })
      },
      { triggers: false },
    ))

  it('takes no view for a table', () =>
    onStore([seats], async (store, url) => {
      const before = await store.introspect()
      await raw(url, 'create view hall_taken as select id from hall_seat')
      expect(await store.introspect()).toEqual(before)
    }))

  it('keeps a column that may be null, and one of the same name as a word of SQL', () =>
    onStore([], async (store) => {
      const odd = table(
        'order',
        { id: id(), group: nullable(int()) },
        { indexes: [{ name: 'key', columns: ['group'] }] },
      )
      await store.migrate(() => [creating(odd)])
      await store.migrate(() => [{ kind: 'drop-index', table: odd, index: 'key' }])
      expect((await store.introspect()).tables).toMatchObject([{ name: 'order', indexes: [] }])
    }))
})
