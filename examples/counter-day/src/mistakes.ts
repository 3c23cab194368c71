/** What is put right: a wrong receipt, refunds, a remainder, a damaged dress. */
import type { PaymentReceipt } from '@calotype/core'
import { drawerHolds } from './drawer.ts'
import type { Opened } from './opening.ts'
import type { StudioAtWork } from './studio.ts'

export async function mistakes(studio: StudioAtWork, opened: Opened, earnest: PaymentReceipt): Promise<void> {
  studio.print.chapter('Noon: mistakes')
  await wrongReceipt(studio, opened)
  await refunds(studio, earnest)
  await remainder(studio, opened)
  await bondWithDamage(studio, opened)
}

async function wrongReceipt(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<void> {
  const { clock, print, checks, liNa, approvals } = studio
  print.step(clock.moveTo('11:30'), 'Li Na takes 500.00 in cash on the wrong order')
  const wrong = await liNa.ledger.takePayment({ orderId: orders.zhao, legs: [{ method: 'cash', amount: '500.00' }] })
  await drawerHolds(studio, shiftId, '2155.00')
  const request = { receiptId: wrong.id, reason: 'Wrong order' }
  print.step(clock.moveTo('11:32'), 'She may not void it alone; Zhou Min, the manager, has to approve')
  checks.is('alone', await print.refused(liNa.ledger.voidReceipt(request)), 'APPROVER_MISSING')
  const named = { ...request, approver: 'zhou-min' }
  checks.is('only named', await print.refused(liNa.ledger.voidReceipt(named)), 'APPROVER_REFUSED')
  approvals.give('zhou-min', 'ledger.void')
  const voided = await liNa.ledger.voidReceipt(named)
  checks.is('approved by', voided.approver ?? null, 'zhou-min')
  await drawerHolds(studio, shiftId, '1655.00')
}

async function refunds(
  { clock, print, checks, manager }: StudioAtWork,
  { id: receiptId }: PaymentReceipt,
): Promise<void> {
  print.step(clock.moveTo('12:00'), 'Wang Fang drops one outfit: 300.00 go back to WeChat')
  const refund = await manager.ledger.refund({
    receiptId,
    legs: [{ leg: 1, amount: '300.00' }],
    reason: 'One outfit less',
  })
  checks.is('balance due', refund.balanceDue, '2319.00')
  print.step(clock.moveTo('12:02'), 'Somebody tries to send back 1,800.00 more, of which 1,700.00 are left')
  const more = manager.ledger.refund({ receiptId, legs: [{ leg: 1, amount: '1800.00' }], reason: 'A mistake' })
  checks.is('beyond what is left', await print.refused(more), 'REFUND_EXCEEDS_LEFT')
}

async function remainder({ clock, print, checks, liNa, manager }: StudioAtWork, { orders }: Opened): Promise<void> {
  print.step(clock.moveTo('12:30'), 'Chen Jing takes her portrait along; 1.40 is still due, and she has no coins')
  await manager.orders.pickUp({ orderId: orders.chen, arrearsAllowed: true })
  const waiver = { orderId: orders.chen, reason: 'No coins' }
  checks.is('by the cashier', await print.refused(liNa.ledger.waive(waiver)), 'WAIVER_EXCEEDS_LIMIT')
  print.line('The manager lets it go.')
  checks.is('still due', (await manager.ledger.waive(waiver)).balanceDue, '0.00')
}

async function bondWithDamage(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<void> {
  const { clock, print, checks, liNa } = studio
  print.step(clock.moveTo('13:00'), 'A dress goes out against a bond of 300.00 in cash')
  await liNa.ledger.takePayment({ orderId: orders.wang, purpose: 'bond', legs: [{ method: 'cash', amount: '300.00' }] })
  await drawerHolds(studio, shiftId, '1955.00')
  print.step(clock.moveTo('15:10'), 'It comes back with a torn hem: 50.00 are kept')
  const back = await liNa.ledger.returnBond({ orderId: orders.wang, kept: '50.00', reason: 'Torn hem' })
  checks.is('given back', back.amount, '250.00')
  await drawerHolds(studio, shiftId, '1705.00')
}
