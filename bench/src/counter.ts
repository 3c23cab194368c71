/** The counter of a studio that the benches work at: an engine, a customer, three things to sell. */
import { createEngine, type PlaceOrder, type StorageAdapter } from '@calotype/core'
import { crowd } from './crowd.ts'

export const session = { tenant: 'rose', branch: 'main', actor: { id: 'bench', roles: ['owner'] } } as const

export async function openCounter(storage: StorageAdapter) {
  const engine = await createEngine({
    storage,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    plugins: [crowd],
    background: false,
  })
  const desk = engine.as(session)
  const customer = await desk.customers.register({ name: '王芳', phone: '13800000000' })
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '4999.00' })
  await desk.catalog.addItem({ code: 'makeup', kind: 'service', name: '新娘跟妆', price: '600.00' })
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '水晶相框', price: '180.00' })
  const paidOrder = (
    key: string,
    customerId: string = customer.id,
  ): PlaceOrder & { readonly idempotencyKey: string } => ({
    customerId,
    lines: [{ item: 'classic' }, { item: 'makeup' }, { item: 'frame', quantity: '2' }],
    payment: { legs: [{ method: 'wechat', amount: '1000.00' }] },
    idempotencyKey: key,
  })
  return { engine, desk, paidOrder }
}
