import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deferred } from './deferred.ts'
import { postgresLab, thrownBy, until } from './lab.ts'
import { counter, counters, create, eq, everything, standing } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('signals', { meta: lab.meta }, () => {
  async function counting(poolSize: number) {
    const name = `calotype test ${randomUUID()}`
    const schema = await lab.newSchema()
    const store = await lab.open({ schema, poolSize, notify: false, pg: { application_name: name } })
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a'), counter('b')]))
    const waitingForLocks = async () =>
      (
        await lab.query(
          "select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock' and state = 'active'",
          [name],
        )
      ).length
    return { store, schema, waitingForLocks }
  }
  const change = eq('name', 'a')

  it.each(['a row', 'a name'])('an aborted wait for %s ends at once, on the server too', async (what) => {
    const { store, waitingForLocks } = await counting(3)
    await store.transaction(async (holder) => {
      if (what === 'a row') await holder.update(counters, change, { hits: 1 })
      else await holder.lockKeys(['till'], 'wait')
      const controller = new AbortController()
      const waiting = thrownBy(
        store.transaction(
          async (tx) =>
            what === 'a row' ? await tx.update(counters, change, { hits: 2 }) : await tx.lockKeys(['till'], 'wait'),
          { signal: controller.signal },
        ),
      )
      await until('it waits', async () => (await waitingForLocks()) === 1)
      const reason = new Error('the caller left')
      controller.abort(reason)
      expect(await waiting).toBe(reason)
      expect(await waitingForLocks()).toBe(0)
    })
    expect(await standing(store, counters, { where: change, orderBy: [], limit: 1 })).toEqual([
      counter('a', what === 'a row' ? 1 : 0),
    ])
  })

  it('whoever gets the connection next is not cancelled in the place of the one who left', async () => {
    const { store, schema, waitingForLocks } = await counting(1)
    const blocking = await lab.open({ schema, notify: false })
    for (let round = 1; round <= 5; round++) {
      const [locked, free] = [deferred(), deferred()]
      const holder = blocking.transaction(async (tx) => {
        await tx.update(counters, change, { hits: -1 })
        locked.resolve()
        await free.promise
      })
      await locked.promise
      const controller = new AbortController()
      const reason = new Error('the caller left')
      // The statement is answered before the server hears that nobody wants it any more.
      const leaving = thrownBy(
        store.transaction(
          async (tx) => {
            await tx.find(counters, everything)
            const reading = tx.find(counters, everything)
            controller.abort(reason)
            await reading
          },
          { signal: controller.signal },
        ),
      )
      const next = store.transaction((tx) => tx.update(counters, change, { hits: round }))
      expect(await leaving).toBe(reason)
      await until('the next waits for the row', async () => (await waitingForLocks()) === 1)
      free.resolve()
      await holder
      await next
      expect(await standing(store, counters, { where: change, orderBy: [], limit: 1 })).toEqual([counter('a', round)])
    }
  })

  it('a wait for a connection ends at once', async () => {
    const { store } = await counting(1)
    const reason = new Error('the caller left')
    await store.transaction(async (tx) => {
      await tx.find(counters, everything)
      const controller = new AbortController()
      const waiting = [
        thrownBy(store.transaction((other) => other.find(counters, everything), { signal: controller.signal })),
        thrownBy(store.snapshot((reads) => reads.find(counters, everything), { signal: controller.signal })),
      ]
      controller.abort(reason)
      expect(await Promise.all(waiting)).toEqual([reason, reason])
    })
    expect(await standing(store, counters)).toHaveLength(2)
  })

  it('a signal that was aborted before sends nothing', async () => {
    const { store } = await counting(1)
    const reason = new Error('too late')
    const signal = AbortSignal.abort(reason)
    const work = () => Promise.reject(new Error('was called'))
    expect(await thrownBy(store.transaction(work, { signal }))).toBe(reason)
    expect(await thrownBy(store.snapshot(work, { signal }))).toBe(reason)
  })

  it('a transaction that is aborted between its statements is rolled back', async () => {
    const { store } = await counting(1)
    const controller = new AbortController()
    const reason = new Error('the caller left')
    const error = await thrownBy(
      store.transaction(
        async (tx) => {
          await tx.update(counters, change, { hits: 9 })
          controller.abort(reason)
        },
        { signal: controller.signal },
      ),
    )
    expect(error).toBe(reason)
    expect(await standing(store, counters, { where: change, orderBy: [], limit: 1 })).toEqual([counter('a')])
  })

  it('a pool whose connections all stay in use is told of as a time-out', async () => {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema, poolSize: 1, lockTimeoutMs: 50, notify: false })
    await store.migrate(create(counters))
    await store.transaction(async (tx) => {
      await tx.find(counters, everything)
      expect(await thrownBy(store.check())).toMatchObject({
        code: 'STORAGE_LOCK_TIMEOUT',
        details: { what: expect.stringMatching(/^Every connection of PostgreSQL /), waitedMs: 50 },
      })
    })
    await store.check()
  })
})
