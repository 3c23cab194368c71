/** The morning's sales: several methods at once, change, a double click, too much paid, vouchers, a top-up. */
import type { PaymentReceipt } from '@calotype/core'
import { money } from '@calotype/example-story'
import { drawerHolds } from './drawer.ts'
import type { Opened } from './opening.ts'
import type { StudioAtWork } from './studio.ts'

/** Answers the receipt that is printed in the evening. */
export async function sales(studio: StudioAtWork, opened: Opened): Promise<PaymentReceipt> {
  studio.print.chapter('Late morning: sales')
  const receipt = await mixedMethods(studio, opened)
  await cardChargedTooMuch(studio, opened)
  await paidTooMuch(studio, opened)
  await voucherTwice(studio, opened)
  await topUp(studio, opened)
  return receipt
}

async function mixedMethods(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<PaymentReceipt> {
  const { clock, print, checks, liNa } = studio
  print.step(clock.moveTo('09:30'), 'Wang Fang pays earnest money: 2,000.00 by WeChat, 980.00 in cash with a thousand')
  const request = {
    orderId: orders.wang,
    purpose: 'earnest' as const,
    legs: [
      { method: 'wechat', amount: '2000.00' },
      { method: 'cash', amount: '980.00', tendered: '1000.00' },
    ],
    // Made once by the screen, for this press of the button.
    idempotencyKey: 'front/2026-05-16/0001',
  }
  const receipt = await liNa.ledger.takePayment(request)
  print.call(receipt.id, receipt.number)
  checks.is('change', receipt.change, '20.00')
  checks.is('balance due', receipt.balanceDue, '2019.00')
  await drawerHolds(studio, shiftId, '1475.00')
  print.step(clock.moveTo('09:31'), 'The screen hangs, and she presses the button again')
  const again = await liNa.ledger.takePayment(request)
  checks.is('the receipt', again.number, receipt.number)
  await drawerHolds(studio, shiftId, '1475.00')
  return receipt
}

async function cardChargedTooMuch(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<void> {
  const { clock, print, checks, liNa, manager } = studio
  print.step(clock.moveTo('10:05'), 'Chen Jing pays 800.00 by card, but 820.00 were keyed in: 20.00 go back in cash')
  await liNa.ledger.takePayment({
    orderId: orders.chen,
    legs: [{ method: 'card', amount: '800.00', tendered: '820.00', changeInCash: true }],
  })
  checks.is(
    'on its way from the card',
    (await manager.ledger.accountBalance({ account: 'Clearing:Card' })).balance,
    '820.00',
  )
  await drawerHolds(studio, shiftId, '1455.00')
}

async function paidTooMuch(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<void> {
  const { clock, print, checks, liNa } = studio
  print.step(clock.moveTo('10:20'), 'Liu Yang pays 200.00 for a frame of 180.00 and wants no change')
  const payment = { orderId: orders.liu, legs: [{ method: 'cash', amount: '200.00' }] }
  checks.is('taken as it is', await print.refused(liNa.ledger.takePayment(payment)), 'PAYMENT_EXCEEDS_DUE')
  const { credit } = await liNa.ledger.takePayment({ ...payment, overpayment: 'credit' })
  checks.is('kept as stored value', credit?.amount ?? null, '20.00')
  await drawerHolds(studio, shiftId, '1655.00')
}

async function voucherTwice({ clock, print, checks, liNa }: StudioAtWork, { orders }: Opened): Promise<void> {
  print.step(clock.moveTo('10:40'), 'He Juan hands in a voucher of Meituan over 300.00')
  const leg = { method: 'meituan', amount: '300.00', code: '8812 3345 6677' }
  const { balanceDue } = await liNa.ledger.takePayment({ orderId: orders.he, legs: [leg] })
  checks.is('balance due', balanceDue, '501.40')
  print.step(clock.moveTo('10:44'), 'Zhao Lei has a picture of the same voucher')
  const refused = print.refused(liNa.ledger.takePayment({ orderId: orders.zhao, legs: [leg] }))
  checks.is('the second time', await refused, 'VOUCHER_USED')
}

async function topUp({ clock, print, checks, liNa }: StudioAtWork, { orders, heId }: Opened): Promise<void> {
  print.step(
    clock.moveTo('11:00'),
    'He Juan puts 1,000.00 on account by Alipay and is given 50.00; she pays 401.40 from it',
  )
  const receipt = await liNa.ledger.topUp({ customerId: heId, legs: [{ method: 'alipay', amount: '1000.00' }] })
  checks.is('given on top', receipt.bonus ?? null, '50.00')
  await liNa.ledger.takePayment({ orderId: orders.he, legs: [{ method: 'storedValue', amount: '401.40' }] })
  const { balance, paid, given } = await liNa.ledger.storedValue({ customerId: heId })
  print.line(`${money(balance)} are left: ${money(paid)} paid for, ${money(given)} given`)
  checks.is('paid for is spent first', `${paid} + ${given}`, '598.60 + 50.00')
}
