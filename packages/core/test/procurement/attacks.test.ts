/** What somebody tries at buying who means no good, or does not look. */
import { describe, expect, it } from 'vitest'
import { balance, openBuying, unbilledNet } from './studio.ts'

describe('a return', () => {
  it('is of units that came with its delivery, and of no other', async () => {
    const { manager, factory, printer } = await openBuying()
    const bought = (supplierId: string, price: string, serials: string[]) =>
      manager.procurement.receive({
        supplierId,
        lines: [{ item: 'camera', price, accepted: serials.length, serials }],
      })
    const [cheap] = (await bought(factory, '100', ['C-1', 'C-2'])).lines
    await bought(printer, '300', ['C-3'])
    const receiptLineId = cheap?.id ?? ''
    const back = (serials: string[]) =>
      manager.procurement.returnGoods({
        lines: [{ receiptLineId, quantity: serials.length, serials }],
        reason: 'scratched',
      })
    for (const serials of [['C-3'], ['C-1', 'C-3']]) {
      await expect(back(serials)).rejects.toMatchObject({ code: 'RECEIPT_INVALID', details: { value: 'C-3' } })
    }
    await back(['C-2'])
    expect(await balance(manager, 'Inventory:Cameras')).toBe('400.00')
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
  })

  it('is not dated before its goods came', async () => {
    const { manager, factory, clock } = await openBuying()
    const receive = () =>
      manager.procurement.receive({ supplierId: factory, lines: [{ item: 'paper', price: '1', accepted: 5 }] })
    await receive()
    clock.now = '2026-11-24T04:00:00.000Z'
    const [line] = (await receive()).lines
    clock.now = '2026-11-25T04:00:00.000Z'
    const back = (at: string) =>
      manager.procurement.returnGoods({
        lines: [{ receiptLineId: line?.id ?? '', quantity: 1 }],
        reason: 'torn',
        at,
      })
    await expect(back('2026-11-24T03:59:59.999Z')).rejects.toMatchObject({ code: 'RECEIPT_INVALID' })
    await back('2026-11-24T04:00:00.000Z')
    expect(await unbilledNet(manager)).toBe('9.00')
  })
})

describe('a bill of several deliveries', () => {
  it('lets differences follow the goods where one is of what was made of another', async () => {
    const { manager, factory, clock } = await openBuying()
    await manager.inventory.addRecipe({
      code: 'album',
      name: 'Album',
      makesItem: 'album',
      lines: [{ item: 'paper', quantity: 2 }],
    })
    const tick = () => {
      clock.now = new Date(Date.parse(clock.now) + 3_600_000).toISOString()
    }
    const bought = async (item: string, price: string, accepted: number) => {
      const { lines } = await manager.procurement.receive({
        supplierId: factory,
        lines: [{ item, price, accepted }],
      })
      tick()
      return lines[0]?.id ?? ''
    }
    const paper = await bought('paper', '10', 10)
    await manager.inventory.produce({ recipe: 'album', times: 3 })
    tick()
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    tick()
    const album = await bought('album', '50', 4)
    await manager.procurement.bill({
      supplierId: factory,
      number: 'B-1',
      lines: [
        { openId: paper, amount: '200' },
        { openId: album, amount: '240' },
      ],
    })
    // Four sheets at 20; of three albums of two sheets two at 40, and four at 60.
    expect(await balance(manager, 'Inventory:Paper')).toBe('80.00')
    expect(await balance(manager, 'Inventory:Albums')).toBe('320.00')
    expect(await balance(manager, 'COGS:Products')).toBe('40.00')
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true, differing: [], accounts: [] })
    expect(await unbilledNet(manager)).toBe('0.00')
  })
})
