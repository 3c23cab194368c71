import { describe, expect, it } from 'vitest'
import { Deadlock, LockTimeout, StorageFull, type Tx, UniqueViolation } from '../../src/storage/index.ts'
import { all, atLeast, begin, byId, eq, errorOf, quiet, roll, rolls, standing, storeWith, waits } from './memory-lab.ts'

describe('locks', () => {
  it('are granted in the order in which they were asked for', async () => {
    const store = await storeWith([roll('a')])
    const first = await begin(store)
    await first.tx.update(rolls, all, {}, { length: 1 })
    const order: number[] = []
    const queue = Array.from({ length: 5 }, (_, place) =>
      store.transaction(async (tx) => {
        const [row] = await tx.findForUpdate(rolls, byId, 'wait')
        order.push(place)
        await tx.update(rolls, all, { length: Number(row?.['length']) + 1 })
      }),
    )
    await quiet()
    await first.commit()
    const barger = store.transaction(async (tx) => {
      await tx.update(rolls, all, {}, { length: 1 })
      order.push(99)
    })
    await Promise.all([...queue, barger])
    expect(order).toEqual([0, 1, 2, 3, 4, 99])
    expect(await standing(store)).toEqual([roll('a', { length: 17 })])
  })

  it('end a wait in LockTimeout when the time is over, and let those behind move up', async () => {
    const store = await storeWith([roll('a')], { lockTimeoutMs: 5 })
    const holder = await begin(store)
    await holder.tx.lockKeys(['k'], 'wait')
    const error = await errorOf(store.transaction((tx) => tx.lockKeys(['k'], 'wait')))
    expect(error).toMatchObject({ code: LockTimeout.code, details: { what: 'Key "k"', waitedMs: 5 } })
    const next = store.transaction((tx) => tx.lockKeys(['k'], 'wait'))
    await holder.commit()
    expect(await next).toEqual(['k'])
  })

  it('stop waiting when the signal is aborted, and the transaction is rolled back', async () => {
    const store = await storeWith([roll('a'), roll('b')])
    const holder = await begin(store)
    await holder.tx.update(rolls, eq('id', 'a'), { length: 1 })
    const stop = new AbortController()
    const work = async (tx: Tx): Promise<number> => {
      await tx.update(rolls, eq('id', 'b'), { length: 2 })
      return tx.update(rolls, eq('id', 'a'), { length: 2 })
    }
    const waiting = store.transaction(work, { signal: stop.signal })
    expect(await waits(waiting)).toBe(true)
    stop.abort(new Error('the customer left'))
    expect(await errorOf(waiting)).toBe(stop.signal.reason)
    await holder.commit()
    expect(await standing(store)).toEqual([roll('a', { length: 1 }), roll('b')])
    expect(await errorOf(store.transaction(work, { signal: stop.signal }))).toBe(stop.signal.reason)
  })

  it('taken in a savepoint that failed are free again', async () => {
    const store = await storeWith([roll('a')])
    const open = await begin(store)
    const failing = open.tx.savepoint(async () => {
      await open.tx.update(rolls, all, { length: 1 })
      throw new Error('stop')
    })
    await errorOf(failing)
    await store.transaction((tx) => tx.findForUpdate(rolls, byId, 'nowait'))
    await open.commit()
  })

  it('of a read are not needed: nobody who only reads waits', async () => {
    const store = await storeWith([roll('a')])
    const open = await begin(store)
    await open.tx.update(rolls, all, { length: 1 })
    expect(await store.transaction((tx) => tx.find(rolls, byId))).toEqual([roll('a')])
    await open.rollBack()
  })
})

describe('deadlocks', () => {
  it('end the transaction that closes the circle at once, and the other goes on', async () => {
    const store = await storeWith([roll('a'), roll('b')])
    const one = await begin(store)
    const two = await begin(store)
    await one.tx.update(rolls, eq('id', 'a'), { length: 1 })
    await two.tx.update(rolls, eq('id', 'b'), { length: 2 })
    const patient = one.tx.update(rolls, eq('id', 'b'), { length: 1 })
    expect(await waits(patient)).toBe(true)
    const error = await errorOf(two.tx.update(rolls, eq('id', 'a'), { length: 2 }))
    expect(error).toMatchObject({ code: Deadlock.code, details: { what: 'Row (a) of rolls' } })
    expect(await patient).toBe(1)
    expect(await errorOf(two.tx.find(rolls, byId))).toBe(error)
    expect(await errorOf(two.commit())).toBe(error)
    await one.commit()
    expect((await standing(store)).map((row) => row['length'])).toEqual([1, 1])
  })

  it('are found over any number of transactions, over rows and names alike', async () => {
    const store = await storeWith([roll('a')])
    const opens = await Promise.all([begin(store), begin(store), begin(store), begin(store)] as const)
    const [one, two, three, four] = opens
    await one.tx.lockKeys(['k1'], 'wait')
    await two.tx.findForUpdate(rolls, byId, 'wait')
    await three.tx.lockKeys(['k3'], 'wait')
    await four.tx.insert(rolls, [roll('d', { number: 'R-4' })])
    const waiting = [
      one.tx.delete(rolls, eq('id', 'a')),
      two.tx.lockKeys(['k3'], 'wait'),
      three.tx.insert(rolls, [roll('c', { number: 'R-4' })]),
    ]
    for (const wait of waiting) expect(await waits(wait)).toBe(true)
    expect(await errorOf(four.tx.lockKeys(['k1'], 'wait'))).toMatchObject({ code: Deadlock.code })
    await waiting[2]
    await three.commit()
    await waiting[1]
    await two.commit()
    await waiting[0]
    await one.commit()
    await errorOf(four.commit())
    expect((await standing(store)).map((row) => row['id'])).toEqual(['c'])
  })

  it('are found behind others in a queue', async () => {
    const store = await storeWith([roll('a')])
    const [one, two, three] = await Promise.all([begin(store), begin(store), begin(store)] as const)
    await one.tx.lockKeys(['x'], 'wait')
    await two.tx.lockKeys(['y'], 'wait')
    const second = three.tx.lockKeys(['x'], 'wait')
    const third = two.tx.lockKeys(['x'], 'wait')
    expect(await errorOf(one.tx.lockKeys(['y'], 'wait'))).toMatchObject({ code: Deadlock.code })
    expect(await second).toEqual(['x'])
    await three.commit()
    expect(await third).toEqual(['x'])
    await two.commit()
    await errorOf(one.commit())
  })

  it('never come of counters that are added up in different orders', async () => {
    const store = await storeWith([])
    const rows = ['a', 'b', 'c'].map((key) => roll(key, { length: 1 }))
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        store.transaction((tx) => tx.accumulate(rolls, turn % 2 === 0 ? rows : [...rows].reverse(), ['length'])),
      ),
    )
    expect((await standing(store)).map((row) => row['length'])).toEqual([12, 12, 12])
  })
})

