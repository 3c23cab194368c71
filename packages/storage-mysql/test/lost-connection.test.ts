/** A connection that breaks at the worst moments. */
import type { StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { mysql } from '../src/index.ts'
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts'
import { absent, meta, onStore, raw } from './database.ts'
import { byId, seat, seats } from './tables.ts'

/** Does `work` on a store that reaches the database by a way that can be cut. */
const onProxy = (work: (store: StorageAdapter, proxy: CuttingProxy, url: string) => Promise<void>) =>
  onStore([seats], async (_, url) => {
    const proxy = await cuttingProxy(url)
    const store = mysql({ url: proxy.url })
    try {
      await work(store, proxy, url)
    } finally {
      await store.close()
      await proxy.close()
    }
  })

const ids = (url: string) => raw(url, 'select id from hall_seat order by id')

describe.skipIf(absent)('a connection that breaks', { meta }, () => {
  it('when the commit was sent leaves the outcome unknown, whether it came through or not', () =>
    onProxy(async (store, proxy, url) => {
      proxy.cutAt(/commit$/, 'after')
      const through = store.transaction((tx) => tx.insert(seats, [seat('a', null)]))
      await expect(through).rejects.toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'unknown' } })
      expect(await ids(url)).toEqual([['a']])
      proxy.cutAt(/commit$/, 'before')
      const lost = store.transaction((tx) => tx.insert(seats, [seat('b', null)]))
      await expect(lost).rejects.toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'unknown' } })
      expect(await ids(url)).toEqual([['a']])
    }))

  it('with the last inserts, which travel with the commit, does so too', () =>
    onProxy(async (store, proxy, url) => {
      for (const [when, key, expected] of [
        ['after', 'a', [['a']]],
        ['before', 'b', [['a']]],
      ] as const) {
        proxy.cutAt(/insert into/, when)
        const cut = store.transaction((tx) => tx.insertAtEnd([{ table: seats, rows: [seat(key, null)] }]))
        await expect(cut).rejects.toMatchObject({ details: { outcome: 'unknown' } })
        expect(await ids(url)).toEqual(expected)
      }
    }))

  it('before the commit was sent has rolled back, and the store goes on', () =>
    onProxy(async (store, proxy, url) => {
      for (const when of ['before', 'after'] as const) {
        proxy.cutAt(/insert into/, when)
        const cut = store.transaction(async (tx) => {
          await tx.insert(seats, [seat('a', null)])
          await tx.insert(seats, [seat('b', null)])
        })
        await expect(cut).rejects.toMatchObject({ details: { outcome: 'rolled-back' } })
      }
      proxy.cutAt(/from `hall_seat`/, 'after')
      await expect(store.snapshot((reads) => reads.find(seats, byId))).rejects.toMatchObject({
        code: 'STORAGE_CONNECTION_LOST',
      })
      await store.transaction((tx) => tx.insert(seats, [seat('c', null)]))
      expect(await ids(url)).toEqual([['c']])
    }))
})
