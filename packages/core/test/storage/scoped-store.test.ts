import { describe, expect, it } from 'vitest'
import { bool, date, decimal, id, instant, int, json, money, nullable, text } from '../../src/storage/column.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter, Tx } from '../../src/storage/port.ts'
import type { Scope } from '../../src/storage/scope.ts'
import { ScopedStore } from '../../src/storage/scoped-store.ts'
import { tenantTable } from '../../src/storage/stored-table.ts'
import { defineTable } from '../../src/storage/table.ts'

const orders = defineTable({
  name: 'orders',
  columns: { id: id(), branch: id(), number: text(5), total: money(), note: nullable(text(10)) },
  uniques: [{ name: 'number', columns: ['number'] }],
  branch: 'branch',
})
const facts = defineTable({
  name: 'facts',
  columns: { id: id(), at: instant(), day: date(), rate: decimal(2), flag: bool(), count: int(), more: json() },
  appendOnly: true,
})
const counters = defineTable({
  name: 'counters',
  columns: { name: text(), value: int() },
  key: ['name'],
  derived: true,
})
const gifts = defineTable({ name: 'gifts', columns: { id: id(), worth: nullable(money()) } })
const sums = defineTable({ name: 'sums', columns: { name: text(), amount: money() }, key: ['name'], derived: true })
const sum = (name: string, amount: bigint) => ({ name, amount })
const schema = new Map([orders, facts, counters, gifts, sums].map((table) => [table, tenantTable(table)]))
const rose: Scope = { tenant: 'rose', branches: 'all' }

async function opened(): Promise<StorageAdapter> {
  const storage = memory()
  await storage.migrate(() => [...schema.values()].map((table) => ({ kind: 'create-table', table })))
  return storage
}

/** Counts what reaches the adapter. */
function counting(tx: Tx, calls: string[]): Tx {
  return new Proxy(tx, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        calls.push(`${String(name)} ${(given[0] as { name?: string }).name ?? ''}`.trim())
        return value.apply(target, given)
      }
    },
  })
}

const order = (number: string, more: object = {}) => ({
  id: `o${number}`,
  branch: 'main',
  number,
  total: 100n,
  ...more,
})

async function inTransaction<T>(
  work: (store: ScopedStore, calls: string[]) => Promise<T>,
  options: { readonly scope?: Scope; readonly storage?: StorageAdapter } = {},
): Promise<T> {
  const storage = options.storage ?? (await opened())
  const calls: string[] = []
  return storage.transaction(async (tx) => {
    const store = new ScopedStore(counting(tx, calls), schema, options.scope ?? rose)
    const result = await work(store, calls)
    await store.flush()
    return result
  })
}

describe('late writes', () => {
  it('send rows of one table as one statement, when the table is read or at the end', async () => {
    await inTransaction(async (store, calls) => {
      store.insertAll(orders, [order('1'), order('2'), order('3')])
      store.insert(counters, { name: 'a', value: 1 })
      expect(calls).toEqual([])
      expect(await store.find(orders, { orderBy: ['number'], limit: 'all' })).toHaveLength(3)
      expect(calls).toEqual(['insert orders', 'find orders'])
      await store.flush()
      expect(calls).toEqual(['insert orders', 'find orders', 'insert counters'])
    })
  })

  it('change and find a waiting row by its key without a statement', async () => {
    await inTransaction(async (store, calls) => {
      const row = store.insert(orders, order('1'))
      const changed = await store.update(orders, row, { total: 250n })
      expect(await store.get(orders, 'o1')).toEqual(changed)
      expect((await store.getForUpdate(orders, 'o1'))?.total).toBe(250n)
      expect(calls).toEqual([])
      await store.flush()
      expect(await store.get(orders, 'o1')).toMatchObject({ total: 250n, note: null, version: 1 })
    })
  })

  it('of a waiting row add up, even from an old copy of it', async () => {
    await inTransaction(async (store) => {
      const row = store.insert(orders, order('1'))
      await store.update(orders, row, { total: 250n })
      expect(await store.update(orders, row, { note: 'rush' })).toMatchObject({ total: 250n, note: 'rush' })
      await store.flush()
      expect(await store.get(orders, 'o1')).toMatchObject({ total: 250n, note: 'rush', version: 1 })
    })
  })

  it('that fail inside a savepoint are gone, those before it stand', async () => {
    await inTransaction(async (store) => {
      store.insert(orders, order('1'))
      const failed = store.savepoint(async () => {
        store.insert(orders, order('2'))
        throw new Error('changed my mind')
      })
      await expect(failed).rejects.toThrow('changed my mind')
      expect((await store.find(orders, { limit: 'all' })).map((row) => row.number)).toEqual(['1'])
      expect(store.changes.map((change) => change.recordId)).toEqual(['o1'])
    })
  })
})