describe('inserts', () => {
  const numbered = (key: string) => roll(key, { number: 'R-1' })

  it('wait for an uncommitted row with the same key, and fail when it is committed', async () => {
    const store = await storeWith([])
    const open = await begin(store)
    await open.tx.insert(rolls, [roll('a')])
    const late = store.transaction((tx) => tx.insert(rolls, [roll('a', { length: 99 })]))
    expect(await waits(late)).toBe(true)
    await open.commit()
    expect(await errorOf(late)).toMatchObject({
      code: UniqueViolation.code,
      details: { table: 'rolls', constraint: 'primary' },
    })
  })

  it('wait for an uncommitted row with the same unique value, and go on when it is rolled back', async () => {
    const store = await storeWith([])
    const open = await begin(store)
    await open.tx.insert(rolls, [numbered('a')])
    const late = store.transaction((tx) => tx.insert(rolls, [numbered('b')]))
    expect(await waits(late)).toBe(true)
    await open.rollBack()
    expect(await late).toBe(1)
  })

  it('pass over a conflict only when it is certain', async () => {
    const store = await storeWith([])
    const open = await begin(store)
    await open.tx.insert(rolls, [numbered('a')])
    const skipping = store.transaction((tx) => tx.insert(rolls, [numbered('b'), roll('c')], 'number'))
    expect(await waits(skipping)).toBe(true)
    await open.commit()
    expect(await skipping).toBe(1)
  })

  it('go on when the row in the way is being deleted and that is committed', async () => {
    const store = await storeWith([numbered('a')])
    const open = await begin(store)
    await open.tx.delete(rolls, all)
    const late = store.transaction((tx) => tx.insert(rolls, [numbered('b')]))
    expect(await waits(late)).toBe(true)
    await open.commit()
    expect(await late).toBe(1)
  })

  it('fail without waiting where the row in the way is only locked', async () => {
    const store = await storeWith([numbered('a')])
    const open = await begin(store)
    await open.tx.findForUpdate(rolls, byId, 'wait')
    const error = await errorOf(store.transaction((tx) => tx.insert(rolls, [numbered('b')])))
    expect(error).toMatchObject({ code: UniqueViolation.code, details: { constraint: 'number' } })
    await open.commit()
  })

  it('refuse one row more than the store may hold', async () => {
    const store = await storeWith([roll('a')], { maxRows: 2 })
    expect(await errorOf(store.transaction((tx) => tx.insert(rolls, [roll('b'), roll('c')])))).toMatchObject({
      code: StorageFull.code,
    })
    await store.transaction((tx) => tx.insert(rolls, [roll('b')]))
    expect(await standing(store)).toHaveLength(2)
  })
})

describe('updates', () => {
  it('that waited hold the newest committed row against their guard, so that nothing is sold twice', async () => {
    const store = await storeWith([roll('a', { length: 10 })])
    const sell = { kind: 'and', all: [eq('id', 'a'), atLeast('length', 3)] } as const
    const sold = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.transaction(async (tx) => {
          await quiet()
          return tx.update(rolls, sell, {}, { length: -3 })
        }),
      ),
    )
    expect(sold.filter((count) => count === 1)).toHaveLength(3)
    expect(await standing(store)).toEqual([roll('a', { length: 1 })])
  })

  it('do not see rows that began to match after the statement began', async () => {
    const store = await storeWith([roll('a'), roll('b', { shelf: 'right' })])
    const open = await begin(store)
    await open.tx.update(rolls, eq('id', 'a'), { shelf: 'right' })
    await open.tx.update(rolls, eq('id', 'b'), { shelf: 'left' })
    const late = store.transaction((tx) => tx.update(rolls, eq('shelf', 'left'), { length: 0 }))
    expect(await waits(late)).toBe(true)
    await open.commit()
    expect(await late).toBe(0)
  })

  it('may move a row to another key', async () => {
    const store = await storeWith([roll('a', { number: 'R-1' }), roll('b')])
    await store.transaction((tx) => tx.update(rolls, eq('id', 'a'), { id: 'c' }))
    expect((await standing(store)).map((row) => row['id'])).toEqual(['b', 'c'])
    expect(await errorOf(store.transaction((tx) => tx.update(rolls, eq('id', 'b'), { id: 'c' })))).toMatchObject({
      code: UniqueViolation.code,
      details: { constraint: 'primary' },
    })
  })
})
