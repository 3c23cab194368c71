import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedEntry, type Line } from '../../src/ledger/balanced-entry.ts'
import { cancellationLines } from '../../src/ledger/cancellation-lines.ts'
import { receiptLines } from '../../src/ledger/receipt-lines.ts'
import { recognitionLines } from '../../src/ledger/recognition-lines.ts'
import { refundLines } from '../../src/ledger/refund-lines.ts'
import { reversalLines } from '../../src/ledger/reversal-lines.ts'
import { deliveredOf, depositsOf, earnedOf, leastOf, receivableOf, type Standing } from '../../src/ledger/standing.ts'
import type { TenderedLeg } from '../../src/ledger/tender.ts'
import { Money } from '../../src/values/money.ts'

const money = (minor: bigint) => Money.ofMinor(minor, 'CNY')
const zero = money(0n)
const amount = fc.bigInt({ min: 1n, max: 10n ** 9n }).map(money)

/** Any way in which an order can stand. */
const standing: fc.Arbitrary<Standing> = fc
  .record({
    earned: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    forfeited: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    open: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    paid: fc.bigInt({ min: 0n, max: 3n * 10n ** 9n }),
    waived: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    writtenOff: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  })
  .map(({ earned, forfeited, open, paid, waived, writtenOff }) => ({
    total: money(earned + forfeited + open),
    paid: money(paid),
    recognised: money(earned),
    forfeited: money(forfeited),
    waived: leastOf(money(waived), money(earned + forfeited)),
    writtenOff: leastOf(
      money(writtenOff),
      money(earned + forfeited).minus(leastOf(money(waived), money(earned + forfeited))),
    ),
  }))

const leg = (paid: Money, over: Partial<TenderedLeg> = {}): TenderedLeg => ({
  leg: 1,
  method: 'wechat',
  account: 'Clearing:WeChat',
  amount: paid,
  tendered: null,
  change: zero,
  changeFrom: null,
  voucher: null,
  ...over,
})

/** What lines add to an account: debits above zero. */
const moved = (lines: readonly Line[], account: string): bigint =>
  lines
    .filter((line) => line.account === account)
    .reduce((sum, { side, amount }) => sum + (side === 'debit' ? amount.minor : -amount.minor), 0n)

/** The lines are an entry, and move the deposits and receivables of the order exactly from `before` to `after`. */
function expectMove(lines: readonly Line[], before: Standing, after: Standing): void {
  expect(balancedEntry(lines)).toBe(lines)
  expect(moved(lines, 'CustomerDeposits')).toBe(depositsOf(before).minor - depositsOf(after).minor)
  expect(moved(lines, 'AR:Customers')).toBe(receivableOf(after).minor - receivableOf(before).minor)
}

describe('the lines of an order', () => {
  it('never hold a deposit and a receivable at once', () => {
    fc.assert(
      fc.property(standing, (at) => {
        expect(depositsOf(at).isZero() || receivableOf(at).isZero()).toBe(true)
        expect(
          depositsOf(at)
            .minus(receivableOf(at))
            .equals(at.paid.minus(earnedOf(at))),
        ).toBe(true)
      }),
    )
  })

  it('of a payment settle what was delivered first, and put the rest in the deposits', () => {
    fc.assert(
      fc.property(standing, amount, (before, paid) => {
        expectMove(receiptLines([leg(paid)], before), before, { ...before, paid: before.paid.plus(paid) })
      }),
    )
  })

  it('of a refund use up the deposits first; what was delivered is owed again', () => {
    fc.assert(
      fc.property(standing, amount, (before, given) => {
        const back = leastOf(given, before.paid)
        fc.pre(back.isPositive())
        const payout = { leg: 1, method: 'wechat', account: 'Clearing:WeChat', amount: back }
        const lines = refundLines([payout], before, false)
        expectMove(lines, before, { ...before, paid: before.paid.minus(back) })
        expect(moved(lines, 'Clearing:WeChat')).toBe(-back.minor)
      }),
    )
  })

  it('of a delivery turn deposits into revenue, and the rest into a receivable', () => {
    fc.assert(
      fc.property(standing, amount, fc.bigInt({ min: 0n, max: 10n ** 9n }), (before, wanted, off) => {
        const net = leastOf(wanted, before.total.minus(deliveredOf(before)))
        fc.pre(net.isPositive())
        const discount = money(off)
        const gross = net.plus(discount)
        const lines = recognitionLines(
          [{ account: 'Income:Package', category: 'package', amount: gross, discount }],
          before,
        )
        const after = { ...before, recognised: before.recognised.plus(net) }
        expectMove(lines, before, after)
        expect(moved(lines, 'Income:Package')).toBe(-gross.minor)
        expect(moved(lines, 'Income:Discounts')).toBe(off)
        const back = reversalLines(lines, after)
        expect(back.net.equals(net)).toBe(true)
        expectMove(back.lines, after, before)
      }),
    )
  })

  it('of a cancellation keep what is forfeited, and pay the rest back', () => {
    fc.assert(
      fc.property(standing, fc.integer({ min: 0, max: 100 }), (before, share) => {
        const deposits = depositsOf(before)
        fc.pre(deposits.isPositive())
        const forfeit = deposits.percentage(BigInt(share), 'down')
        const back = deposits.minus(forfeit)
        const payouts = back.isZero() ? [] : [{ leg: 1, method: 'cash', account: 'Cash:Till:main', amount: back }]
        const lines = cancellationLines(before, forfeit, payouts)
        const after = { ...before, paid: before.paid.minus(back), forfeited: before.forfeited.plus(forfeit) }
        expectMove(lines, before, after)
        expect(depositsOf(after).isZero()).toBe(true)
      }),
    )
  })

  it('of a bond touch neither deposits nor receivables', () => {
    const before = { total: money(100n), paid: zero, recognised: zero, forfeited: zero, waived: zero, writtenOff: zero }
    const lines = receiptLines([leg(money(30_000n))], before, 'bond')
    expectMove(lines, before, before)
    expect(moved(lines, 'RentalBonds')).toBe(-30_000n)
  })

  it('of a card that was charged too much take the change from the till', () => {
    const before = {
      total: money(7_500n),
      paid: zero,
      recognised: zero,
      forfeited: zero,
      waived: zero,
      writtenOff: zero,
    }
    const card = leg(money(7_500n), {
      method: 'card',
      account: 'Clearing:Card',
      tendered: money(10_000n),
      change: money(2_500n),
      changeFrom: 'Cash:Till:main',
    })
    const lines = receiptLines([card], before)
    expectMove(lines, before, { ...before, paid: money(7_500n) })
    expect(moved(lines, 'Clearing:Card')).toBe(10_000n)
    expect(moved(lines, 'Cash:Till:main')).toBe(-2_500n)
  })
})

describe('a delivery', () => {
  const before = {
    total: money(1_000n),
    paid: zero,
    recognised: money(400n),
    forfeited: zero,
    waived: zero,
    writtenOff: zero,
  }
  it.each([
    ['RECOGNITION_EXCEEDS_TOTAL', money(601n), undefined],
    ['RECOGNITION_NEGATIVE', money(-1n), undefined],
    ['RECOGNITION_NEGATIVE', money(1n), money(-1n)],
    ['RECOGNITION_DISCOUNT_TOO_HIGH', money(1n), money(2n)],
  ])('is refused with %s', (code, amount, discount) => {
    const amounts = [{ account: 'Income:Package', category: 'package', amount, discount }]
    expect(() => recognitionLines(amounts, before)).toThrow(expect.objectContaining({ code }))
  })
})
