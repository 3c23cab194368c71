/** Conditions with more values than a statement could have parameters, or a call arguments. */
import type { Where } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { absent, meta, onStore } from './database.ts'
import { byId, seat, seats } from './tables.ts'

const listed = (column: string, values: readonly (string | number)[]): Where => ({ kind: 'in', column, values })
const not = (where: Where): Where => ({ kind: 'not', not: where })

describe.skipIf(absent)('a list of many values', { meta, timeout: 60_000 }, () => {
  it.each([70_000, 131_073])('%i of them find, change and leave out the rows that they should', (count) =>
    onStore([seats], async (store) => {
      const [odd, plain, last] = ['a\\0', 'b', 'c']
      const rows = [odd, plain, last].map((key, at) => seat(key, null, null, at * 50_000))
      const words = [...Array.from({ length: count - 2 }, (_, at) => `no\\${at}`), odd, last]
      const numbers = Array.from({ length: count }, (_, at) => at)
      const ids = async (where: Where) =>
        (await store.snapshot((reads) => reads.find(seats, { ...byId, where }))).map((row) => row.id)
      await store.transaction((tx) => tx.insert(seats, rows))
      expect(await ids(listed('id', words))).toEqual([odd, last])
      expect(await ids(not(listed('id', words)))).toEqual([plain])
      expect(await ids(listed('visits', numbers))).toEqual([odd, plain, last].slice(0, count > 100_000 ? 3 : 2))
      expect(await ids(not(listed('guest', words)))).toEqual([odd, plain, last])
      const changed = await store.transaction((tx) => tx.update(seats, listed('id', words), {}, { visits: 1 }))
      expect(changed).toBe(2)
      expect(await store.transaction((tx) => tx.delete(seats, listed('id', words)))).toBe(2)
      expect(await ids({ kind: 'and', all: [] })).toEqual([plain])
    }),
  )
})
