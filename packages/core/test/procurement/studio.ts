/** A studio that buys, for the tests: suppliers, an album and paper in stock, and who orders, receives and bills. */
import type { Plugin } from '../../src/engine/plugin.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { type Desk, openStockroom } from '../inventory/studio.ts'

export { balance, type Desk, onHand, placeOrder } from '../inventory/studio.ts'

interface BuyingOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly plugins?: readonly Plugin[]
}

/** With two suppliers and three items: albums valued first in first out, paper by moving average, ink with lots. */
export async function openBuying(options: BuyingOptions = {}) {
  const room = await openStockroom(options)
  const { manager, as } = room
  const { id: factory } = await manager.payables.addSupplier({ name: '晨光相册厂' })
  const { id: printer } = await manager.payables.addSupplier({ name: '爱普生' })
  const items = { album: '', paper: '', ink: '', camera: '' }
  const add = async (code: keyof typeof items, given: object) => {
    items[code] = (await manager.inventory.addItem({ code, name: code, kind: 'product', ...given })).id
  }
  await add('album', { valuation: 'fifo', stockAccount: 'Inventory:Albums' })
  await add('paper', { kind: 'consumable', unit: 'sheet', stockAccount: 'Inventory:Paper' })
  await add('ink', { kind: 'consumable', unit: 'ml', tracking: 'lot', stockAccount: 'Inventory:Ink' })
  await add('camera', { tracking: 'serial', stockAccount: 'Inventory:Cameras' })
  const accountant = as('accountant')
  return { ...room, factory, printer, items, accountant }
}

export type Buying = Awaited<ReturnType<typeof openBuying>>

/** An order that the supplier has. */
export async function sentOrder(
  desk: Desk,
  supplierId: string,
  lines: { item: string; quantity: number; price?: string; per?: number; expectedOn?: string }[],
) {
  const { id: orderId } = await desk.procurement.draftOrder({ supplierId, lines })
  await desk.procurement.submitOrder({ orderId })
  await desk.procurement.sendOrder({ orderId })
  return orderId
}

/** What the account owes, by the report; the report and the books must agree. */
export async function unbilledNet(desk: Desk): Promise<string> {
  const { total, difference } = await desk.procurement.unbilled({})
  if (difference !== '0.00') throw new Error(`the books differ by ${difference}`)
  return total.net
}
