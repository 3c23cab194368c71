import { describe, expect, it } from 'vitest'
import { openStockroom } from './studio.ts'

describe('a single thing on its way', () => {
  it('comes by its transfer alone', async () => {
    const { manager, west } = await openStockroom()
    await manager.inventory.addItem({ code: 'camera', name: '相机', kind: 'rentable', tracking: 'serial' })
    const lines = [{ item: 'camera', quantity: 1, serial: 'C-1', value: '900' }]
    await manager.inventory.receive({ lines })
    const out = [{ item: 'camera', quantity: 1, serial: 'C-1' }]
    const { id: transferId } = await manager.inventory.sendTransfer({ lines: out, toBranch: 'west' })
    for (const desk of [manager, west]) {
      await expect(desk.inventory.receive({ lines })).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
      await expect(desk.inventory.adjust({ way: 'in', lines: out, reason: 'found' })).rejects.toMatchObject({
        code: 'SERIAL_INVALID',
        details: { rule: 'is on its way to a branch' },
      })
    }
    await west.inventory.receiveTransfer({ transferId })
    expect((await west.inventory.serials({})).items).toMatchObject([{ status: 'inStock', cost: '900.00' }])
  })
})
