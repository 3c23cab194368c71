/** A location that allowed less than nothing, and allows it no more, while goods are taken. */
import { describe, expect, it } from 'vitest'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`less than nothing on ${kind.name}`, { meta: kind.meta }, () => {
    it('lies nowhere that does not allow it, whoever forbids it meanwhile', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      let forbidden = 0
      for (let round = 0; round < 6; round++) {
        const location = `bench-${round}`
        await main.inventory.addLocation({ code: location, name: location, allowsNegative: true })
        const lines = [{ item: 'frame', quantity: 2, location }]
        await main.inventory.receive({ lines: [{ item: 'frame', quantity: 1, location, value: '10' }] })
        const outcomes = await manyAtOnce(rooms, 6, async (room, turn): Promise<Outcome> => {
          const { inventory } = room.main
          if (turn === round) return inventory.changeLocation.attempt({ location, allowsNegative: false })
          return turn % 3 === 0 ? inventory.reserve.attempt({ lines }) : inventory.issue.attempt({ lines })
        })
        const { items } = await main.inventory.locations({})
        const now = items.find(({ code }) => code === location)
        forbidden += now?.allowsNegative === false ? 1 : 0
        const { stock } = await main.inventory.item({ item: 'frame' })
        const onHand = stock.find(({ locationId }) => locationId === now?.id)?.onHand ?? 0
        expect(now?.allowsNegative === true || onHand >= 0, `${location} holds ${onHand}`).toBe(true)
        const told = new Set(Object.keys(tally(outcomes)))
        for (const known of ['done', 'STOCK_SHORT', 'STOCK_LOCATION_INVALID']) told.delete(known)
        expect([...told]).toEqual([])
      }
      expect(forbidden).toBeGreaterThan(0)
      await whole(rooms[0])
    })
  })
}
