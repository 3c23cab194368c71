import { LockTimeout, type StorageAdapter, StorageFull, UniqueViolation } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { deferred } from './deferred.ts'
import { drivers, type RawDatabase } from './drivers.ts'
import { counter, counters, create, eq, hitsOf, order, orders, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

async function prepared(options: { commitTogether?: number; lockTimeoutMs?: number } = {}) {
  const sent: string[] = []
  const store = sqlite({ file: temporaryFile(), onStatement: (sql) => sent.push(sql), ...options })
  await store.migrate(create(counters))
  sent.length = 0
  const count = (word: string): number => sent.filter((sql) => sql.split(' ', 1)[0] === word).length
  return { store, sent, count }
}

const add = (store: StorageAdapter, name: string): Promise<unknown> =>
  store.transaction((tx) => tx.insert(counters, [counter(name)]))

const names = async (store: StorageAdapter): Promise<unknown[]> =>
  (await standing(store, counters)).map(({ name }) => name)

describe('transactions that wait for each other', () => {
  it('are committed together, and each is told when all are on disk', async () => {
    const { store, count } = await prepared()
    await Promise.all(Array.from({ length: 20 }, (_, at) => add(store, String(at))))
    expect(await names(store)).toHaveLength(20)
    expect(count('commit')).toBeLessThan(20)
    expect(count('commit')).toBe(count('begin') - 1) // the snapshot ends by rolling back
    await store.close()
  })

  it('are committed each by itself where that is asked for', async () => {
    const { store, count } = await prepared({ commitTogether: 1 })
    await Promise.all(Array.from({ length: 5 }, (_, at) => add(store, String(at))))
    expect([count('commit'), count('savepoint')]).toEqual([5, 0])
    await store.close()
  })

  it('fail alone: what the others wrote stands, what it wrote does not', async () => {
    const { store } = await prepared()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, (_, at) =>
        store.transaction(async (tx) => {
          await tx.insert(counters, [counter(`first ${at}`)])
          if (at % 3 === 0) await tx.insert(counters, [counter(`first ${at}`)])
          await tx.insert(counters, [counter(`second ${at}`)])
        }),
      ),
    )
    const failed = outcomes.flatMap((one, at) =>
      one.status === 'rejected' ? [[at, UniqueViolation.is(one.reason)]] : [],
    )
    expect(failed).toEqual([0, 3, 6].map((at) => [at, true]))
    expect(await names(store)).toEqual(
      ['first', 'second'].flatMap((part) => [1, 2, 4, 5, 7, 8].map((at) => `${part} ${at}`)),
    )
    await store.close()
  })

  it('are told of a failure over what another wrote when that can be read', async () => {
    const { store } = await prepared()
    const found: unknown[][] = []
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, async () => {
        try {
          await add(store, 'once')
        } catch (error) {
          found.push(await names(store))
          throw error
        }
      }),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(found).toEqual(Array.from({ length: 11 }, () => ['once']))
    await store.close()
  })

  it('see what those before them wrote', async () => {
    const { store } = await prepared()
    await add(store, 'shared')
    await Promise.all(
      Array.from({ length: 50 }, () =>
        store.transaction(async (tx) => {
          const hits = await hitsOf(tx, 'shared')
          await tx.update(counters, eq('name', 'shared'), { hits: hits + 1 })
        }),
      ),
    )
    expect(await standing(store, counters)).toEqual([counter('shared', 50)])
    await store.close()
  })

  it('are not seen by anybody before they are committed', async () => {
    const { store } = await prepared()
    const inside = deferred()
    const goOn = deferred()
    const first = add(store, 'first')
    const second = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('second')])
      inside.resolve()
      await goOn.promise
    })
    await inside.promise
    expect(await names(store)).not.toContain('second')
    goOn.resolve()
    await Promise.all([first, second])
    expect(await names(store)).toEqual(['first', 'second'])
    await store.close()
  })

  it('do not hang where one that has not written waits for one that is done', async () => {
    const { store } = await prepared()
    const first = add(store, 'first')
    const second = store.transaction(async (tx) => {
      await hitsOf(tx, 'first')
      await first
      await tx.insert(counters, [counter('second')])
    })
    await Promise.all([first, second])
    expect(await names(store)).toEqual(['first', 'second'])
    await store.close()
  })

  it('do not hang where one that has written waits for one that is done: it is given up after the lock time-out', async () => {
    const { store } = await prepared({ lockTimeoutMs: 60 })
    const first = add(store, 'first')
    const second = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('second')])
      await first
      await tx.insert(counters, [counter('third')])
    })
    const [one, other] = await Promise.allSettled([first, second])
    expect(one.status).toBe('fulfilled')
    expect(other.status === 'rejected' && LockTimeout.is(other.reason)).toBe(true)
    await add(store, 'fourth')
    expect(await names(store)).toEqual(['first', 'fourth'])
    await store.close()
  })

  it.each(drivers)(
    'all hear of it where the disk is too full to commit, and nothing of them stands ($name)',
    async (driver) => {
      const opened: RawDatabase[] = []
      const store = sqlite({
        file: temporaryFile(),
        open: (file, options) => {
          const database = driver.open === undefined ? driver.raw(file, options) : driver.open(file, options)
          opened.push(database)
          return database
        },
      })
      await store.migrate(create(counters, orders))
      const { page_count: pages = 0 } = (opened[0]?.prepare('pragma page_count').get() ?? {}) as { page_count?: number }
      opened[0]?.prepare(`pragma max_page_count = ${pages + 60}`).get()
      const fill = (from: number): Promise<unknown> =>
        store.transaction((tx) =>
          tx.insert(
            orders,
            Array.from({ length: 100 }, (_, at) =>
              order(String(from + at), { customer: 'x'.repeat(200), takenAt: `${from + at}` }),
            ),
          ),
        )
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => fill(at * 100)))
      const stood = outcomes.filter(({ status }) => status === 'fulfilled').length
      const full = outcomes.filter((one) => one.status === 'rejected' && StorageFull.is(one.reason)).length
      expect([stood + full, full > 0]).toEqual([20, true])
      expect(await standing(store, orders)).toHaveLength(stood * 100)
      await add(store, 'small')
      await store.close()
    },
  )
})
