import type { StorageAdapter, Where } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { same } from '../check.ts'
import { insert } from '../lab.ts'
import { checkRandomFinds } from '../random-check.ts'
import { byId, eq, keyOf, order, orders } from '../tables.ts'

const twoValued =
  'Write `ne` and `not` so that they also hold for null: (column <> ? OR column IS NULL), NOT COALESCE(…, FALSE).'
const literal = 'Escape %, _ and the escape character in LIKE, or use instr/position/starts_with.'
const binary = 'Compare text byte by byte (BINARY, COLLATE "C", utf8mb4_bin), in WHERE, ORDER BY and keys alike.'

type Test = readonly [string, Where, readonly string[]]

async function answers(store: StorageAdapter, tests: readonly Test[]): Promise<void> {
  await store.snapshot(async (reads) => {
    for (const [what, where, expected] of tests) {
      const rows = await reads.find(orders, { ...byId, where })
      same(
        `rows where ${what}`,
        rows.map((row) => row.id),
        expected,
      )
    }
  })
}

const compare = (
  column: string,
  is: 'ne' | 'lt' | 'lte' | 'gt' | 'gte',
  value: string | number | bigint | boolean | null,
): Where => ({
  kind: 'compare',
  column,
  is,
  value,
})
const text = (is: 'eq' | 'ne' | 'lt' | 'startsWith' | 'contains', value: string, fold = false): Where => ({
  kind: 'compare',
  column: 'customer',
  is,
  value,
  ...(fold ? { fold } : {}),
})
const not = (where: Where): Where => ({ kind: 'not', not: where })

/** One order for each text, with keys a, b, c … */
const named = (...customers: readonly string[]) =>
  customers.map((customer, index) => order(String.fromCharCode(97 + index), { customer }))

