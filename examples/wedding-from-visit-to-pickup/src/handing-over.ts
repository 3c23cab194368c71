/** The customer is told, pays the balance and takes it home: which makes it revenue. */
import { accountIs } from './account.ts'
import type { Couple } from './couple.ts'
import { printReceipt } from './receipt.ts'
import type { StudioAtWork } from './studio.ts'

export async function handOver(studio: StudioAtWork, couple: Couple): Promise<void> {
  const { print, clock, checks, manager, liNa, reception } = studio
  const { orderId } = couple
  print.chapter('May: the pickup')
  print.step(clock.moveTo('14:00'), 'Everything is there: it lies on shelf A-3, and Xu Jing calls')
  const { complete } = await reception.pickups.check({ orderId })
  checks.is('complete', complete, true)
  await reception.pickups.store({ orderId, place: 'A-3', parcels: 2 })
  await reception.pickups.notify({ orderId, channel: 'phone' })
  await reception.pickups.answer({ orderId, agreedOn: '2026-05-30' })
  clock.startDay('2026-05-30')
  print.step(clock.moveTo('11:00'), '30 May: they come for their pictures; 2,159.00 are still due')
  checks.is('without paying', await print.refused(liNa.orders.pickUp({ orderId })), 'BALANCE_DUE')
  const balanceOf = async (account: string) => (await manager.ledger.accountBalance({ account })).balance
  checks.is('what the studio owes them until now', await balanceOf('CustomerDeposits'), '-3500.00')
  print.step(clock.moveTo('11:10'), 'They pay, sign, and carry album, images and frame home: now it is revenue')
  const { receipt, pickup } = await liNa.orders.pickUp({
    orderId,
    signature: { method: 'onScreen', text: 'Received, and without a flaw', reference: 'signatures/2026-05-30/1.png' },
    payment: { legs: [{ method: 'wechat', amount: '2159.00' }] },
  })
  if (receipt === null) throw new Error('nothing was paid')
  await printReceipt(studio, receipt)
  checks.is('earned by the pickup', pickup.earned, '5659.00')
  await accountIs(studio, couple, { total: '5659.00', paid: '5659.00', due: '0.00', status: 'completed' })
  checks.is('owed to them', await balanceOf('CustomerDeposits'), '0.00')
  checks.is('income of packages', await balanceOf('Income:Package'), '-4999.00')
  checks.is('income of products', await balanceOf('Income:Product'), '-660.00')
  const costs = await manager.supplies.costsOf({ orderId })
  print.line(`goods ${costs.goods}, lab ${costs.labExpected} expected, margin ${costs.margin}`)
  checks.is('the frame, at its cost', costs.goods, '62.00')
  checks.is('what is left of it, once the lab has sent its bill', costs.margin, '5337.00')
}
