import fc from 'fast-check'
import { createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { once, type SqlValue } from '@calotype/storage-sql'
import { filled, literal } from '../src/literal.ts'
import { absent, meta, server } from './database.ts'

describe('values in a statement', () => {
  it('stand in their places, and nowhere else', () => {
    const text = "select '?', `a?`, \"?\" /* ? */, 'it''s ?', '\\'?' from t where a = ? and b in (?, ?)"
    expect(filled(once(text), ['x', 1n, { decimal: '-0.5' }], true)).toBe(
      text.replace('= ?', "= 'x'").replace('(?, ?)', '(1, -0.5)'),
    )
  })

  it('are all given', () => {
    expect(() => filled(once('select ?'), ['a', 'b'], true)).toThrow('2 values were given for 1 places')
    expect(() => filled(once('select ?, ?'), ['a'], true)).toThrow('1 values were given for 2 places')
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
      expect(() => literal(value, true)).toThrow()
    }
    expect(literal(-(2n ** 63n), true)).toBe('-9223372036854775808')
    expect(literal([1, null, true, 'a'], true)).toBe("1, null, 1, 'a'")
  })

  describe.skipIf(absent)('on the server', { meta }, () => {
    it.each([
      ['with backslashes as escapes', '', true],
      ['without', 'NO_BACKSLASH_ESCAPES', false],
    ])('any text is read as it was written, %s', async (_, mode, backslashes) => {
      const connection = await createConnection({ uri: 'url' in server ? server.url : '', charset: 'utf8mb4' })
      await connection.query(`set session sql_mode = '${mode}'`)
      const read = async (value: SqlValue): Promise<unknown> => {
        // Named, or the server would name it by its value, of which the driver refuses some.
        const sql = filled(once("select '?', ? as value, '\u005c\u005c'"), [value], backslashes)
        const [[row]] = (await connection.query({ sql, rowsAsArray: true })) as unknown as [[[string, unknown]]]
        return row[1]
      }
      const nasty = fc.string({
        unit: fc.constantFrom("'", '\\', '?', '`', '"', '\0', '\n', '%', ';', '-- ', '/*', '*/', 'a', '芳', '😀'),
      })
      await fc.assert(
        fc.asyncProperty(fc.oneof(nasty, fc.string({ unit: 'binary' })), async (text) => {
          expect(await read(text)).toBe(text)
        }),
        { numRuns: 500 },
      )
      await connection.end()
    })
  })
})
