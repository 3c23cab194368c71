import fc from 'fast-check'
import type { Row } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { decimalOfUnits, unitsOfDecimal } from '../src/codec.ts'
import { afterPrefix } from '../src/where-sql.ts'
import { chunkSizes } from '../src/write-sql.ts'
import { drivers } from './drivers.ts'
import { by, counter, counters, create, eq, order, orders, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

describe.each(drivers)('values ($name)', ({ open }) => {
  const opened = async () => {
    const file = temporaryFile()
    const store = sqlite(open === undefined ? { file } : { file, open })
    await store.migrate(create(orders, counters))
    return store
  }

  it('come back as they were given, at both ends of every kind', async () => {
    const store = await opened()
    const rows: Row[] = [
      order('1', { copies: Number.MIN_SAFE_INTEGER, total: -(2n ** 63n), weight: '-999999999999999.999' }),
      order('2', { copies: Number.MAX_SAFE_INTEGER, total: 2n ** 63n - 1n, weight: '999999999999999.999' }),
      order('3', { copies: -1, total: 9_007_199_254_740_993n, weight: '0.001', paid: true }),
      order('4', { customer: '', details: [] }),
      order('5', {
        customer: `'"%_\\;--\u0000\u{10ffff}\ud7ff\ue000 王芳 👩‍👩‍👧`,
        details: { a: ['"', null, 1.5, { é: '\u2028' }] },
      }),
      order('6', { day: '0001-01-01', takenAt: '0001-01-01T00:00:00.000Z' }),
      order('7', { day: '9999-12-31', takenAt: '9999-12-31T23:59:59.999Z' }),
    ]
    await store.transaction((tx) => tx.insert(orders, rows))
    expect(await standing(store, orders, { orderBy: [by('id')], limit: 'all' })).toEqual(rows)
    for (const row of rows) {
      for (const column of ['copies', 'total', 'weight', 'customer', 'takenAt', 'day', 'paid']) {
        const value = row[column] ?? null
        const where = { kind: 'and', all: [eq('id', row.id ?? null), eq(column, value)] } as const
        const inList = { kind: 'in', column, values: [value, null, value] } as const
        const found = [
          where,
          ...(value === null ? [] : [{ kind: 'and', all: [eq('id', row.id ?? null), inList] } as const]),
        ]
        for (const one of found)
          expect(await standing(store, orders, { where: one, orderBy: [], limit: 'all' })).toEqual([row])
      }
    }
    await store.close()
  })

  it('are found exactly in lists, past what a number holds', async () => {
    const store = await opened()
    const totals = [2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n, -(2n ** 63n), 2n ** 63n - 1n]
    await store.transaction((tx) =>
      tx.insert(
        orders,
        totals.map((total, at) => order(String(at), { total, weight: decimalOfUnits(BigInt(at) + 10n ** 17n, 3) })),
      ),
    )
    const found = async (column: string, values: readonly (bigint | string)[]) =>
      (await standing(store, orders, { where: { kind: 'in', column, values }, orderBy: [by('id')], limit: 'all' })).map(
        (row) => row.id,
      )
    expect(await found('total', [2n ** 53n + 1n, 2n ** 63n - 1n])).toEqual(['1', '4'])
    expect(await found('total', [2n ** 53n + 3n, -(2n ** 63n)])).toEqual(['3'])
    expect(await found('weight', ['100000000000000.001', '100000000000000.003'])).toEqual(['1', '3'])
    await store.close()
  })

  it('are added exactly, also where the sum leaves 64 bits on its way or at its end', async () => {
    const store = await opened()
    const totals = [2n ** 63n - 1n, 2n ** 63n - 1n, -(2n ** 63n), 7n]
    await store.transaction((tx) =>
      tx.insert(
        counters,
        totals.map((total, at) => counter(String(at), at % 2, total, '-0.000000001')),
      ),
    )
    const measures = { total: { of: 'sum', column: 'total' }, weight: { of: 'sum', column: 'weight' } } as const
    const over = (groupBy: readonly string[]) =>
      store.snapshot((reads) =>
        reads.aggregate(counters, { groupBy, measures, orderBy: [by('total', 'desc')], limit: 'all' }),
      )
    expect(await over([])).toEqual([{ total: 2n ** 63n + 5n, weight: '-0.000000004' }])
    expect(await over(['hits'])).toEqual([
      { hits: 1, total: 2n ** 63n + 6n, weight: '-0.000000002' },
      { hits: 0, total: -1n, weight: '-0.000000002' },
    ])
    await store.close()
  })

  it('counted up past 2^53 stay exact', async () => {
    const store = await opened()
    await store.transaction(async (tx) => {
      const first = counter('a', 1, 2n ** 62n, '123456789.123456789')
      await tx.insert(counters, [first])
      const add = counter('a', 2, 2n ** 61n + 1n, '-0.000000789')
      expect(await tx.accumulate(counters, [counter('b'), add], ['hits', 'total', 'weight'])).toEqual([
        counter('b'),
        counter('a', 3, 2n ** 62n + 2n ** 61n + 1n, '123456789.123456'),
      ])
      await tx.update(counters, eq('name', 'a'), {}, { hits: -3, total: -(2n ** 62n), weight: '0.000000001' })
    })
    expect(await standing(store, counters, { where: eq('name', 'a'), orderBy: [], limit: 1 })).toEqual([
      counter('a', 0, 2n ** 61n + 1n, '123456789.123456001'),
    ])
    await store.close()
  })
})

describe('what values are made of', () => {
  it('a decimal is its units and back', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n) + 1n, 10n ** 18n - 1n), fc.integer({ min: 0, max: 9 }), (units, scale) => {
        const text = decimalOfUnits(units, scale)
        expect(unitsOfDecimal(text, scale)).toBe(units)
        expect(text).toMatch(/^(0|-?(0\.\d*[1-9]|[1-9]\d*(\.\d*[1-9])?))$/)
      }),
    )
  })

  it('a text begins with a prefix exactly where it lies before the end of the prefix', () => {
    const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', '\u{10ffff}', '\ud7ff', '\ue000', '王', '\u0000'),
      maxLength: 4,
    })
    fc.assert(
      fc.property(texts, texts, (text, prefix) => {
        const end = afterPrefix(prefix)
        const within = compare(text, prefix) >= 0 && (end === undefined || compare(text, end) < 0)
        expect(within).toBe(text.startsWith(prefix))
      }),
    )
  })

  it('rows are divided into few sizes, and small numbers of them not at all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 200 }), (rows, columns) => {
        const sizes = chunkSizes(rows, columns)
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows)
        expect(Math.max(...sizes) * columns).toBeLessThanOrEqual(32_766)
        if (rows <= 32) expect(sizes).toEqual([rows])
      }),
    )
    expect(chunkSizes(1000, 10)).toEqual([256, 256, 256, 128, 64, 32, 8])
  })
})