describe('a change', () => {
  it('of a row that somebody changed since it was read is a version conflict', async () => {
    const storage = await opened()
    const row = await inTransaction(async (store) => store.insert(orders, order('1')), { storage })
    await inTransaction((store) => store.update(orders, row, { total: 200n }), { storage })
    await expect(
      inTransaction((store) => store.update(orders, row, { total: 300n }), { storage }),
    ).rejects.toMatchObject({
      code: 'STORAGE_VERSION_CONFLICT',
      details: { table: 'orders', key: 'o1', expected: 1 },
    })
    await expect(inTransaction((store) => store.delete(orders, row), { storage })).rejects.toMatchObject({
      code: 'STORAGE_VERSION_CONFLICT',
    })
  })

  it('sets an amount to null and back', async () => {
    await inTransaction(async (store) => {
      const row = store.insert(gifts, { id: 'g1', worth: 5n })
      const without = await store.update(gifts, row, { worth: null })
      expect(without.worth).toBeNull()
      expect((await store.update(gifts, without, { worth: 5n })).worth).toBe(5n)
    })
  })

  it('records before and after of what differs, and nothing where nothing does', async () => {
    await inTransaction(async (store, calls) => {
      const row = store.insert(orders, order('1'))
      await store.flush()
      calls.length = 0
      expect(await store.update(orders, row, { total: 100n, note: null })).toBe(row)
      expect(calls).toEqual([])
      const changed = await store.update(orders, row, { total: 150n, note: 'rush' })
      await store.delete(orders, changed)
      expect(store.changes.slice(1)).toEqual([
        {
          table: 'orders',
          recordId: 'o1',
          kind: 'update',
          before: { total: 100n, note: null },
          after: { total: 150n, note: 'rush' },
        },
        {
          table: 'orders',
          recordId: 'o1',
          kind: 'delete',
          before: changed,
          after: null,
        },
      ])
    })
  })

  it('of facts is refused by the store', async () => {
    const storage = await opened()
    const fact = {
      id: 'f',
      at: '2026-11-22T00:00:00.000Z',
      day: '2026-11-22',
      rate: '1.5',
      flag: true,
      count: 1,
      more: {},
    }
    await inTransaction(async (store) => store.insert(facts, fact), { storage })
    await expect(
      inTransaction((store) => store.updateWhere(facts, { id: 'f' }, { count: 2 }), { storage }),
    ).rejects.toMatchObject({ code: 'STORAGE_APPEND_ONLY' })
  })

  it('of several rows alike is one statement, recorded row by row', async () => {
    await inTransaction(async (store, calls) => {
      store.insertAll(orders, [order('1'), order('2', { note: 'rush' }), order('3')])
      store.insertAll(counters, [
        { name: 'a', value: 1 },
        { name: 'b', value: 5 },
      ])
      await store.flush()
      const [first, second, third] = await store.find(orders, { orderBy: ['number'], limit: 'all' })
      if (first === undefined || second === undefined || third === undefined) throw new Error('three were inserted')
      const newer = await store.update(orders, first, { total: 250n })
      calls.length = 0
      const before = store.changes.length
      const rows = await store.updateAll(orders, [newer, second, third], { note: 'rush' })
      expect(calls).toEqual(['update orders'])
      // What is so already is not touched.
      expect(rows.map(({ note, version }) => [note, version])).toEqual([
        ['rush', 3],
        ['rush', 1],
        ['rush', 2],
      ])
      expect(await store.find(orders, { orderBy: ['number'], limit: 'all' })).toEqual(rows)
      expect(store.changes.slice(before)).toEqual([
        { table: 'orders', recordId: 'o1', kind: 'update', before: { note: null }, after: { note: 'rush' } },
        { table: 'orders', recordId: 'o3', kind: 'update', before: { note: null }, after: { note: 'rush' } },
      ])
      const tallies = await store.find(counters, { orderBy: ['name'], limit: 'all' })
      expect((await store.updateAll(counters, tallies, {}, { value: 2 })).map(({ value }) => value)).toEqual([3, 7])
      expect((await store.find(counters, { orderBy: ['name'], limit: 'all' })).map(({ value }) => value)).toEqual([
        3, 7,
      ])
    })
  })

  it('of several rows is a version conflict where somebody changed one since', async () => {
    await inTransaction(async (store) => {
      store.insertAll(orders, [order('1'), order('2')])
      await store.flush()
      const rows = await store.find(orders, { orderBy: ['number'], limit: 'all' })
      await store.updateWhere(orders, { id: 'o2' }, { total: 1n })
      await expect(store.updateAll(orders, rows, { note: 'late' })).rejects.toMatchObject({
        code: 'STORAGE_VERSION_CONFLICT',
      })
    })
  })

  it('of several rows of another branch, or of facts, is refused', async () => {
    const scope: Scope = { tenant: 'rose', branches: ['main'] }
    const storage = await opened()
    const rows = await inTransaction(async (store) => store.insertAll(orders, [order('1', { branch: 'west' })]), {
      storage,
    })
    const change = inTransaction((store) => store.updateAll(orders, rows, { note: 'mine' }), { storage, scope })
    await expect(change).rejects.toMatchObject({ code: 'BRANCH_OUT_OF_SCOPE' })
    const facting = inTransaction((store) => store.updateAll(facts, [], { count: 2 }), { storage })
    await expect(facting).rejects.toMatchObject({ code: 'STORAGE_APPEND_ONLY' })
  })

  it('with a guard and an amount needs no reading', async () => {
    await inTransaction(async (store) => {
      store.insert(orders, order('1'))
      expect(await store.updateWhere(orders, { total: { gte: 60n } }, {}, { total: -60n })).toBe(1)
      expect(await store.updateWhere(orders, { total: { gte: 60n } }, {}, { total: -60n })).toBe(0)
      expect((await store.get(orders, 'o1'))?.total).toBe(40n)
    })
  })
})

