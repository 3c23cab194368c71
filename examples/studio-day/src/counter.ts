/** Late morning at the counter: orders and payments, and three mistakes that the engine does not let pass. */
import type { PlacedOrder } from '@calotype/core'
import type { Customers } from './morning.ts'
import { money } from './print.ts'
import { printReceipt } from './receipts.ts'
import type { StudioAtWork } from './studio.ts'

/** The orders of the day. */
export interface Orders {
  readonly wedding: PlacedOrder
  readonly child: PlacedOrder
  readonly portrait: PlacedOrder
}

export async function counter(studio: StudioAtWork, customers: Customers): Promise<Orders> {
  studio.print.chapter({ zh: '上午：前台', en: 'Late morning: the counter' })
  const wedding = await placeWedding(studio, customers)
  const child = await placeChildPortrait(studio, customers)
  const portrait = await placeCouplePortrait(studio, customers)
  return { wedding, child, portrait }
}

async function placeWedding(
  { clock, print, cashier, manager }: StudioAtWork,
  { bride }: Customers,
): Promise<PlacedOrder> {
  print.step(clock.moveTo('10:30'), {
    zh: '收银员李娜想给王芳优惠：没有权限',
    en: 'The cashier wants to give 王芳 a discount: not hers to give',
  })
  const lines = [{ item: 'wedding-classic', discount: '499.00' }]
  await print.refused(cashier.orders.place({ customerId: bride.id, lines }))

  const time = clock.moveTo('10:35')
  const request = {
    customerId: bride.id,
    lines,
    dueDate: '2026-08-01',
    payment: { purpose: 'earnest', legs: [{ method: 'wechat', amount: '2000.00' }] },
    // Made once by the screen for this press of the button.
    idempotencyKey: 'counter-1/2026-05-16/0001',
  } as const
  const order = await manager.orders.place(request)
  print.call(order.id, order.number)
  print.step(time, {
    zh: `店长下单 ${order.number}：优惠后 ${money(order.total)} 元`,
    en: `The manager places ${order.number}: wedding package, ${money(order.total)} after 499.00 off`,
  })
  printReceipt(print, order.receipt)

  print.step(clock.moveTo('10:36'), {
    zh: '网络中断，按钮又按了一次：还是同一张收据',
    en: 'The network fails, the button is pressed again: the same receipt',
  })
  const again = await manager.orders.place(request)
  const same = again.receipt?.id === order.receipt?.id
  print.detail({
    zh: `${again.receipt?.number}（${same ? '同一张' : '另一张'}）`,
    en: `${again.receipt?.number} (${same ? 'the same' : 'another one'})`,
  })
  return order
}

async function placeChildPortrait(
  { clock, print, cashier }: StudioAtWork,
  { mother }: Customers,
): Promise<PlacedOrder> {
  const time = clock.moveTo('11:10')
  const order = await cashier.orders.place({ customerId: mother.id, lines: [{ item: 'child-portrait' }] })
  print.call(order.id, order.number)
  print.step(time, {
    zh: `曾丽下单 ${order.number}：儿童写真 ${money(order.total)} 元`,
    en: `曾丽 orders ${order.number}: a child portrait, ${money(order.total)}`,
  })
  print.step(clock.moveTo('11:12'), { zh: '刷卡多刷了：被拒绝', en: 'The card is charged too much: refused' })
  await print.refused(cashier.ledger.takePayment({ orderId: order.id, legs: [{ method: 'card', amount: '1300.00' }] }))

  print.step(clock.moveTo('11:14'), {
    zh: '改为支付宝加现金，找零',
    en: 'She pays by Alipay and cash instead, and gets change',
  })
  const receipt = await cashier.ledger.takePayment({
    orderId: order.id,
    legs: [
      { method: 'alipay', amount: '1000.00' },
      { method: 'cash', amount: '280.00', tendered: '300.00' },
    ],
    idempotencyKey: 'counter-1/2026-05-16/0002',
  })
  printReceipt(print, receipt)
  return order
}

async function placeCouplePortrait(
  { clock, print, cashier }: StudioAtWork,
  { couple }: Customers,
): Promise<PlacedOrder> {
  const time = clock.moveTo('11:40')
  const order = await cashier.orders.place({
    customerId: couple.id,
    lines: [{ item: 'couple-portrait' }],
    payment: { purpose: 'earnest', legs: [{ method: 'card', amount: '600.00' }] },
    idempotencyKey: 'counter-1/2026-05-16/0003',
  })
  print.call(order.id, order.number)
  print.step(time, {
    zh: `张思远下单 ${order.number}：情侣写真 ${money(order.total)} 元`,
    en: `张思远 orders ${order.number}: a couple's portrait, ${money(order.total)}`,
  })
  printReceipt(print, order.receipt)
  return order
}
