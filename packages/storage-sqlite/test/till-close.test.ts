/** A till that closes while it is sold at, from two engines on one file: every sale is in the shift that counted it. */
import { createEngine } from '@calotype/core'
import { expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const open = (file: string) =>
  createEngine({
    storage: sqlite({ file }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
  })

it('a sale is in the shift that counted it, or refused, whichever engine takes it', async () => {
  const file = temporaryFile()
  const one = await open(file)
  const other = await open(file)
  const as = (engine: typeof one, id: string, role: string) =>
    engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  const manager = as(one, 'the-manager', 'manager')
  const [here, there] = [as(one, 'li-na', 'cashier'), as(other, 'li-na', 'cashier')]
  await manager.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '1000.00' })
  const { id: customerId } = await manager.customers.register({ name: '王芳' })
  await manager.tills.define({ code: 'front', name: 'Front' })
  let taken = 0
  let refused = 0
  for (let before = 0; before <= 8; before += 2) {
    const { id: orderId } = await manager.orders.place({ customerId, lines: [{ item: 'portrait' }] })
    const shift = await here.tills.openShift({ float: { amount: '0' } })
    const sale = (at: number) =>
      (at % 2 === 0 ? here : there).ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '10' }] })
    const early = Array.from({ length: before }, (_, at) => sale(at))
    const settledEarly = Promise.allSettled(early)
    // Some are done and some are at work when the count begins.
    if (before > 0) await Promise.any(early)
    const closing = there.tills.closeShift({ shiftId: shift.id, cash: { amount: '0' } })
    const late = Array.from({ length: 8 - before }, (_, at) => sale(at))
    const outcomes = [...(await settledEarly), ...(await Promise.allSettled(late))]
    const { expected } = await closing
    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('CASH_WITHOUT_SHIFT')
    }
    expect(expected).toBe(`${done.length * 10}.00`)
    taken += done.length
    refused += outcomes.length - done.length
  }
  expect((await manager.ledger.accountBalance({ account: 'Cash:Till:front' })).balance).toBe('0.00')
  expect(taken).toBeGreaterThan(0)
  expect(refused).toBeGreaterThan(0)
  await one.close()
  await other.close()
})
