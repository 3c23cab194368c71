import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { openStockroom } from './studio.ts'

/** Two processes at one stockroom, of which the clock of the second is behind. */
async function twoClocks(behindMs: number, valuation: 'average' | 'fifo' = 'average') {
  const disk = memoryDisk()
  const [ahead, behind] = [
    await openStockroom({ storage: memory({ disk }) }),
    await openStockroom({ storage: memory({ disk }) }),
  ]
  ahead.clock.now = new Date(Date.parse(behind.clock.now) + behindMs).toISOString()
  const [one, other] = [ahead.manager.inventory, behind.manager.inventory]
  await one.addItem({ code: 'album', name: '相册', kind: 'product', valuation })
  const receive = (desk: typeof one, quantity: number, value: string) =>
    desk.receive({ lines: [{ item: 'album', quantity, value }] })
  const issue = (desk: typeof one, quantity: number) => desk.issue({ lines: [{ item: 'album', quantity }] })
  return { ahead, behind, one, other, receive, issue }
}

describe('what happens now', () => {
  for (const valuation of ['average', 'fifo'] as const) {
    for (const behindMs of [0, 1, 90_000]) {
      it(`comes after what was found, where a clock is ${behindMs} ms behind (${valuation})`, async () => {
        const { behind, one, other, receive, issue } = await twoClocks(behindMs, valuation)
        await receive(one, 10, '1000')
        // By the clock alone this is before the receipt, when there was nothing.
        const first = await issue(other, 4)
        expect(first).toMatchObject({ corrections: 0, lines: [{ value: '-400.00' }] })
        await receive(one, 6, '720')
        const second = await issue(other, 8)
        expect(second).toMatchObject({
          corrections: 0,
          lines: [{ value: valuation === 'average' ? '-880.00' : '-840.00' }],
        })
        expect(await receive(other, 1, '7')).toMatchObject({ corrections: 0 })
        const { items } = await behind.owner.inventory.movementLog({})
        expect(new Set(items.map(({ at }) => at)).size).toBe(items.length)
        expect(await other.verify({})).toMatchObject({ intact: true })
      })
    }
  }

  it('counts as of the day on which it was done, and not as dated back', async () => {
    const { behind, one, receive } = await twoClocks(1000)
    await receive(one, 10, '1000')
    // Who may date nothing back sells all the same.
    const { inventory } = behind.as('cashier')
    const sold = await inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    expect(sold).toMatchObject({ businessDate: '2026-11-22', bookedOn: '2026-11-22' })
    expect(sold.recordedAt < sold.at).toBe(true)
  })

  it('is found by a look at that very moment', async () => {
    const { one, ahead, behind, receive, issue } = await twoClocks(60_000)
    await receive(one, 10, '1000')
    const { at } = await issue(behind.manager.inventory, 4)
    const quantity = async (moment: string) => (await one.stockAt({ at: moment })).items[0]?.quantity
    expect(await quantity(ahead.clock.now)).toBe(10)
    expect(await quantity(at)).toBe(6)
    expect((await one.stockAt({})).items[0]?.quantity).toBe(6)
  })
})
