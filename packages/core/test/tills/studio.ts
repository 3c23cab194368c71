/** A studio with tills for the tests: several cashiers, and orders to be paid. */
import { tillsRoom } from '../../src/tills/index.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { openStudio } from '../ledger/counter.ts'

export async function openCounter(storage?: StorageAdapter) {
  const studio = await openStudio({ plugins: [tillsRoom], ...(storage === undefined ? {} : { storage }) })
  const desk = (id: string, role = 'cashier', branch = 'main') =>
    studio.engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })
  return { ...studio, desk, manager: desk('the-manager', 'manager') }
}

export type Desk = ReturnType<Awaited<ReturnType<typeof openCounter>>['desk']>

/** The same with a till "front" and a till "back", a shift of Li Na at the first with 500.00, and an order of 1,000.00. */
export async function openTills(storage?: StorageAdapter) {
  const counter = await openCounter(storage)
  const { manager, desk } = counter
  await manager.tills.define({ code: 'front', name: 'Front' })
  await manager.tills.define({ code: 'back', name: 'Back' })
  await manager.sales.open({ orderId: 'o1', total: '1000.00' })
  const liNa = desk('li-na')
  const shift = await liNa.tills.openShift({ till: 'front', float: { amount: '500.00' } })
  return { ...counter, liNa, meiMei: desk('mei-mei'), shift }
}

export const cash = (amount: string, tendered?: string) => [
  { method: 'cash', amount, ...(tendered === undefined ? {} : { tendered }) },
]

export async function balance(desk: Desk, account: string): Promise<string> {
  return (await desk.ledger.accountBalance({ account })).balance
}
