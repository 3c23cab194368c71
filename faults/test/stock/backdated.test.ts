/** What is written down late, while others take goods now: at no moment was there less than nothing. */
import { describe, expect, it } from 'vitest'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

/** Moments of 22 November 2026 in Shanghai; it is noon when the stockroom opens. */
const at = (time: string): string => `2026-11-22T${time}:00.000Z`

interface Short {
  readonly item: string
  readonly date: string
  readonly voucher: string | null
  readonly quantity: number
}

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`what is dated back on ${kind.name}`, { meta: kind.meta }, () => {
    it('takes what was there then and is not missed later, whoever takes goods now', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      for (const room of rooms) room.later(6 * 60)
      for (const item of ['album', 'frame']) {
        await main.inventory.receive({ lines: [{ item, quantity: 10, value: '100.01' }], at: at('05:00') })
        const lines = [{ item, quantity: 8 }]
        const { number } = await main.inventory.issue({ lines, at: at('06:00') })
        await main.inventory.receive({ lines: [{ item, quantity: 40, value: '500.03' }], at: at('07:00') })
        const one = [{ item, quantity: 1 }]
        // Of the ten two were left at six; by and by somebody brings another two, of half past five.
        const outcomes = await manyAtOnce(rooms, 32, async (room, turn): Promise<Outcome & { as: string }> => {
          const { inventory } = room.main
          if (turn % 3 === 0) return { ...(await inventory.issue.attempt({ lines: one })), as: 'now' }
          if (turn === 10) {
            const found = [{ item, quantity: 2, value: '19.99' }]
            return { ...(await inventory.receive.attempt({ lines: found, at: at('05:40') })), as: 'brought' }
          }
          return { ...(await inventory.issue.attempt({ lines: one, at: at('05:50') })), as: 'late' }
        })
        expect(tally(outcomes.filter(({ as }) => as !== 'late'))).toEqual({ done: 12 })
        const late = outcomes.filter(({ as }) => as === 'late')
        const { done = 0, STOCK_BACKDATED_SHORT: short = 0 } = tally(late)
        expect(done + short).toBe(20)
        // As many as were there then: two, and those of the other two that came in time.
        expect(done).toBeGreaterThanOrEqual(2)
        expect(done).toBeLessThanOrEqual(4)
        for (const { error } of late) {
          if (error === undefined) continue
          const { details } = error as unknown as { readonly details: Short }
          expect(details).toMatchObject({ item, date: '2026-11-22', voucher: number, quantity: -1 })
        }
        await whole(rooms[0])
      }
    })

    it('locks nobody out: makes, corrects and takes of many items at once, and all of it adds up', async () => {
      const repeats: string[] = []
      const rooms = await two(repeats)
      const [{ main }] = rooms
      for (const room of rooms) room.later(6 * 60)
      const lines = ['paper', 'ink', 'album'].map((item) => ({ item, quantity: 90, value: '90.07' }))
      const { id: movementId } = await main.inventory.receive({ lines, at: at('05:00') })
      await main.inventory.produce({ recipe: 'bind', at: at('05:10') })
      repeats.length = 0
      const outcomes = await manyAtOnce(rooms, 24, async (room, turn): Promise<Outcome> => {
        const { inventory } = room.main
        const when = at(`0${6 + (turn % 3)}:${10 + turn}`)
        const some = ['paper', 'ink', 'album'].map((item) => ({ item, quantity: 1 }))
        switch (turn % 4) {
          case 0:
            return inventory.produce.attempt({ recipe: 'bind', at: when })
          case 1:
            return inventory.issue.attempt({ lines: some.toReversed(), at: when })
          case 2:
            return inventory.correctPrice.attempt({
              movementId,
              lines: [{ line: 1 + (turn % 3), difference: '1.01' }],
              reason: 'the bill',
            })
          default:
            return inventory.issue.attempt({ lines: some })
        }
      })
      expect(tally(outcomes)).toEqual({ done: 24 })
      const counts = await Promise.all(
        ['paper', 'ink', 'album'].map(async (item) => (await main.inventory.item({ item })).branches[0]?.quantity),
      )
      expect(counts).toEqual([90 - 3 - 6 * 3 - 12, 90 - 2 - 6 * 2 - 12, 90 + 1 + 6 - 12])
      expect(repeats.filter((one) => kind.name !== 'MariaDB' || !one.includes('over MySQL ('))).toEqual([])
      await whole(rooms[0])
    })
  })
}
