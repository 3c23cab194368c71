/** Inserts that skip and counters, where a table has more unique constraints than one. */
import { isRetryable, type Row, type StorageAdapter, UniqueViolation } from '@calotype/core/storage'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absent, meta, onStore } from './database.ts'
import { byId, seat, seats } from './tables.ts'

const all = (store: StorageAdapter): Promise<Row[]> => store.snapshot((reads) => reads.find(seats, byId))

const constraints = { primary: 'id', place: 'place', guest: 'guest' } as const

type Constraint = keyof typeof constraints
const others = (skip: Constraint) => Object.entries(constraints).filter(([name]) => name !== skip)

/** What the port promises of an insert that skips, row by row. */
function expected(
  standing: readonly Row[],
  rows: readonly Row[],
  skip: Constraint,
): { after: Row[]; refused: boolean } {
  const after = [...standing]
  const meets = (row: Row, column: string): boolean =>
    row[column] !== null && after.some((other) => other[column] === row[column])
  for (const row of rows) {
    if (meets(row, constraints[skip])) continue
    if (others(skip).some(([, column]) => meets(row, column))) return { after: [...standing], refused: true }
    after.push(row)
  }
  return { after: after.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)), refused: false }
}

describe.skipIf(absent)('an insert that skips one constraint', { meta }, () => {
  it('skips its conflicts and refuses all others, whatever conflicts with what', () =>
    onStore([seats], async (store) => {
      const letter = fc.constantFrom('a', 'b', 'c')
      const row = fc.record({
        id: fc.constantFrom('1', '2', '3', '4'),
        place: fc.option(letter),
        guest: fc.option(letter),
      })
      const rows = fc.array(row, { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(
          rows,
          rows,
          fc.constantFrom<Constraint>('primary', 'place', 'guest'),
          async (first, second, skip) => {
            await store.transaction((tx) => tx.delete(seats, { kind: 'and', all: [] }))
            const made = (list: typeof first) => list.map(({ id, place, guest }) => seat(id, place, guest))
            let standing: Row[] = []
            for (const one of made(first)) {
              const { after, refused } = expected(standing, [one], skip)
              if (!refused) standing = after
            }
            await store.transaction((tx) => tx.insert(seats, standing))
            const { after, refused } = expected(standing, made(second), skip)
            let inserted: number | undefined
            try {
              inserted = await store.transaction((tx) => tx.insert(seats, made(second), skip))
            } catch (error) {
              if (!UniqueViolation.is(error)) throw error
              expect(error.details.constraint).not.toBe(skip)
            }
            expect(inserted === undefined).toBe(refused)
            if (inserted !== undefined) expect(inserted).toBe(after.length - standing.length)
            expect(await all(store)).toEqual(after)
          },
        ),
        { numRuns: 150 },
      )
    }))

  it('leaves nothing of its rows to a transaction that goes on behind a savepoint', () =>
    onStore([seats], async (store) => {
      await store.transaction(async (tx) => {
        await tx.insert(seats, [seat('1', 'A1')])
        const refused = tx.savepoint(() => tx.insert(seats, [seat('2', 'B1'), seat('1', 'C1')], 'place'))
        await expect(refused).rejects.toMatchObject({ details: { constraint: 'primary' } })
        await tx.insert(seats, [seat('3', 'C1')])
      })
      expect((await all(store)).map((row) => row.id)).toEqual(['1', '3'])
    }))

  it('dooms its transaction where it is refused without a savepoint', () =>
    onStore([seats], async (store) => {
      const doomed = store.transaction(async (tx) => {
        await tx.insert(seats, [seat('1', 'A1')])
        await tx.insert(seats, [seat('2', 'B1'), seat('1', 'C1')], 'place').catch(() => undefined)
      })
      await expect(doomed).rejects.toMatchObject({ details: { constraint: 'primary' } })
      expect(await all(store)).toEqual([])
    }))
})

describe.skipIf(absent)('counters beside other unique constraints', { meta }, () => {
  it('add to the row of their key, never to one that they conflict with otherwise', () =>
    onStore([seats], async (store) => {
      await store.transaction((tx) => tx.insert(seats, [seat('1', 'A1', null, 5), seat('2', 'B1', null, 7)]))
      const counted = await store.transaction((tx) =>
        tx.accumulate(
          seats,
          [seat('3', 'C1', null, 1), seat('1', 'A1', 'late', 2), seat('2', 'A1', null, 3)],
          ['visits'],
        ),
      )
      expect(counted).toEqual([seat('3', 'C1', null, 1), seat('1', 'A1', null, 7), seat('2', 'B1', null, 10)])
      const refused = store.transaction((tx) => tx.accumulate(seats, [seat('4', 'A1')], ['visits']))
      await expect(refused).rejects.toMatchObject({ details: { table: 'hall_seat', constraint: 'place' } })
      expect(await all(store)).toEqual([seat('1', 'A1', null, 7), seat('2', 'B1', null, 10), seat('3', 'C1', null, 1)])
    }))

  it('lose nothing where many begin the same one', () =>
    onStore([seats], async (store) => {
      const count = async (): Promise<void> => {
        for (;;) {
          try {
            await store.transaction((tx) => tx.accumulate(seats, [seat('1', 'A1')], ['visits']))
            return
          } catch (error) {
            if (!isRetryable(error)) throw error
          }
        }
      }
      await Promise.all(Array.from({ length: 24 }, count))
      expect(await all(store)).toEqual([seat('1', 'A1', null, 24)])
    }))
})
