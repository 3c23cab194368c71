/** The afternoon: a second sale, a refund, a cancelled order, a pickup. */
import type { Receipt } from '@calotype/core'
import type { Orders } from './counter.ts'
import { money } from './print.ts'
import { printReceipt } from './receipts.ts'
import type { StudioAtWork } from './studio.ts'

export async function afternoon(studio: StudioAtWork, orders: Orders): Promise<void> {
  studio.print.chapter({ zh: '下午', en: 'Afternoon' })
  const receipt = await sellExtraImages(studio, orders)
  await refundOneImage(studio, orders, receipt)
  await cancelPortrait(studio, orders)
  await handOverChildPortrait(studio, orders)
}

async function sellExtraImages({ clock, print, cashier }: StudioAtWork, { child }: Orders): Promise<Receipt> {
  const time = clock.moveTo('14:20')
  const order = await cashier.orders.addLine({
    orderId: child.id,
    line: { item: 'extra-image', quantity: 6 },
    secondSale: true,
  })
  print.step(time, {
    zh: `曾丽选片，二销加片 6 张：总额 ${money(order.total)} 元`,
    en: `曾丽 selects photos and buys 6 more: total now ${money(order.total)}`,
  })
  const receipt = await cashier.ledger.takePayment({
    orderId: child.id,
    purpose: 'balance',
    legs: [{ method: 'wechat', amount: order.balanceDue }],
    idempotencyKey: 'counter-1/2026-05-16/0004',
  })
  printReceipt(print, receipt)
  return receipt
}

async function refundOneImage(
  { clock, print, manager }: StudioAtWork,
  { child }: Orders,
  receipt: Receipt,
): Promise<void> {
  const time = clock.moveTo('15:00')
  const extra = (await manager.orders.get({ orderId: child.id })).lines.find((line) => line.item === 'extra-image')
  const order = await manager.orders.changeLine({ orderId: child.id, lineId: extra?.id ?? '', quantity: 5 })
  print.step(time, {
    zh: `一张无法精修，改为 5 张：多付 ${money(order.overpaid)} 元`,
    en: `One cannot be retouched, 5 are left: overpaid by ${money(order.overpaid)}`,
  })
  const refund = await manager.ledger.refund({
    receiptId: receipt.id,
    amount: order.overpaid,
    reason: 'One image could not be retouched',
  })
  printReceipt(print, refund)
}

async function cancelPortrait({ clock, print, manager }: StudioAtWork, { portrait }: Orders): Promise<void> {
  const time = clock.moveTo('15:40')
  const cancelled = await manager.orders.cancel({
    orderId: portrait.id,
    reason: 'The customer moves to another city',
    forfeit: '300.00',
    refund: true,
  })
  print.step(time, {
    zh: `张思远退单 ${cancelled.number}：没收一半定金，其余退回`,
    en: `张思远 cancels ${cancelled.number}: half of the earnest money is kept`,
  })
  printReceipt(print, cancelled.refund)
}

async function handOverChildPortrait(
  { clock, print, cashier }: StudioAtWork,
  { child, wedding }: Orders,
): Promise<void> {
  print.step(clock.moveTo('16:30'), {
    zh: '王芳想先取婚纱照：尾款未付，被拒绝',
    en: '王芳 would take her photos along, with a balance due: refused',
  })
  await print.refused(cashier.orders.pickUp({ orderId: wedding.id }))

  const time = clock.moveTo('17:05')
  const order = await cashier.orders.pickUp({ orderId: child.id })
  print.step(time, {
    zh: `曾丽取件 ${order.number}：确认收入 ${money(order.total)} 元`,
    en: `曾丽 picks up ${order.number}: ${money(order.total)} is revenue now`,
  })
}
