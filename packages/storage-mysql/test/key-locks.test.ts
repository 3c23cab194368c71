/** Names in rows: what waits, what does not, and what stays of them. */
import { isRetryable, LockTimeout, type Tx } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { absent, meta, onStore, raw } from './database.ts'
import { seats } from './tables.ts'

const rows = async (url: string): Promise<number> =>
  Number((await raw(url, 'select count(*) from calotype_locks'))[0]?.[0])

describe.skipIf(absent)('names', { meta }, () => {
  it('are told apart to the character, however long', () =>
    onStore([seats], async (store) => {
      const names = ['a', 'A', 'a ', 'á', `${'x'.repeat(3000)}1`, `${'x'.repeat(3000)}2`, '', '王芳']
      await store.transaction(async (held) => {
        await held.lockKeys(names.slice(0, 5), 'wait')
        await store.transaction(async (tx) => {
          expect(await tx.lockKeys(names, 'skip-locked')).toEqual(names.slice(5))
          for (const name of names.slice(5)) expect(await tx.lockKeys([name], 'nowait')).toEqual([name])
        })
      })
    }))

  it('that another transaction has just made, and not committed, are refused at once as well', () =>
    onStore([seats], (store) =>
      store.transaction(async (held) => {
        await held.lockKeys(['new'], 'wait')
        await store.transaction(async (tx) => {
          const began = performance.now()
          const refused: unknown = await tx
            .savepoint(() => tx.lockKeys(['new'], 'nowait'))
            .catch((thrown: unknown) => thrown)
          expect(LockTimeout.is(refused) && refused.message).toContain('"new"')
          expect(performance.now() - began).toBeLessThan(700)
          expect(await tx.lockKeys(['new', 'other'], 'skip-locked')).toEqual(['other'])
        })
      }),
    ))

  it('are had at once beside others that are held, in a table of few rows too', () =>
    onStore([seats], async (store) => {
      await store.transaction((tx) => tx.lockKeys(['a', 'b', 'c', 'd'], 'wait'))
      await store.transaction(async (held) => {
        await held.lockKeys(['b'], 'wait')
        expect(await store.transaction((tx) => tx.lockKeys(['a', 'c', 'd'], 'nowait'))).toEqual(['a', 'c', 'd'])
      })
    }))

  it('whose first transaction is rolled back are had by those who waited, after a retry at most', () =>
    onStore([seats], async (store) => {
      const waiting: Promise<void>[] = []
      const locking = async (): Promise<void> => {
        for (;;) {
          try {
            await store.transaction((tx) => tx.lockKeys(['new'], 'wait'))
            return
          } catch (error) {
            if (!isRetryable(error)) throw error
          }
        }
      }
      const first = store.transaction(async (tx: Tx) => {
        await tx.lockKeys(['new'], 'wait')
        for (let at = 0; at < 4; at++) waiting.push(locking())
        await tx.find(seats, { orderBy: [], limit: 'all' })
        throw new Error('stop')
      })
      await expect(first).rejects.toThrow('stop')
      await Promise.all(waiting)
    }))

  it('leave rows, which the next migration sweeps out but for those that are held', () =>
    onStore([seats], async (store, url) => {
      const many = Array.from({ length: 2500 }, (_, at) => `name ${at}`)
      await store.transaction((tx) => tx.lockKeys(many, 'wait'))
      expect(await rows(url)).toBe(2500)
      await store.transaction(async (tx) => {
        await tx.lockKeys(['name 7', 'new'], 'wait')
        await store.migrate(() => [])
        expect(await store.transaction((other) => other.lockKeys(['name 7', 'name 8'], 'skip-locked'))).toEqual([
          'name 8',
        ])
      })
      await store.migrate(() => [])
      expect(await rows(url)).toBe(0)
    }))
})
