/** What came back, was corrected or taken back, at the same time by many. */
import { describe, expect, it } from 'vitest'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`what comes back on ${kind.name}`, { meta: kind.meta }, () => {
    it('is never more than went out, and costs what that did', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      for (const item of ['album', 'frame']) {
        await main.inventory.receive({ lines: [{ item, quantity: 10, value: '100.01' }] })
        const { id: movementId } = await main.inventory.issue({ lines: [{ item, quantity: 7 }] })
        const outcomes = await manyAtOnce(rooms, 12, (room) =>
          room.main.inventory.takeBack.attempt({ movementId, lines: [{ line: 1, quantity: 1 }] }),
        )
        expect(tally(outcomes)).toEqual({ done: 7, MOVEMENT_NOT_REVERSIBLE: 5 })
        expect((await main.inventory.item({ item })).branches).toMatchObject([{ quantity: 10, value: '100.01' }])
      }
      await whole(rooms[0])
    })

    it('is a receipt once, however many take it back, and its price may be corrected meanwhile', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      const lines = [{ item: 'frame', quantity: 10, value: '100.00' }]
      await main.inventory.receive({ lines: [{ item: 'frame', quantity: 30, value: '299.99' }] })
      const { id: movementId } = await main.inventory.receive({ lines })
      const outcomes = await manyAtOnce(rooms, 8, (room) =>
        room.main.inventory.reverseReceipt.attempt({ movementId, reason: 'twice' }),
      )
      expect(tally(outcomes)).toEqual({ done: 1, MOVEMENT_NOT_REVERSIBLE: 7 })
      const again = await main.inventory.receive({ lines })
      const priced = await manyAtOnce(rooms, 12, async (room, turn): Promise<Outcome> => {
        const correction = { movementId: again.id, lines: [{ line: 1, difference: '1.01' }], reason: 'the bill' }
        return turn % 2 < 1
          ? room.main.inventory.correctPrice.attempt(correction)
          : room.main.inventory.issue.attempt({ lines: [{ item: 'frame', quantity: 2 }] })
      })
      expect(tally(priced)).toEqual({ done: 12 })
      expect((await main.inventory.item({ item: 'frame' })).branches).toMatchObject([{ quantity: 28 }])
      await whole(rooms[0])
    })
  })
}
