import { deserialize, serialize } from 'node:v8'
import type { ColumnKind, Row, StoredTable, Value } from '@calotype/core/storage'
import { type BrokenAdapter, broken, changingRows, finding, flawed, over } from './flawed.ts'

/** Answers the values of one kind otherwise. */
const reading = (kind: ColumnKind, change: (value: Value) => Value) =>
  changingRows(
    (row, table: StoredTable): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          table.columns[name]?.kind === kind && value !== null ? change(value) : value,
        ]),
      ),
  )

const shifted = (day: Value): Value =>
  new Date(Date.parse(`${String(day)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

export const values: readonly BrokenAdapter[] = [
  broken(
    'booleans are 0 and 1',
    'Booleans come as the driver gives them.',
    'values: true and false come back as booleans',
    reading('bool', Number),
  ),
  broken(
    'dates are shifted by a day',
    'A date becomes midnight of the zone of the process.',
    'values: dates come back as the same day',
    reading('date', shifted),
  ),
  broken(
    'instants lose their milliseconds',
    'The column keeps whole seconds.',
    'values: instants come back to the millisecond, around changes of the clock and in the years 1 to 9999',
    reading('instant', (value) => String(value).replace(/\.\d{3}Z$/, '.000Z')),
  ),
  broken(
    'instants are local times',
    'An instant is read as a time of the wall and back.',
    'values: dates and instants do not shift when the time zone of the process changes',
    reading('instant', (value) => {
      const at = new Date(String(value))
      return new Date(at.getTime() - (at.getUTCFullYear() < 1970 ? 0 : 60_000)).toISOString()
    }),
  ),
  broken(
    'money goes through number',
    'A 64-bit integer is read as a double.',
    'values: money comes back to ±2^63, as a bigint',
    reading('money', (value) => BigInt(Number(value))),
  ),
  broken(
    'money is a number',
    'The driver was not asked for bigints.',
    'values: money comes back to ±2^63, as a bigint',
    reading('money', Number),
  ),
  broken(
    'decimals go through number',
    'A decimal is read as a double.',
    'values: decimals come back in canonical form, to 18 digits',
    reading('decimal', (value) => String(Number(value))),
  ),
  broken(
    'decimals are padded',
    'A decimal comes with all digits of its scale.',
    'values: decimals come back in canonical form, to 18 digits',
    reading('decimal', (value) =>
      String(value).includes('.') ? String(value).padEnd(12, '0') : `${String(value)}.000`,
    ),
  ),
  broken(
    'text is trimmed',
    'Blanks at the end are dropped, as CHAR does.',
    'values: text comes back to the character: quotes, blanks, control characters, every script',
    reading('text', (value) => String(value).trimEnd()),
  ),
  broken(
    'text is normalised',
    'Combining characters are composed on the way.',
    'values: text comes back to the character: quotes, blanks, control characters, every script',
    reading('text', (value) => String(value).normalize('NFC')),
  ),
  broken(
    'emoji are lost',
    'Text is kept in UTF-8 of up to 3 bytes a character.',
    'values: text comes back to the character: quotes, blanks, control characters, every script',
    reading('text', (value) => String(value).replace(/[\u{10000}-\u{10ffff}]/gu, '?')),
  ),
  broken(
    'empty text is null',
    'There is no empty text, as in Oracle.',
    'values: text comes back to the character: quotes, blanks, control characters, every script',
    reading('text', (value) => (value === '' ? null : value)),
  ),
  broken(
    'JSON comes as text',
    'The document is not parsed.',
    'values: JSON comes back with its nesting, its nulls, its numbers and its characters',
    reading('json', (value) => JSON.stringify(value)),
  ),
  broken(
    'JSON loses its nulls',
    'Members that are null are left out.',
    'values: JSON comes back with its nesting, its nulls, its numbers and its characters',
    reading(
      'json',
      (value) => JSON.parse(JSON.stringify(value, (_, member: unknown) => member ?? undefined) ?? 'null') as Value,
    ),
  ),
  broken(
    'ints are cut to 32 bits',
    'The column is too small.',
    'values: ints come back to ±(2^53 − 1)',
    reading('int', (value) => Number(value) | 0),
  ),
  broken(
    'streams read everything first',
    'The whole answer is fetched before the first row.',
    'streams: a stream holds a bounded part of its rows in memory',
    // Copied, as a driver makes new strings of what it fetched.
    finding(async (reads, table, find) =>
      (await reads.find(table, find)).map((row) => deserialize(serialize(row)) as Row),
    ),
  ),
  {
    name: 'streams left early keep their connection',
    breaks: 'A stream gives its connection back at its last row only; there are ten of them.',
    foundBy: 'streams: a stream left early frees what it holds: after fifty of them the store still writes and closes',
    wrap: (adapter) => {
      let free = 10
      const never = new Promise<never>(() => {})
      const good = flawed(adapter, {
        reads: (reads) => ({
          stream: async function* (table, find) {
            if (free === 0) await never
            free -= 1
            for await (const row of reads.stream(table, find)) yield row
            free += 1
          },
        }),
      })
      return over(good, { transaction: (work, options) => (free === 0 ? never : good.transaction(work, options)) })
    },
  },
  broken(
    'streams have no order',
    'The order of a stream is left out.',
    'streams: a stream answers what find answers, row by row, in order',
    {
      reads: (reads) => ({
        stream: async function* (table, find) {
          yield* (await reads.find(table, find)).reverse()
        },
      }),
    },
  ),
]
