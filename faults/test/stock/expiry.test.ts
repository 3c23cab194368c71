/** Promises that end by themselves, while somebody still wants what was promised. */
import { describe, expect, it } from 'vitest'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`a reservation that expires on ${kind.name}`, { meta: kind.meta }, () => {
    it('is issued, or free again, and never both', async () => {
      const rooms = await two()
      const [here, there] = rooms
      await here.main.inventory.receive({ lines: [{ item: 'album', quantity: 60, value: '6000' }] })
      const serials = ['C-1', 'C-2', 'C-3', 'C-4']
      await here.main.inventory.receive({
        lines: serials.map((serial) => ({ item: 'camera', quantity: 1, serial, value: '900' })),
      })
      const expiresAt = new Date(Date.parse(here.now()) + 30 * 60_000).toISOString()
      const wanted = [
        ...Array.from({ length: 20 }, () => ({ item: 'album', quantity: 3 })),
        ...serials.map((serial) => ({ item: 'camera', quantity: 1, serial })),
      ]
      const promised = await manyAtOnce(rooms, wanted.length, async (room, turn) => {
        const line = wanted[turn] ?? { item: 'album', quantity: 3 }
        return (await room.main.inventory.reserve({ lines: [line], orderId: `o${turn}`, expiresAt })).map(
          ({ id }) => id,
        )
      })
      for (const room of rooms) room.later(60)
      const settling = [here.engine.settle(), there.engine.settle()]
      // Some in parts, some by their order's release as well.
      const outcomes = await manyAtOnce(rooms, promised.length, async (room, turn): Promise<Outcome> => {
        const [reservationId = ''] = promised[turn] ?? []
        if (turn % 5 === 4) return room.main.inventory.release.attempt({ orderId: `o${turn}` })
        return room.main.inventory.fulfil.attempt({ reservations: [{ reservationId, quantity: 1 }] })
      })
      await Promise.all(settling)
      await Promise.all(rooms.map((room) => room.engine.settle()))
      const { RESERVATION_SETTLED: late = 0, done = 0 } = tally(outcomes)
      expect(done + late).toBe(promised.length)
      const { items } = await here.main.inventory.reservations({ limit: 200, open: true })
      expect(items).toEqual([])
      const stock = async (item: string) => (await here.main.inventory.item({ item })).stock
      const issued = outcomes.filter((one, turn) => one.ok && turn % 5 !== 4 && turn < 20).length
      expect(await stock('album')).toMatchObject([{ onHand: 60 - issued, reserved: 0 }])
      const free = await here.main.inventory.serials({ status: 'inStock' })
      expect(free.items.every(({ reservedBy }) => reservedBy === null)).toBe(true)
      await whole(here)
    })
  })
}
