import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { balance, cash, openTills } from './studio.ts'

describe('at once', () => {
  it('sales and the close of their till: every sale is in the one shift that counted it, or refused', async () => {
    let taken = 0
    let refused = 0
    for (let before = 0; before <= 12; before += 1) {
      const { manager, liNa, shift } = await openTills(memory())
      const sell = () => liNa.ledger.takePayment({ orderId: 'o1', legs: cash('10') })
      const sales = Array.from({ length: before }, sell)
      const closing = liNa.tills.closeShift({ cash: { amount: '0' } })
      for (let after = before; after < 12; after += 1) sales.push(sell())
      const settled = Promise.allSettled(sales)
      await closing
      const outcomes = await settled
      const done = outcomes.filter((outcome) => outcome.status === 'fulfilled').length
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('CASH_WITHOUT_SHIFT')
      }
      taken += done
      refused += 12 - done
      const report = await manager.tills.shiftReport({ shiftId: shift.id })
      expect(report.expected).toBe(`${500 + 10 * done}.00`)
      const { items } = await manager.ledger.entries({ limit: 200 })
      const sold = items.filter((entry) => entry.kind === 'receipt')
      expect(sold).toHaveLength(done)
      for (const { lines } of sold) expect(new Set(lines.map((line) => line.shift))).toEqual(new Set([shift.id]))
      expect(await balance(manager, 'Cash:Till:front')).toBe('0.00')
    }
    // Both sides of the race must have been met, or it proves nothing.
    expect(taken).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
  })

  it('two who open one till, and one who opens two: one of each', async () => {
    const { liNa, meiMei, desk } = await openTills(memory())
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    const float = { amount: '500' }
    const one = await Promise.allSettled([
      meiMei.tills.openShift({ till: 'back', float }),
      desk('zhao').tills.openShift({ till: 'back', float }),
    ])
    expect(one.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { manager } = await openTills(memory())
    await manager.tills.define({ code: 'third', name: 'Third' })
    const two = await Promise.allSettled(
      ['back', 'third'].map((till) => manager.tills.openShift({ till, float: { amount: '0' } })),
    )
    expect(two.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('a shift that opens and a day that closes: the day is closed without it, or not closed', async () => {
    const statuses = new Set<string>()
    for (const order of [0, 1]) {
      const { manager, liNa, meiMei } = await openTills(memory())
      await liNa.tills.closeShift({ cash: { amount: '500' } })
      const open = () => meiMei.tills.openShift({ till: 'front', float: { amount: '500' } })
      const close = () => manager.tills.closeDay()
      const outcomes = await Promise.allSettled(order === 0 ? [open(), close()] : [close(), open()])
      expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
      for (const outcome of outcomes) if (outcome.status === 'rejected') statuses.add(outcome.reason.code)
    }
    for (const status of statuses) expect(['TILL_DAY_CLOSED', 'TILL_DAY_HAS_OPEN_SHIFTS']).toContain(status)
  })
})
