import type { Row } from '@calotype/core/storage'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Runner, SqlValue, Statement } from '../src/index.ts'
import { onConflictWriter } from '../src/index.ts'
import { chunkSizes } from '../src/table-writer.ts'
import { planOf } from './dialect.ts'
import { albums } from './tables.ts'

const album = (id: string): Row => ({
  tenant: 'rose',
  id,
  title: id,
  note: null,
  pages: 1,
  rating: null,
  price: 1n,
  weight: '0',
  bound: false,
  layout: null,
})

interface Sent {
  readonly statement: Statement
  readonly parameters: readonly SqlValue[]
}

/** Keeps what is sent, and answers as many changes as it has rows. */
function recording(pipelines: boolean): { sent: Sent[]; most: () => number; runner: Runner } {
  const sent: Sent[] = []
  let waiting = 0
  let most = 0
  const runner: Runner = {
    pipelines,
    async run(statement, parameters): Promise<Answer> {
      sent.push({ statement, parameters })
      most = Math.max(most, ++waiting)
      await Promise.resolve()
      waiting--
      return { rows: [], changed: parameters.length / 10 }
    },
    savepoint: (work) => work(),
  }
  return { sent, most: () => most, runner }
}

describe('many rows', () => {
  it('are divided into statements that hold them all, none past the parameters a statement may have', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 70_000 }),
        (count, columns, mostParameters) => {
          const sizes = chunkSizes(count, columns, mostParameters)
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count)
          for (const size of sizes) {
            expect(size).toBeGreaterThan(0)
            expect(size === 1 || size * columns <= mostParameters).toBe(true)
            expect(size <= 32 || Number.isInteger(Math.log2(size))).toBe(true)
            expect(size).toBeLessThanOrEqual(256)
          }
        },
      ),
    )
  })

  it('make few shapes, whatever their number', () => {
    const shapes = new Set<number>()
    for (let count = 1; count <= 3000; count++) for (const size of chunkSizes(count, 10, 65_535)) shapes.add(size)
    expect(shapes.size).toBeLessThanOrEqual(35)
  })

  it('go without waiting for each other where the connection pipelines, and one by one elsewhere', async () => {
    const rows = Array.from({ length: 25 }, (_, at) => album(`${at}`))
    for (const [pipelines, most] of [
      [true, 3],
      [false, 1],
    ] as const) {
      const recorded = recording(pipelines)
      expect(await onConflictWriter.insert(recorded.runner, planOf(albums), rows, undefined)).toBe(25)
      expect(recorded.most()).toBe(most)
      const ids = recorded.sent.flatMap(({ parameters }) => parameters.filter((_, at) => at % 10 === 1))
      expect(ids).toEqual(rows.map(({ id }) => id))
    }
  })

  it('a conflict is passed over only of the constraint named', async () => {
    const { runner, sent } = recording(true)
    const plan = planOf(albums)
    await onConflictWriter.insert(runner, plan, [album('a')], 'title')
    await onConflictWriter.insert(runner, plan, [album('a')], 'primary')
    expect(sent.map(({ statement }) => statement.text.replaceAll('"', '').replace(/.*\) on/, 'on'))).toEqual([
      'on conflict (tenant, title) do nothing',
      'on conflict (tenant, id) do nothing',
    ])
    expect(() => plan.constraint('colour')).toThrow('albums has no unique constraint "colour"')
  })

  it('are counted in the order of their keys, and answered in the order given', async () => {
    const plan = planOf(albums)
    const asked: SqlValue[] = []
    const runner: Runner = {
      pipelines: true,
      async run(_statement, parameters) {
        const rows = Array.from({ length: parameters.length / 10 }, (_, at) => parameters.slice(at * 10, at * 10 + 10))
        for (const row of rows) asked.push(row[1] ?? null)
        const stored = rows.map((row) => row.map((value) => (value === null ? null : String(value))))
        return { rows: stored, changed: rows.length }
      },
      savepoint: (work) => work(),
    }
    const given = ['c', 'a', 'd', 'b'].map(album)
    const answered = await onConflictWriter.accumulate(runner, plan, given, ['pages'])
    expect(asked).toEqual(['a', 'b', 'c', 'd'])
    expect(answered.map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b'])
  })
})
