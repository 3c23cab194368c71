import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isClosed, lineStages, orderStatus, orderStatuses } from '../../src/orders/order-status.ts'
import { orderTotal } from '../../src/orders/order-total.ts'

const stages = fc.array(fc.constantFrom(...lineStages), { maxLength: 12 })

describe('the status of an order', () => {
  it.each([
    [[], 'open'],
    [['ordered'], 'open'],
    [['ordered', 'cancelled'], 'open'],
    [['ordered', 'pickedUp'], 'partlyPickedUp'],
    [['pickedUp', 'pickedUp'], 'completed'],
    [['pickedUp', 'cancelled'], 'completed'],
    [['cancelled', 'cancelled'], 'cancelled'],
  ] as const)('of lines %j is %s', (lines, status) => {
    expect(orderStatus(lines)).toBe(status)
  })

  it('is one of the known ones for any lines', () => {
    fc.assert(
      fc.property(stages, (lines) => {
        expect(orderStatuses).toContain(orderStatus(lines))
      }),
    )
  })

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(stages, (lines) => {
        expect(orderStatus([...lines].reverse())).toBe(orderStatus(lines))
      }),
    )
  })

  it('does not change by a line that is added and cancelled, unless there was none', () => {
    fc.assert(
      fc.property(stages, (lines) => {
        fc.pre(lines.length > 0)
        expect(orderStatus([...lines, 'cancelled'])).toBe(orderStatus(lines))
      }),
    )
  })

  it('is closed exactly when no line is left to do', () => {
    fc.assert(
      fc.property(stages, (lines) => {
        fc.pre(lines.length > 0)
        expect(isClosed(orderStatus(lines))).toBe(!lines.includes('ordered'))
      }),
    )
  })
})

describe('the total of an order', () => {
  it('is the sum of the lines that are not cancelled', () => {
    const lines = fc.array(
      fc.record({ amount: fc.bigInt({ min: 0n, max: 10n ** 10n }), stage: fc.constantFrom(...lineStages) }),
    )
    fc.assert(
      fc.property(lines, (given) => {
        let sum = 0n
        for (const line of given) sum += line.stage === 'cancelled' ? 0n : line.amount
        expect(orderTotal('CNY', given).minor).toBe(sum)
      }),
    )
  })

  it('refuses a sum that no store can hold', () => {
    const line = { amount: 2n ** 63n - 1n, stage: 'ordered' }
    expect(() => orderTotal('CNY', [line, line])).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }))
  })
})