describe('the scope', () => {
  it('keeps studios apart, whatever a filter says', async () => {
    const storage = await opened()
    await inTransaction(async (store) => store.insert(orders, order('1')), { storage })
    const lily: Scope = { tenant: 'lily', branches: 'all' }
    await inTransaction(
      async (store) => {
        expect(
          await store.find(orders, { where: { anyOf: [{ number: '1' }, { not: { number: '1' } }] }, limit: 'all' }),
        ).toEqual([])
        expect(await store.get(orders, 'o1')).toBeUndefined()
        expect(await store.updateWhere(orders, { anyOf: [{ total: { gte: 0n } }] }, { note: 'mine' })).toBe(0)
        expect(await store.deleteWhere(orders, { not: { number: 'x' } })).toBe(0)
        expect(await store.aggregate(orders, { measures: { n: { of: 'count' } }, limit: 1 })).toEqual([{ n: 0 }])
        store.insert(orders, order('1'))
      },
      { storage, scope: lily },
    )
    await inTransaction(async (store) => expect(await store.find(orders, { limit: 'all' })).toHaveLength(1), {
      storage,
    })
  })

  it('keeps branches apart for who is limited to some', async () => {
    const storage = await opened()
    await inTransaction(async (store) => store.insertAll(orders, [order('1'), order('2', { branch: 'north' })]), {
      storage,
    })
    const north: Scope = { tenant: 'rose', branches: ['north'] }
    await inTransaction(
      async (store) => expect((await store.find(orders, { limit: 'all' })).map((row) => row.number)).toEqual(['2']),
      { storage, scope: north },
    )
    await expect(
      inTransaction(async (store) => store.insert(orders, order('3')), { storage, scope: north }),
    ).rejects.toMatchObject({ code: 'BRANCH_OUT_OF_SCOPE', details: { branch: 'main' } })
  })

  it('locks names of its own studio only', async () => {
    await inTransaction(async (store) => expect(await store.lock(['b', 'a', 'a'])).toEqual(['a', 'b']))
  })
})

