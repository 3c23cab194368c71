/** What must hold of stock under any concurrency, on every store, from two engines. */
import { describe, expect, it } from 'vitest'
import { randomOf } from '../../src/run/random.ts'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

const counted = ['album', 'frame', 'paper', 'ink'] as const

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`stock on ${kind.name}`, { meta: kind.meta }, () => {
    it('of the last ten, exactly ten of 50 reservations are promised, and the rest hear that it is short', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      await main.inventory.receive({ lines: [{ item: 'album', quantity: 10, value: '1000' }] })
      const outcomes = await manyAtOnce(rooms, 50, (room) =>
        room.main.inventory.reserve.attempt({ lines: [{ item: 'album', quantity: 1 }] }),
      )
      expect(tally(outcomes)).toEqual({ done: 10, STOCK_SHORT: 40 })
      expect((await main.inventory.item({ item: 'album' })).stock).toMatchObject([
        { onHand: 10, reserved: 10, available: 0 },
      ])
      await whole(rooms[0])
    })

    it('of the last ten, exactly ten of 50 are sold, of whatever is also being promised', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      await main.inventory.receive({ lines: [{ item: 'album', quantity: 10, value: '1000' }] })
      const lines = [{ item: 'album', quantity: 1 }]
      const outcomes = await manyAtOnce(
        rooms,
        50,
        async (room, turn): Promise<Outcome> =>
          turn % 3 === 0
            ? room.main.inventory.reserve.attempt({ lines })
            : room.main.inventory.issue.attempt({ lines }),
      )
      expect(tally(outcomes)).toEqual({ done: 10, STOCK_SHORT: 40 })
      const { stock } = await main.inventory.item({ item: 'album' })
      expect(stock).toMatchObject([{ available: 0 }])
      await whole(rooms[0])
    })

    it('two requests of one item that together want more than there is are not both promised, whatever their lines', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      await main.inventory.receive({ lines: [{ item: 'album', quantity: 3, value: '300' }] })
      // Each has stock for one of its lines, and not for both.
      const lines = [
        { item: 'album', quantity: 2 },
        { item: 'album', quantity: 2 },
      ]
      expect(tally(await manyAtOnce(rooms, 6, (room) => room.main.inventory.reserve.attempt({ lines })))).toEqual({
        STOCK_SHORT: 6,
      })
      await main.inventory.receive({ lines: [{ item: 'frame', quantity: 1, value: '50' }] })
      const last = { item: 'frame', quantity: 1 }
      const twice = await manyAtOnce(rooms, 6, (room) => room.main.inventory.reserve.attempt({ lines: [last, last] }))
      for (const { error } of twice as readonly Outcome[]) {
        const short = [{ item: 'frame', location: 'main', wanted: 2, available: 1 }]
        expect(error).toMatchObject({ code: 'STOCK_SHORT', details: { short } })
      }
      const one = lines.slice(1)
      expect(tally(await manyAtOnce(rooms, 6, (room) => room.main.inventory.reserve.attempt({ lines: one })))).toEqual({
        done: 1,
        STOCK_SHORT: 5,
      })
      await whole(rooms[0])
    })

    it('is promised all or nothing, in lines of any order, and the store has no deadlock to break', async () => {
      const repeats: string[] = []
      const rooms = await two(repeats)
      const [{ main }] = rooms
      for (const location of ['main', 'shelf']) {
        const lines = counted.map((item) => ({ item, location, quantity: 12, value: '120' }))
        await main.inventory.receive({ lines })
      }
      const random = randomOf(7)
      repeats.length = 0
      const outcomes = await manyAtOnce(rooms, 50, (room, turn) => {
        const places = counted.flatMap((item) => ['main', 'shelf'].map((location) => ({ item, location, quantity: 1 })))
        const lines = places.sort(() => random.fraction() - 0.5).slice(0, 5)
        return room.main.inventory.reserve.attempt({ lines, orderId: `o${turn}` })
      })
      const { done = 0, STOCK_SHORT: short = 0 } = tally(outcomes)
      expect(done + short).toBe(50)
      expect(short).toBeGreaterThan(0)
      const stock = await Promise.all(counted.map(async (item) => (await main.inventory.item({ item })).stock))
      expect(stock.flat().reduce((sum, { reserved }) => sum + reserved, 0)).toBe(done * 5)
      await whole(rooms[0])
      // What one gives back another may have, at the same time.
      const next = await manyAtOnce(rooms, 50, async (room, turn): Promise<Outcome> => {
        const lines = counted.map((item) => ({ item, quantity: 1 }))
        return turn % 2 === 0
          ? room.main.inventory.release.attempt({ orderId: `o${turn}` })
          : room.main.inventory.reserve.attempt({ lines: turn % 4 === 1 ? lines : lines.toReversed() })
      })
      const { done: did = 0, STOCK_SHORT: missed = 0 } = tally(next)
      expect(did + missed).toBe(50)
      await whole(rooms[0])
      expect(repeats).toEqual([])
    })

    it('has one winner of the many who promise one single thing, and of those who take it', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      const serials = ['C-1', 'C-2', 'C-3', 'C-4']
      await main.inventory.receive({
        lines: serials.map((serial) => ({ item: 'camera', quantity: 1, serial, value: '900' })),
      })
      const lines = [{ item: 'camera', quantity: 1, serial: 'C-2' }]
      const promised = await manyAtOnce(rooms, 20, (room) => room.main.inventory.reserve.attempt({ lines }))
      expect(promised.filter((one) => one.ok)).toHaveLength(1)
      for (const one of promised) if (!one.ok) expect(['SERIAL_INVALID', 'STOCK_SHORT']).toContain(one.error.code)
      const winner = promised.flatMap((one) => (one.ok ? one.value.map(({ id }) => id) : []))
      const { items } = await main.inventory.serials({ serial: 'C-2' })
      expect(items.map(({ reservedBy }) => reservedBy)).toEqual(winner)
      await whole(rooms[0])
      const taken = [{ item: 'camera', quantity: 1, serial: 'C-3' }]
      const outcomes = await manyAtOnce(
        rooms,
        20,
        async (room, turn): Promise<Outcome> =>
          turn % 3 === 0
            ? room.main.inventory.sendTransfer.attempt({ lines: taken, toBranch: 'west' })
            : room.main.inventory.issue.attempt({ lines: taken }),
      )
      expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
      for (const { error } of outcomes) if (error !== undefined) expect(error.code).toBe('SERIAL_INVALID')
      await whole(rooms[0])
    })

    it('has one place for the first goods of a branch, however many bring them', async () => {
      const rooms = await two()
      const lines = [{ item: 'paper', quantity: 5, value: '1.00' }]
      const outcomes = await manyAtOnce(rooms, 12, (room) => room.west.inventory.receive.attempt({ lines }))
      expect(tally(outcomes)).toEqual({ done: 12 })
      const { items } = await rooms[0].west.inventory.locations({ branch: 'west' })
      expect(items.map(({ code }) => code).sort()).toEqual(['main', 'shelf'])
      await whole(rooms[0])
    })

    it('knows a lot once, and a single thing once, however many bring it at the same time', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      const lots = ['A', 'B'].map((lot) => ({ item: 'cream', quantity: 2, lot, value: '5' }))
      const brought = await manyAtOnce(rooms, 10, (room, turn) =>
        room.main.inventory.receive.attempt({ lines: turn % 3 === 0 ? lots : lots.toReversed() }),
      )
      expect(tally(brought)).toEqual({ done: 10 })
      const { items } = await main.inventory.lots({ item: 'cream' })
      expect(items.map(({ number, stock }) => [number, stock.map(({ onHand }) => onHand)]).sort()).toEqual([
        ['A', [20]],
        ['B', [20]],
      ])
      const lines = [{ item: 'camera', quantity: 1, serial: 'C-1', value: '900' }]
      const came = await manyAtOnce(rooms, 10, (room) => room.main.inventory.receive.attempt({ lines }))
      expect(tally(came)).toEqual({ done: 1, SERIAL_INVALID: 9 })
      await whole(rooms[0])
    })
  })
}
