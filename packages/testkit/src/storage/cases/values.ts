import { env } from 'node:process'
import { type Column, type Row, nullable, type Value } from '@calotype/core/storage'
import { bool, date, decimal, id, instant, int, json, money, text } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { same } from '../check.ts'
import { insert, type Lab, standing } from '../lab.ts'
import { eq, keyOf, order, orders, reservedWords, table } from '../tables.ts'

const asGiven =
  'Choose a type of the database that holds every value of the kind, and convert in both directions without a number or a Date between.'

let tables = 0

/** Writes each value in a column of its own row and reads it back: inserted, updated, and by equality. */
async function roundTrip(lab: Lab, column: Column, values: readonly Value[]): Promise<void> {
  const one = table(`kit_value_${tables++}`, { id: id(), value: nullable(column), later: nullable(column) })
  const store = await lab.ready(one)
  const rows: Row[] = values.map((value, index) => ({ id: keyOf(index), value, later: null }))
  await insert(store, one, rows)
  for (const [index, row] of (await standing(store, one)).entries()) {
    same(`what was inserted as ${column.kind} no. ${index}`, row.value, values[index])
  }
  await store.transaction(async (tx) => {
    for (const [index, value] of values.entries())
      await tx.update(one, eq('id', keyOf(index)), { later: value, value: null })
  })
  for (const [index, row] of (await standing(store, one)).entries()) {
    same(`what was updated as ${column.kind} no. ${index}`, row.later, values[index])
  }
  if (column.kind === 'json') return
  await store.snapshot(async (reads) => {
    for (const [index, value] of values.entries()) {
      const found = await reads.find(one, {
        where: eq('later', value),
        orderBy: [{ column: 'id', direction: 'asc' }],
        limit: 'all',
      })
      const expected = values.flatMap((other, place) => (other === value ? [keyOf(place)] : []))
      same(
        `rows found by ${column.kind} no. ${index}`,
        found.map((row) => row.id),
        expected,
      )
    }
  })
}

/** Days and instants around changes of the clock, and where zones were once odd. */
const days = [
  '0001-01-01',
  '1582-10-10',
  '1900-01-01',
  '1927-12-31',
  '1970-01-01',
  '1999-12-31',
  '2024-02-29',
  '2026-03-08',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
  '2011-12-30',
  '2026-11-22',
  '9999-12-31',
]
const moments = [
  '0001-01-01T00:00:00.000Z',
  '1900-01-01T00:00:00.001Z',
  '1927-12-31T15:54:07.999Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2026-03-08T09:59:59.999Z',
  '2026-03-08T10:00:00.000Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2026-11-01T05:30:00.120Z',
  '2026-11-01T06:30:00.120Z',
  '2026-11-22T23:59:59.999Z',
  '2038-01-19T03:14:08.007Z',
  '9999-12-31T23:59:59.999Z',
]

