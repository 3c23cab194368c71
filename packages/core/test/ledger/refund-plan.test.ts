import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leftOf, planRefund, refundableLegs, spreadRefund } from '../../src/ledger/refund-plan.ts'
import { Money } from '../../src/values/money.ts'

const money = (minor: bigint) => Money.ofMinor(minor, 'CNY')

const legs = fc
  .array(fc.tuple(fc.bigInt({ min: 0n, max: 10_000n }), fc.bigInt({ min: 1n, max: 10_000n })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((given) =>
    refundableLegs(
      given.map(([refunded, left], index) => ({
        receiptId: 'r1',
        leg: index + 1,
        method: 'card',
        amount: money(refunded + left),
      })),
      given.map(([refunded], index) => ({ receiptId: 'r1', leg: index + 1, amount: refunded })),
    ),
  )

describe('a refund', () => {
  it('spread over legs adds up exactly, takes from none more than is left, and passes the check', () => {
    fc.assert(
      fc.property(legs, fc.bigInt({ min: 1n, max: 60_000n }), (of, wanted) => {
        const left = of.reduce((sum, leg) => sum + leftOf(leg).minor, 0n)
        if (wanted > left) {
          expect(() => spreadRefund(of, money(wanted), 'r1')).toThrow(
            expect.objectContaining({ code: 'REFUND_EXCEEDS_LEFT' }),
          )
          return
        }
        const spread = spreadRefund(of, money(wanted), 'r1')
        expect(spread.reduce((sum, part) => sum + part.amount.minor, 0n)).toBe(wanted)
        expect(planRefund(of, spread)).toHaveLength(spread.length)
      }),
    )
  })

  it('that names one leg twice counts both', () => {
    const of = refundableLegs([{ receiptId: 'r1', leg: 1, method: 'card', amount: money(100n) }], [])
    const half = { receiptId: 'r1', leg: 1, amount: money(60n) }
    expect(() => planRefund(of, [half, half])).toThrow(expect.objectContaining({ code: 'REFUND_EXCEEDS_LEFT' }))
  })

  it.each([
    ['REFUND_LEG_UNKNOWN', 2, 10n],
    ['AMOUNT_NOT_POSITIVE', 1, 0n],
    ['AMOUNT_NOT_POSITIVE', 1, -10n],
    ['REFUND_EXCEEDS_LEFT', 1, 101n],
  ])('is refused with %s', (code, leg, amount) => {
    const of = refundableLegs([{ receiptId: 'r1', leg: 1, method: 'card', amount: money(100n) }], [])
    expect(() => planRefund(of, [{ receiptId: 'r1', leg, amount: money(amount) }])).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