export const queries: Group = {
  name: 'queries',
  rules: [
    {
      name: 'a row holds every column of its table as it was written, and nothing else',
      mend: 'Build rows from the declared columns, nulls included; hide columns of your own.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const rows = [
          order('a'),
          order('b', { number: 'R-1', remark: '', weight: '0', takenAt: '2026-11-22T00:00:00.000Z', extras: {} }),
        ]
        await insert(store, orders, rows)
        same('find', await store.snapshot((reads) => reads.find(orders, byId)), rows)
        // An adapter may answer more than it is asked for, but never something else.
        const columns = ['weight', 'id', 'price', 'takenAt'] as const
        const some = await store.snapshot((reads) => reads.find(orders, { ...byId, columns }))
        const picked = (row: (typeof rows)[number]) => columns.map((column) => row[column])
        same('find of some columns', some.map(picked), rows.map(picked))
      },
    },
    {
      name: 'every comparison holds for every kind it can be asked of',
      mend: 'Bind the value in the form that the column is stored in, so that numbers compare as numbers and decimals as decimals.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', {
            copies: -3,
            price: -(2n ** 60n),
            weight: '-10.5',
            takenAt: '2026-03-28T23:30:00.000Z',
            day: '2026-03-28',
          }),
          order('b', { copies: 9, price: 9n, weight: '9.25', takenAt: '2026-03-29T00:30:00.000Z', day: '2026-03-29' }),
          order('c', {
            copies: 10,
            price: 2n ** 60n,
            weight: '10',
            takenAt: '2026-03-29T01:30:00.000Z',
            day: '2026-04-01',
          }),
        ])
        const middle = {
          copies: 9,
          price: 9n,
          weight: '9.25',
          takenAt: '2026-03-29T00:30:00.000Z',
          day: '2026-03-29',
          id: 'b',
        }
        await answers(
          store,
          Object.entries(middle).flatMap(([name, value]): Test[] => [
            [`${name} is the middle one`, eq(name, value), ['b']],
            [`${name} is not`, compare(name, 'ne', value), ['a', 'c']],
            [`${name} is less`, compare(name, 'lt', value), ['a']],
            [`${name} is at most`, compare(name, 'lte', value), ['a', 'b']],
            [`${name} is more`, compare(name, 'gt', value), ['c']],
            [`${name} is at least`, compare(name, 'gte', value), ['b', 'c']],
            [`${name} is in a list`, { kind: 'in', column: name, values: [value] }, ['b']],
          ]),
        )
        await answers(store, [
          ['paid', eq('paid', true), []],
          ['not paid', eq('paid', false), ['a', 'b', 'c']],
          ['paid is not true', compare('paid', 'ne', true), ['a', 'b', 'c']],
          ['paid in a list', { kind: 'in', column: 'paid', values: [true, false] }, ['a', 'b', 'c']],
        ])
      },
    },
    {
      name: '`eq null` and `ne null` find nulls; every other comparison with a null is false',
      mend: 'IS NULL and IS NOT NULL for these two; a constant false for the others.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { weight: '1', remark: 'x', extras: [] }), order('b')])
        await answers(store, [
          ...['weight', 'remark', 'extras'].flatMap((name): Test[] => [
            [`${name} is null`, eq(name, null), ['b']],
            [`${name} is not null`, compare(name, 'ne', null), ['a']],
          ]),
          ...(['lt', 'lte', 'gt', 'gte'] as const).map(
            (is): Test => [`weight ${is} null`, compare('weight', is, null), []],
          ),
          ['weight < 5, of which one is null', compare('weight', 'lt', '5'), ['a']],
          [
            'remark contains nothing, of which one is null',
            { kind: 'compare', column: 'remark', is: 'contains', value: '' },
            ['a'],
          ],
          [
            'remark starts with nothing, of which one is null',
            { kind: 'compare', column: 'remark', is: 'startsWith', value: '' },
            ['a'],
          ],
        ])
      },
    },
    {
      name: '`ne` is the complement of `eq`: it holds for null',
      mend: twoValued,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { weight: '1', remark: 'x' }),
          order('b', { weight: '2', remark: 'X' }),
          order('c'),
        ])
        await answers(store, [
          ['weight is not 1', compare('weight', 'ne', '1'), ['b', 'c']],
          ['remark is not x', compare('remark', 'ne', 'x'), ['b', 'c']],
          [
            'remark is not x in lower case',
            { kind: 'compare', column: 'remark', is: 'ne', value: 'x', fold: true },
            ['c'],
          ],
        ])
      },
    },
    {
      name: '`not` is the complement: a row fits the one or the other, nulls included',
      mend: twoValued,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { weight: '1', remark: 'x' }),
          order('b', { weight: '5', remark: 'y' }),
          order('c'),
        ])
        const light = compare('weight', 'lt', '3')
        await answers(store, [
          ['not (weight < 3)', not(light), ['b', 'c']],
          ['not not (weight < 3)', not(not(light)), ['a']],
          ['not (weight = 1)', not(eq('weight', '1')), ['b', 'c']],
          ['not (weight <> 1)', not(compare('weight', 'ne', '1')), ['a']],
          ['not (weight = null)', not(eq('weight', null)), ['a', 'b']],
          ['not (weight < null)', not(compare('weight', 'lt', null)), ['a', 'b', 'c']],
          ['not (weight in 1)', not({ kind: 'in', column: 'weight', values: ['1'] }), ['b', 'c']],
          [
            'not (remark contains x)',
            not({ kind: 'compare', column: 'remark', is: 'contains', value: 'x' }),
            ['b', 'c'],
          ],
          ['not (weight < 3 or remark = y)', not({ kind: 'or', any: [light, eq('remark', 'y')] }), ['c']],
          ['not (weight < 3 and remark = x)', not({ kind: 'and', all: [light, eq('remark', 'x')] }), ['b', 'c']],
        ])
      },
    },
    {
      name: 'a list of nothing fits nothing, and a null in a list fits nothing',
      mend: 'Write a constant false for an empty list, and leave nulls out of a list before it is bound.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { weight: '1' }), order('b', { weight: '2' }), order('c')])
        const inside = (...values: readonly (string | null)[]): Where => ({ kind: 'in', column: 'weight', values })
        await answers(store, [
          ['weight in nothing', inside(), []],
          ['not (weight in nothing)', not(inside()), ['a', 'b', 'c']],
          ['weight in (null)', inside(null), []],
          ['weight in (1, null)', inside('1', null), ['a']],
          ['not (weight in (1, null))', not(inside('1', null)), ['b', 'c']],
        ])
      },
    },
    {
      name: '`and` of nothing holds, `or` of nothing does not',
      mend: 'Write constants for empty lists.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b')])
        const everything: Where = { kind: 'and', all: [] }
        const nothing: Where = { kind: 'or', any: [] }
        await answers(store, [
          ['and of nothing', everything, ['a', 'b']],
          ['or of nothing', nothing, []],
          ['not (or of nothing)', not(nothing), ['a', 'b']],
          ['a and (or of nothing)', { kind: 'and', all: [eq('id', 'a'), nothing] }, []],
          ['a or (and of nothing)', { kind: 'or', any: [eq('id', 'a'), everything] }, ['a', 'b']],
          [
            'b and (a or b)',
            { kind: 'and', all: [eq('id', 'b'), { kind: 'or', any: [eq('id', 'a'), eq('id', 'b')] }] },
            ['b'],
          ],
        ])
      },
    },
    {
      name: 'the characters that LIKE and GLOB take for patterns stand for themselves',
      mend: literal,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          named('50% off', '500 off', 'a_b', 'acb', 'back\\slash', 'star*', 'start', 'ques?ion', '[a-z]', 'm'),
        )
        await answers(store, [
          ['contains %', text('contains', '%'), ['a']],
          ['contains 0%', text('contains', '0%'), ['a']],
          ['contains _', text('contains', '_'), ['c']],
          ['starts with a_', text('startsWith', 'a_'), ['c']],
          ['starts with %', text('startsWith', '%'), []],
          ['contains a backslash', text('contains', '\\'), ['e']],
          ['contains \\%', text('contains', '\\%'), []],
          ['contains *', text('contains', '*'), ['f']],
          ['contains ?', text('contains', '?'), ['h']],
          ['starts with [a-z]', text('startsWith', '[a-z]'), ['i']],
          ['contains 50% in lower case', text('contains', '50% OFF', true), ['a']],
        ])
      },
    },
    {
      name: 'quotes, blanks and control characters go in, come out and are found as they are',
      mend: 'Bind every value as a parameter.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const odd = [
          "O'Neil",
          '"quoted"',
          '`tick`',
          "'; DROP TABLE kit_order; --",
          '$1 ? :name @x',
          ' lead and trail ',
          'tab\tnew\nline\r\n',
          '\u0001\u001f\u007f',
          '{"a":1}',
          '{{x}}',
          '\u00a0nbsp',
          'zero\u200bwidth',
          '\ufeffbom',
        ]
        await insert(store, orders, named(...odd))
        await answers(
          store,
          odd.flatMap((value, index): Test[] => {
            const key = [String.fromCharCode(97 + index)]
            return [
              [`the customer is no. ${index}`, text('eq', value), key],
              [`it starts with no. ${index}`, text('startsWith', value), key],
              [`it contains no. ${index}`, text('contains', value), key],
              [`it is in (no. ${index})`, { kind: 'in', column: 'customer', values: [value] }, key],
            ]
          }),
        )
      },
    },
    {
      name: 'text is compared with its case, its accents and its blanks, unless folding is asked for',
      mend: binary,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, named('anna', 'Anna', 'ANNA', 'Änna', 'anna ', 'an\u0303na'))
        await answers(store, [
          ['= anna', text('eq', 'anna'), ['a']],
          ['= Anna', text('eq', 'Anna'), ['b']],
          ['<> anna', text('ne', 'anna'), ['b', 'c', 'd', 'e', 'f']],
          ['starts with An', text('startsWith', 'An'), ['b']],
          ['contains nn', text('contains', 'nn'), ['a', 'b', 'd', 'e']],
          ['contains NN', text('contains', 'NN'), ['c']],
          ['in (ANNA)', { kind: 'in', column: 'customer', values: ['ANNA'] }, ['c']],
        ])
      },
    },
    {
      name: 'with `fold` text is compared in lower case, beyond ASCII too',
      mend: 'Fold both sides with the lower case of Unicode; SQLite folds only ASCII by itself, so give it a function.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, named('anna', 'ANNA', 'Änna', 'äNNA', 'ΑΘΗΝΑ', 'Москва', 'anna ', '王芳A'))
        await answers(store, [
          ['= ANNA', text('eq', 'ANNA', true), ['a', 'b']],
          ['<> ANNA', text('ne', 'ANNA', true), ['c', 'd', 'e', 'f', 'g', 'h']],
          ['= ÄNNA', text('eq', 'ÄNNA', true), ['c', 'd']],
          ['starts with AN', text('startsWith', 'AN', true), ['a', 'b', 'g']],
          ['contains NN', text('contains', 'NN', true), ['a', 'b', 'c', 'd', 'g']],
          ['starts with αθ', text('startsWith', 'αθ', true), ['e']],
          ['contains СКВ', text('contains', 'СКВ', true), ['f']],
          ['contains 芳a', text('contains', '芳a', true), ['h']],
          ['< B', text('lt', 'B', true), ['a', 'b', 'g']],
        ])
      },
    },
    {
      name: 'letters whose lower case is longer, or depends on its place, are folded as JavaScript does',
      mend: 'Fold with the full mapping of Unicode (final sigma, dotted I), as String.prototype.toLowerCase does.',
      mayExcept: true,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          named('İZMİR', 'i\u0307zmi\u0307r', 'ΟΔΟΣ', 'οδος', 'οδοσ', 'STRASSE', 'straße', '\u212a'),
        )
        await answers(store, [
          ['= İzmİr', text('eq', 'İzmİr', true), ['a', 'b']],
          ['= ΟΔΟΣ', text('eq', 'ΟΔΟΣ', true), ['c', 'd']],
          ['= straße', text('eq', 'straße', true), ['g']],
          ['= k (the Kelvin sign folds to it)', text('eq', 'k', true), ['h']],
        ])
      },
    },
    {
      name: 'Chinese, emoji and combining characters are found whole and in part',
      mend: 'Store text in UTF-8 of up to 4 bytes (utf8mb4), and do not normalise it.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          named('王芳', '王芬', '👰🏽‍♀️ wedding', '👰 wedding', 'e\u0301clair', 'éclair', '𠮷野家', '吉野家'),
        )
        await answers(store, [
          ['= 王芳', text('eq', '王芳'), ['a']],
          ['starts with 王', text('startsWith', '王'), ['a', 'b']],
          ['contains 芬', text('contains', '芬'), ['b']],
          ['starts with 👰', text('startsWith', '👰'), ['c', 'd']],
          ['contains the skin tone', text('contains', '🏽'), ['c']],
          ['= éclair, composed', text('eq', 'éclair'), ['f']],
          ['= éclair, combining', text('eq', 'e\u0301clair'), ['e']],
          ['starts with 𠮷, beyond the BMP', text('startsWith', '𠮷'), ['g']],
        ])
      },
    },
    {
      name: 'text sorts by code point, beyond the basic plane too, and not by any language',
      mend: `${binary} Sorting by UTF-16 units puts emoji before full-width forms.`,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const sorted = [
          '',
          ' ',
          '10',
          '9',
          'A',
          'B',
          'Z',
          '_',
          'a',
          'ab',
          'b',
          'z',
          'Ä',
          'ä',
          'ａ',
          '\ufffd',
          '𐐀',
          '😀',
          '𠮷',
        ].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
        const mixed = sorted.map((customer, index) => order(keyOf((index * 7) % sorted.length), { customer }))
        await insert(store, orders, mixed)
        for (const direction of ['asc', 'desc'] as const) {
          const rows = await store.snapshot((reads) =>
            reads.find(orders, { orderBy: [{ column: 'customer', direction }], limit: 'all' }),
          )
          same(
            `the customers, ${direction}`,
            rows.map((row) => row.customer),
            direction === 'asc' ? sorted : [...sorted].reverse(),
          )
        }
        const low: Where = { kind: 'compare', column: 'customer', is: 'lt', value: '\ufffd' }
        const below = await store.snapshot((reads) => reads.find(orders, { where: low, orderBy: [], limit: 'all' }))
        same('how many come before U+FFFD', below.length, sorted.indexOf('\ufffd'))
      },
    },
    {
      name: 'null sorts lowest: first ascending, last descending',
      mend: 'NULLS FIRST ascending, NULLS LAST descending.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { weight: '-5' }),
          order('b'),
          order('c', { weight: '-6' }),
          order('d', { weight: '10' }),
          order('e', { weight: '9' }),
        ])
        const sorted = async (direction: 'asc' | 'desc') =>
          (
            await store.snapshot((reads) =>
              reads.find(orders, { orderBy: [{ column: 'weight', direction }], limit: 'all' }),
            )
          ).map((row) => row.weight)
        same('ascending', await sorted('asc'), [null, '-6', '-5', '9', '10'])
        same('descending', await sorted('desc'), ['10', '9', '-5', '-6', null])
      },
    },
    {
      name: 'order goes column by column, each in its own direction, for every kind',
      mend: 'Write every column of `orderBy`, with its direction.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [
          order('a', { paid: true, copies: 2, price: 5n, day: '2026-01-02' }),
          order('b', { paid: false, copies: 10, price: 5n, day: '2026-01-02' }),
          order('c', { paid: true, copies: 10, price: -1n, day: '2025-12-31' }),
          order('d', { paid: false, copies: 2, price: 5n, day: '2026-01-02' }),
        ])
        const by = async (...columns: readonly string[]) => {
          const orderBy = columns.map((column) =>
            column.startsWith('-')
              ? ({ column: column.slice(1), direction: 'desc' } as const)
              : ({ column, direction: 'asc' } as const),
          )
          return (await store.snapshot((reads) => reads.find(orders, { orderBy, limit: 'all' })))
            .map((row) => row.id)
            .join('')
        }
        same('by copies, then key downwards', await by('copies', '-id'), 'dacb')
        same('by price downwards, then copies, then key', await by('-price', 'copies', 'id'), 'adbc')
        same('by day, then copies downwards, then key', await by('day', '-copies', 'id'), 'cbad')
        same('by paid, then key', await by('paid', 'id'), 'bdac')
      },
    },
    {
      name: 'a limit cuts off after the order, and `all` cuts off nothing',
      mend: 'Send LIMIT exactly as given; `all` sends none, and no default steps in.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 2500 }, (_, index) => order(keyOf(index), { copies: 2500 - index })),
        )
        await store.snapshot(async (reads) => {
          const orderBy = [{ column: 'copies', direction: 'asc' }] as const
          same(
            'rows with limit 3',
            (await reads.find(orders, { orderBy, limit: 3 })).map((row) => row.copies),
            [1, 2, 3],
          )
          same('rows with limit 1001', (await reads.find(orders, { orderBy, limit: 1001 })).length, 1001)
          same('rows with limit 9999', (await reads.find(orders, { orderBy, limit: 9999 })).length, 2500)
          same('rows with limit all', (await reads.find(orders, { orderBy: [], limit: 'all' })).length, 2500)
        })
      },
    },
    {
      name: 'random conditions find what the reference finds',
      mend: 'Read the smallest failing query below; its seed repeats it.',
      run: (lab) => checkRandomFinds(lab, 'where'),
    },
  ],
}
