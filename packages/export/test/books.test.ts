import { memory } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from './programs.ts'
import { recordYear } from './random-year.ts'
import { leftOut } from './required.ts'
import { caught, exported, tryMutations } from './trial.ts'

const wholeYear = { to: '2026-12-31' }

describe.each(formats)('books for %s', (format) => {
  it.skipIf(leftOut(format))(
    'of any random year are accepted, and read with the same balances, counts, totals and lines',
    async () => {
      const years = fc.tuple(fc.integer(), fc.boolean())
      const judged = fc.asyncProperty(years, async ([seed, onSqlite]) => {
        const storage = onSqlite ? sqlite({ file: ':memory:' }) : memory()
        const { engine, desk, done } = await recordYear(storage, seed, 120)
        try {
          const books = await exported(desk, format, wholeYear)
          expect(await caught(format, books.text, books)).toBeUndefined()
          expect(books.control.entries).toBeGreaterThan(20)
          expect(done.size).toBeGreaterThan(3)
        } finally {
          await engine.close()
        }
      })
      await fc.assert(judged, { numRuns: 4, endOnFailure: true })
    },
  )

  it.skipIf(leftOut(format))('with one thing changed are caught, 200 times of 200', { timeout: 240_000 }, async () => {
    const { engine, desk } = await recordYear(sqlite({ file: ':memory:' }), 20_260_101, 160)
    const books = await exported(desk, format, wholeYear)
    await engine.close()
    const tried = await tryMutations(format, books, 4_242, 200)
    expect(tried).toHaveLength(200)
    const missed = tried.filter((one) => one.caught === undefined)
    expect(missed.map(({ mutation }) => `${mutation.kind}: ${mutation.what}`)).toEqual([])
    // Each kind was among them, and none of them was a text that did not change.
    expect(new Set(tried.map(({ mutation }) => mutation.kind)).size).toBe(8)
    expect(tried.every(({ mutation }) => mutation.text !== books.text)).toBe(true)
  })
})
