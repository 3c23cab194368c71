import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isClosed, type LineProgress, orderStatus, orderStatuses } from '../../src/orders/order-status.ts'
import { orderTotal } from '../../src/orders/order-total.ts'
import { progresses } from '../../src/stages/index.ts'

const line = (progress: string, handsOver = false, hold: string | null = null): LineProgress => ({
  progress,
  handsOver,
  hold,
})

/** As flows make them: what is ready may be handed over, what is delivered or cancelled may not. */
const anyLine = fc
  .record({ progress: fc.constantFrom(...progresses), atOnce: fc.boolean(), held: fc.boolean() })
  .map(({ progress, atOnce, held }) => {
    const handsOver = progress === 'ready' || (progress === 'ordered' && atOnce)
    return line(progress, handsOver, held && progress !== 'cancelled' ? 'arrears' : null)
  })
const anyLines = fc.array(anyLine, { maxLength: 12 })

describe('the status of an order', () => {
  it.each([
    [[], 'open'],
    [[line('ordered')], 'open'],
    [[line('ordered', true)], 'open'],
    [[line('ordered'), line('cancelled')], 'open'],
    [[line('ordered'), line('inProgress')], 'inProgress'],
    [[line('ordered'), line('ready', true)], 'inProgress'],
    [[line('ordered', true), line('ready', true)], 'ready'],
    [[line('ready', true), line('cancelled')], 'ready'],
    [[line('ready', true, 'arrears')], 'inProgress'],
    [[line('ordered'), line('pickedUp')], 'partlyPickedUp'],
    [[line('ready', true), line('pickedUp')], 'partlyPickedUp'],
    [[line('pickedUp'), line('pickedUp')], 'completed'],
    [[line('pickedUp'), line('cancelled')], 'completed'],
    [[line('cancelled'), line('cancelled')], 'cancelled'],
  ] as const)('of lines %j is %s', (lines, status) => {
    expect(orderStatus(lines)).toBe(status)
  })

  it('is one of the known ones for any lines', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(orderStatuses).toContain(orderStatus(lines))
      }),
    )
  })

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(orderStatus([...lines].reverse())).toBe(orderStatus(lines))
      }),
    )
  })

  it('does not change by a line that is added and cancelled, unless there was none', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        fc.pre(lines.length > 0)
        expect(orderStatus([...lines, line('cancelled')])).toBe(orderStatus(lines))
      }),
    )
  })

  it('is closed exactly when no line is left to do', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        fc.pre(lines.length > 0)
        const over = lines.every(({ progress }) => progress === 'pickedUp' || progress === 'cancelled')
        expect(isClosed(orderStatus(lines))).toBe(over)
      }),
    )
  })

  it('is ready exactly when all that is left may be handed over, something was made ready and nothing was taken', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const left = lines.filter(({ progress }) => progress !== 'cancelled')
        const ready =
          left.some(({ progress }) => progress === 'ready') &&
          left.every(({ progress, handsOver, hold }) => progress !== 'pickedUp' && handsOver && hold === null)
        expect(orderStatus(lines) === 'ready').toBe(ready)
      }),
    )
  })
})

describe('the total of an order', () => {
  it('is the sum of the lines that are not cancelled', () => {
    const lines = fc.array(
      fc.record({ amount: fc.bigInt({ min: 0n, max: 10n ** 10n }), progress: fc.constantFrom(...progresses) }),
    )
    fc.assert(
      fc.property(lines, (given) => {
        let sum = 0n
        for (const { progress, amount } of given) sum += progress === 'cancelled' ? 0n : amount
        expect(orderTotal('CNY', given).minor).toBe(sum)
      }),
    )
  })

  it('refuses a sum that no store can hold', () => {
    const dear = { amount: 2n ** 63n - 1n, progress: 'ordered' }
    expect(() => orderTotal('CNY', [dear, dear])).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }))
  })
})
