import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { LockTimeout, type StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { counter, counters, create, eq, hitsOf, orders, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

const path = (name: string): string => new URL(name, import.meta.url).pathname

async function started(module: string, ...parameters: string[]): Promise<ChildProcess> {
  const child = fork(path(module), parameters, { execArgv: ['--conditions=calotype-source'] })
  await once(child, 'message')
  return child
}

async function counting(...stores: readonly StorageAdapter[]): Promise<void> {
  await stores[0]?.migrate(create(counters, orders))
  await stores[0]?.transaction((tx) => tx.insert(counters, [counter('shared')]))
}

const increment = (store: StorageAdapter): Promise<unknown> =>
  store.transaction(async (tx) => {
    const hits = await hitsOf(tx, 'shared')
    await tx.update(counters, eq('name', 'shared'), { hits: hits + 1 })
  })

describe.each(drivers)('several who open one file ($name)', ({ open }) => {
  const opened = (file: string, lockTimeoutMs = 30_000): StorageAdapter =>
    sqlite(open === undefined ? { file, lockTimeoutMs } : { file, lockTimeoutMs, open })

  it('two processes that read, add and write a thousand times each lose nothing and never meet a busy database', async () => {
    const file = temporaryFile()
    const store = opened(file)
    await counting(store)
    const other = await started('incrementing-process.ts', file, '1000')
    const exit = once(other, 'exit')
    for (let round = 0; round < 1000; round++) await increment(store)
    expect(await exit).toEqual([0, null])
    expect(await standing(store, counters)).toEqual([counter('shared', 2000)])
    await store.close()
  })

  it('two stores in one process that count at the same time, many at once, lose nothing', async () => {
    const file = temporaryFile()
    const stores = [opened(file), opened(file)] as const
    await counting(...stores)
    await Promise.all(stores.flatMap((store) => Array.from({ length: 1000 }, () => increment(store))))
    expect(await standing(stores[1], counters)).toEqual([counter('shared', 2000)])
    for (const store of stores) await store.close()
  })

  it('a transaction waits, without blocking the event loop, until another process frees the lock', async () => {
    const file = temporaryFile()
    const store = opened(file)
    await counting(store)
    const holder = await started('lock-holder.mjs', file)
    const order: string[] = []
    const waiting = increment(store).then(() => order.push('written'))
    // Turns of the event loop and reads go on while the lock is held by somebody else.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(await standing(store, counters)).toEqual([counter('shared', 0)])
    order.push('read')
    const exit = once(holder, 'exit')
    holder.send('free')
    await Promise.all([waiting, exit])
    expect(order).toEqual(['read', 'written'])
    expect(await standing(store, counters)).toEqual([counter('shared', 1)])
    await store.close()
  })

  it('a transaction that waits longer than the time-out ends in LockTimeout, and the next one can go on', async () => {
    const file = temporaryFile()
    const store = opened(file, 50)
    await counting(store)
    const holder = await started('lock-holder.mjs', file)
    const found = await increment(store).catch((error: unknown) => error)
    expect(LockTimeout.is(found)).toBe(true)
    expect((found as { details: { waitedMs: number } }).details.waitedMs).toBeGreaterThanOrEqual(50)
    const exit = once(holder, 'exit')
    holder.send('free')
    await exit
    await increment(store)
    expect(await standing(store, counters)).toEqual([counter('shared', 1)])
    await store.close()
  })

  it('a transaction that is aborted while it waits for the lock ends with the reason given', async () => {
    const file = temporaryFile()
    const store = opened(file)
    await counting(store)
    const holder = await started('lock-holder.mjs', file)
    const stop = new AbortController()
    const reasons = [0, 1].map(() =>
      store.transaction((tx) => tx.lockKeys(['a'], 'wait'), { signal: stop.signal }).catch((error: unknown) => error),
    )
    stop.abort('closing time')
    expect(await Promise.all(reasons)).toEqual(['closing time', 'closing time'])
    const exit = once(holder, 'exit')
    holder.send('free')
    await exit
    await store.close()
  })

  it('many who open and migrate a new file at once all succeed, and one of them creates the tables', async () => {
    const file = temporaryFile()
    const stores = Array.from({ length: 8 }, () => opened(file))
    const steps = await Promise.all(
      stores.map((store) => store.migrate(({ tables }) => (tables.length > 0 ? [] : create(counters)()))),
    )
    expect(steps.map((one) => one.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
    for (const store of stores) await store.close()
  })

  it('a file that another process holds locked while it is opened is waited for', async () => {
    const file = temporaryFile()
    const holder = await started('lock-holder.mjs', file)
    const store = opened(file)
    const checked = store.check()
    const exit = once(holder, 'exit')
    holder.send('free')
    await Promise.all([checked, exit])
    await store.close()
  })
})