export const values: Group = {
  name: 'values',
  rules: [
    {
      name: 'ids come back as they were',
      mend: asGiven,
      run: (lab) =>
        roundTrip(lab, id(), [
          '019353a0-7a3c-7000-8000-000000000001',
          'a',
          'A',
          '0',
          '00',
          '!#$%&\'()*+,-./:;<=>?@[]^_`{|}~"\\',
          'x'.repeat(64),
        ]),
    },
    {
      name: 'text comes back to the character: quotes, blanks, control characters, every script',
      mend: 'Store Unicode of up to 4 bytes a character, neither normalised nor trimmed nor padded.',
      run: (lab) =>
        roundTrip(lab, text(400), [
          '',
          ' ',
          '  x  ',
          "'",
          '"',
          '\\',
          '\\n',
          '%_',
          '\t\r\n\v\f',
          '\u0001\u001b\u007f\u0085\u2028',
          'null',
          'NULL',
          'true',
          '1',
          '0x1',
          '王芳，婚纱照',
          '𠮷野家',
          '👩‍👩‍👧‍👦',
          '🏳️‍🌈',
          'e\u0301',
          'é',
          'ﷺ',
          '\u202eright to left\u202c',
          '\ufeffbom',
          '\ufffd\uffff',
          '\u{10ffff}',
          'a'.repeat(400),
          '芳'.repeat(400),
          '😀'.repeat(400),
        ]),
    },
    {
      name: 'ints come back to ±(2^53 − 1)',
      mend: asGiven,
      run: (lab) =>
        roundTrip(lab, int(), [
          0,
          1,
          -1,
          127,
          128,
          32_768,
          2_147_483_647,
          2_147_483_648,
          -2_147_483_649,
          Number.MAX_SAFE_INTEGER,
          Number.MIN_SAFE_INTEGER,
        ]),
    },
    {
      name: 'money comes back to ±2^63, as a bigint',
      mend: asGiven,
      run: (lab) =>
        roundTrip(lab, money(), [
          0n,
          1n,
          -1n,
          2n ** 31n,
          2n ** 53n,
          2n ** 53n + 1n,
          -(2n ** 53n) - 1n,
          2n ** 63n - 1n,
          -(2n ** 63n),
        ]),
    },
    {
      name: 'decimals come back in canonical form, to 18 digits',
      mend: 'Answer plain digits without an exponent, without zeros at the end, and `0`, not `-0`.',
      run: async (lab) => {
        await roundTrip(lab, decimal(3), [
          '0',
          '1',
          '-1',
          '0.1',
          '-0.1',
          '0.001',
          '-0.001',
          '12.5',
          '100',
          '1000000',
          '999999999999999.999',
          '-999999999999999.999',
          '123456789012345.678',
        ])
        await roundTrip(lab, decimal(9), ['0.000000001', '-0.000000001', '999999999.999999999', '0.1', '10'])
        await roundTrip(lab, decimal(0), ['0', '10', '999999999999999999', '-999999999999999999'])
      },
    },
    {
      name: 'true and false come back as booleans',
      mend: 'Convert 0 and 1 where the driver has no booleans.',
      run: (lab) => roundTrip(lab, bool(), [true, false]),
    },
    {
      name: 'instants come back to the millisecond, around changes of the clock and in the years 1 to 9999',
      mend: 'Store UTC milliseconds, UTC text or timestamptz, and never let the zone of the process or session take part.',
      run: (lab) => roundTrip(lab, instant(), moments),
    },
    {
      name: 'dates come back as the same day',
      mend: 'Store a date or its text; a Date object at midnight shifts with the zone.',
      run: (lab) => roundTrip(lab, date(), days),
    },
    {
      name: 'dates and instants do not shift when the time zone of the process changes',
      mend: 'Never make a Date of a date, nor a local time of an instant.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const before = env.TZ
        try {
          const rows = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Shanghai'].flatMap((zone, far) =>
            days.map((day, index) =>
              order(`${far}-${keyOf(index)}`, { day, takenAt: moments[index] ?? null, remark: zone }),
            ),
          )
          for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Shanghai']) {
            env.TZ = zone
            await insert(
              store,
              orders,
              rows.filter((row) => row.remark === zone),
            )
          }
          for (const zone of ['Europe/London', 'America/Los_Angeles', 'Pacific/Apia']) {
            env.TZ = zone
            same(`the rows, read in ${zone}`, await standing(store, orders), rows)
            const shift = { kind: 'compare', column: 'day', is: 'lte', value: '1900-01-01' } as const
            const found = await store.snapshot((reads) =>
              reads.find(orders, { where: shift, orderBy: [], limit: 'all' }),
            )
            same(`days up to 1900-01-01, asked in ${zone}`, found.length, 9)
          }
        } finally {
          if (before === undefined) delete env.TZ
          else env.TZ = before
        }
      },
    },
    {
      name: 'JSON comes back with its nesting, its nulls, its numbers and its characters',
      mend: 'Store JSON text (or jsonb) and parse it once; bind it as a parameter. The order of keys need not be kept.',
      run: (lab) =>
        roundTrip(lab, json(), [
          {},
          [],
          '',
          'text',
          '"quoted"',
          0,
          -1.5,
          1e-7,
          Number.MAX_SAFE_INTEGER,
          true,
          false,
          [null],
          { a: null, b: [1, [2, [3, { c: 'd' }]]], '': 'empty key', 'with blank': { '$.path': "'" } },
          { z: 1, a: 2, 10: 'ten', 9: 'nine' },
          { name: '王芳 👰🏽‍♀️', quote: '\'"`\\', line: '\n\t\u0001\u2028', like: '%_' },
          Array.from({ length: 200 }, (_, index) => ({ index, half: index / 2 })),
        ]),
    },
    {
      name: 'a JSON document of half a megabyte comes back whole',
      mend: asGiven,
      run: (lab) =>
        roundTrip(lab, json(), [
          { pages: Array.from({ length: 5000 }, (_, page) => ({ page, caption: `照片 ${page} `.repeat(8) })) },
        ]),
    },
    {
      name: 'a JSON document that was read can be changed without changing the store',
      mend: 'Answer a copy (or a frozen document), never the object that the store keeps; and copy what is inserted.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const extras = { gifts: ['album'] }
        await insert(store, orders, [order('a', { extras })])
        extras.gifts.push('changed after it was inserted')
        const [row] = await standing(store, orders)
        same('what stands', row?.extras, { gifts: ['album'] })
        try {
          const read = row?.extras as { gifts: string[] } | undefined
          read?.gifts.push('changed after it was read')
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
        }
        same('what stands', (await standing(store, orders))[0]?.extras, { gifts: ['album'] })
      },
    },
    {
      name: 'names that are words of SQL work as tables, columns and constraints',
      mend: 'Quote every identifier.',
      run: async (lab) => {
        const store = await lab.ready(reservedWords)
        const row = { select: 'a', group: 'g', order: 1, table: 't', primary: true, orderByDefault: 'd' }
        await insert(store, reservedWords, [row])
        await store.transaction(async (tx) => {
          same('update', await tx.update(reservedWords, eq('group', 'g'), { table: 'u' }, { order: 1 }), 1)
          const [counted] = await tx.accumulate(reservedWords, [{ ...row, order: 5 }], ['order'])
          same('accumulate', counted, { ...row, table: 'u', order: 7 })
        })
        const measures = { order: { of: 'sum', column: 'order' } } as const
        const orderBy = [{ column: 'order', direction: 'desc' }] as const
        const sums = await store.snapshot((reads) =>
          reads.aggregate(reservedWords, { groupBy: ['group'], measures, orderBy, limit: 'all' }),
        )
        same('aggregate', sums, [{ group: 'g', order: 7 }])
        same('delete', await store.transaction((tx) => tx.delete(reservedWords, eq('select', 'a'))), 1)
      },
    },
  ],
}