describe('pages', () => {
  it('follow one another without gaps or repeats, ties included', async () => {
    await inTransaction(async (store) => {
      store.insertAll(
        orders,
        Array.from({ length: 25 }, (_, at) => order(String(at), { total: BigInt(at % 3) })),
      )
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await store.page(orders, { orderBy: ['-total'], limit: 4, cursor })
        seen.push(...page.items.map((row) => row.id))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(new Set(seen).size).toBe(25)
      expect(seen).toHaveLength(25)
    })
  })

  it('refuse a cursor of another listing, a damaged one, and a size that is none', async () => {
    await inTransaction(async (store) => {
      store.insertAll(orders, [order('1'), order('2')])
      const { next } = await store.page(orders, { orderBy: ['number'], limit: 1 })
      expect(next).not.toBeNull()
      const asked = (options: object) => store.page(orders, { limit: 1, ...options })
      await expect(asked({ orderBy: ['-number'], cursor: next })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
      await expect(asked({ orderBy: ['number'], cursor: 'zzz' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
      await expect(asked({ limit: 0 })).rejects.toMatchObject({ code: 'PAGE_SIZE_INVALID' })
      await expect(asked({ limit: 1001 })).rejects.toMatchObject({ code: 'PAGE_SIZE_INVALID' })
    })
  })
})

describe('what does not fit a column', () => {
  it.each([
    [{ total: 2n ** 63n }, /total must be a bigint/],
    [{ total: 5 as never }, /total must be a bigint/],
    [{ number: '123456' }, /at most 5 characters/],
    [{ number: 'a\u0000' }, /NUL/],
    [{ number: '\ud800' }, /surrogate/],
    [{ number: null as never }, /must not be null/],
    [{ id: 'has blank' }, /printable ASCII/],
    [{ colour: 'red' }, /no column "colour"/],
  ])('is refused by name: %o', async (more, message) => {
    await expect(inTransaction(async (store) => store.insert(orders, order('1', more)))).rejects.toThrow(message)
  })

  it.each([
    [{ at: '2026-11-22' }, /must be an instant/],
    [{ day: '2026-02-30' }, /must be a date/],
    [{ rate: '1.234' }, /at most 2 digits after/],
    [{ rate: '1.50' }, /canonical/],
    [{ flag: 1 as never }, /true or false/],
    [{ count: 1.5 }, /whole number/],
  ])('is refused in facts too: %o', async (more, message) => {
    const fact = {
      id: 'f',
      at: '2026-11-22T00:00:00.000Z',
      day: '2026-11-22',
      rate: '1',
      flag: true,
      count: 1,
      more: {},
    }
    await expect(inTransaction(async (store) => store.insert(facts, { ...fact, ...more }))).rejects.toThrow(message)
  })

  it('in a filter is refused: an undefined value, an unknown column, an unknown comparison', async () => {
    await inTransaction(async (store) => {
      const find = (where: object) => store.find(orders, { where, limit: 1 })
      await expect(find({ number: undefined })).rejects.toMatchObject({ code: 'FILTER_UNDEFINED' })
      await expect(find({ colour: 'red' })).rejects.toMatchObject({ code: 'COLUMN_UNKNOWN' })
      await expect(find({ number: { like: 'x' } })).rejects.toThrow(/number\.like/)
    })
  })
})

describe('counters', () => {
  it('are made or raised in one statement, and answered in the order given', async () => {
    await inTransaction(async (store, calls) => {
      expect(
        (
          await store.accumulate(
            counters,
            [
              { name: 'b', value: 2 },
              { name: 'a', value: 1 },
            ],
            ['value'],
          )
        ).map((row) => row.value),
      ).toEqual([2, 1])
      expect(
        (
          await store.accumulate(
            counters,
            [
              { name: 'a', value: 5 },
              { name: 'b', value: 1 },
            ],
            ['value'],
          )
        ).map((row) => row.value),
      ).toEqual([6, 3])
      expect(calls).toEqual(['accumulate counters', 'accumulate counters'])
    })
  })

  it('that nobody asks for are added up in the command, and sent once', async () => {
    await inTransaction(async (store, calls) => {
      store.accumulateLate(sums, [sum('a', 1n), sum('b', 2n)], ['amount'])
      store.accumulateLate(sums, [sum('a', 4n)], ['amount'])
      expect(store.hasWritten).toBe(true)
      expect(calls).toEqual([])
      const amounts = async () => (await store.find(sums, { orderBy: ['name'], limit: 'all' })).map((row) => row.amount)
      expect(await amounts()).toEqual([5n, 2n])
      store.accumulateLate(sums, [sum('b', 1n)], ['amount'])
      await expect(
        store.savepoint(async () => {
          store.accumulateLate(sums, [sum('a', 100n), sum('b', 100n)], ['amount'])
          throw new Error('no')
        }),
      ).rejects.toThrow('no')
      await store.flushSums()
      expect(await amounts()).toEqual([5n, 3n])
      expect(calls.filter((call) => call.startsWith('accumulate'))).toEqual(['accumulate sums', 'accumulate sums'])
      store.end()
      expect(() => store.accumulateLate(sums, [sum('a', 1n)], ['amount'])).toThrow(/had ended/)
    })
  })
})
