import fc from 'fast-check'
import { type Connection, createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { once, type SqlValue } from '@calotype/storage-sql'
import { expression, filled, literal } from '../src/literal.ts'
import { absent, meta, onStore, server } from './database.ts'
import { seat, seats } from './tables.ts'

describe('values in a statement', () => {
  it('stand in their places, and nowhere else', () => {
    const text = "select '?', `a?`, \"?\" /* ? */, 'it''s ?', '''?' from t where a = ? and b in (?, ?)"
    expect(filled(once(text), ['x', 1n, { decimal: '-0.5' }])).toBe(
      text.replace('= ?', "= 'x'").replace('(?, ?)', '(1, -0.5)'),
    )
  })

  it('are all given', () => {
    expect(() => filled(once('select ?'), ['a', 'b'])).toThrow('2 values were given for 1 places')
    expect(() => filled(once('select ?, ?'), ['a'])).toThrow('1 values were given for 2 places')
  })

  it('are never anything but a number where a number is wanted', () => {
    for (const value of [
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      { decimal: '1e5' },
      { decimal: '1; drop table t' },
    ]) {
      expect(() => literal(value)).toThrow()
    }
    expect(literal(-(2n ** 63n))).toBe('-9223372036854775808')
    expect(literal([1, null, true, 'a'])).toBe("1, null, 1, 'a'")
  })

  it('hold no backslash, and quotes only in pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '\\', 'a', '"', '芳') }), (text) => {
        for (const said of [literal(text), expression(text)]) {
          expect(said).not.toContain('\\')
          expect(said.split("'").length % 2).toBe(1)
        }
      }),
    )
  })

  describe.skipIf(absent)('on the server', { meta }, () => {
    const asked = async (connection: Connection, sql: string): Promise<readonly (readonly unknown[])[]> => {
      const [rows] = await connection.query({ sql, rowsAsArray: true })
      return rows as unknown as readonly (readonly unknown[])[]
    }

    it('are read as they were written, whatever the session makes of backslashes and of empty text', async () => {
      const connection = await createConnection({ uri: 'url' in server ? server.url : '', charset: 'utf8mb4' })
      const [version] = await asked(connection, "select version() like '%MariaDB%'")
      const modes = ['', 'NO_BACKSLASH_ESCAPES', ...(version?.[0] === 1 ? ['EMPTY_STRING_IS_NULL'] : [])]
      const read = async (value: SqlValue): Promise<unknown> => {
        // Named, or the server would name it by its value, of which the driver refuses some.
        const [row] = await asked(connection, filled(once("select '?', ? as value"), [value]))
        return row?.[1]
      }
      const nasty = fc.string({
        unit: fc.constantFrom("'", '\\', '?', '`', '"', '\0', '\n', '%', ';', '-- ', '/*', '*/', 'a', '芳', '😀'),
      })
      for (const mode of modes) {
        await connection.query(`set session sql_mode = '${mode}'`)
        await fc.assert(
          fc.asyncProperty(fc.oneof(nasty, fc.string({ unit: 'binary' })), async (text) => {
            expect(await read(text)).toBe(text)
          }),
          { numRuns: 300, examples: [[''], ['\\'], ["\\'"]] },
        )
      }
      await connection.end()
    })

    it("are compared by the column's collation and found by its index, with a backslash and without", () =>
      onStore([seats], async (store, url) => {
        const rows = Array.from({ length: 500 }, (_, at) => seat(`A\\${at}`, `a\\${at}`))
        await store.transaction((tx) => tx.insert(seats, [...rows, seat('plain', null)]))
        for (const charset of ['utf8mb4_general_ci', 'utf8mb4_bin']) {
          const connection = await createConnection({ uri: url, charset })
          const plan = async (sql: string): Promise<unknown> =>
            ((await connection.query(`explain ${sql}`))[0] as unknown[])[0]
          const select = (where: string, ...values: SqlValue[]): string =>
            filled(once(`select id from hall_seat where ${where}`), values)
          await connection.query('analyze table hall_seat')
          const equal = select('id = ?', 'A\\7')
          expect(await asked(connection, equal)).toEqual([['A\\7']])
          expect(await asked(connection, select('id = ?', 'a\\7'))).toEqual([])
          expect(await plan(equal)).toMatchObject({ type: 'const', key: 'PRIMARY' })
          const range = select('id >= ? and id < ?', 'A\\70', 'A\\72')
          expect(await asked(connection, range)).toHaveLength(2)
          expect(await plan(range)).toMatchObject({ type: 'range', key: 'PRIMARY' })
          const list = select('id in (?)', ['A\\7', 'plain', 'a\\7', 'PLAIN'])
          expect(await asked(connection, list)).toEqual([['A\\7'], ['plain']])
          expect(await plan(list)).toMatchObject({ type: 'range', key: 'PRIMARY' })
          await connection.end()
        }
      }))
  })
})
