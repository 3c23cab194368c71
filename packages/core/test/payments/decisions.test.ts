import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AttemptState, stateAfter, stateOf } from '../../src/payments/attempt-state.ts'
import { dutyOf, nextLook } from '../../src/payments/next-look.ts'
import { stepFor } from '../../src/payments/outcome.ts'
import { judged } from '../../src/payments/report.ts'
import { mismatch, settlementLines } from '../../src/payments/settlement.ts'
import { Money } from '../../src/values/money.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const now = '2026-11-22T04:00:00.000Z'
const states: readonly AttemptState[] = ['pending', 'unknown', 'settled', 'failed', 'voided']
const reports = fc.array(fc.constantFrom(...states), { maxLength: 12 })

describe('the state of a payment', () => {
  it('is settled whenever anybody said so, in whatever order', () => {
    fc.assert(
      fc.property(reports, (all) => {
        expect(stateOf(all) === 'settled').toBe(all.includes('settled'))
      }),
    )
  })

  it('is left by nothing once the money has moved, and by success alone once it was refused', () => {
    for (const reported of states) {
      expect(stateAfter('settled', reported)).toBe('settled')
      expect(stateAfter('failed', reported)).toBe(reported === 'settled' ? 'settled' : 'failed')
      expect(stateAfter('voided', reported)).toBe(reported === 'settled' ? 'settled' : 'voided')
    }
  })

  it('does not change when a report comes again', () => {
    fc.assert(
      fc.property(reports, fc.constantFrom(...states), (all, twice) => {
        expect(stateOf([...all, twice, twice])).toBe(stateOf([...all, twice]))
      }),
    )
  })
})

describe('looks', () => {
  it('become rarer, to one an hour, and never end while nobody knows', () => {
    const waits = [0, 1, 2, 9, 10, 500].map(
      (looks) => Date.parse(nextLook('unknown', looks, now) ?? '') - Date.parse(now),
    )
    expect(waits).toEqual([5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000])
  })

  it('go on for a day after a failure, and end with the money', () => {
    expect(nextLook('failed', 0, now)).toBe('2026-11-22T05:00:00.000Z')
    expect(nextLook('failed', 1, now)).toBe('2026-11-23T03:00:00.000Z')
    expect(nextLook('failed', 2, now)).toBeNull()
    expect(nextLook('settled', 0, now)).toBeNull()
  })

  const fresh = { kind: 'payment', state: 'pending', calls: 0, expiresAt: '2026-11-22T05:00:00.000Z', held: false }
  const can = { cancel: true }

  it('send a payment once, and afterwards only ask', () => {
    expect(dutyOf(fresh, now, can)).toBe('pay')
    expect(dutyOf({ ...fresh, calls: 1 }, now, can)).toBe('query')
    expect(dutyOf({ ...fresh, calls: 1, state: 'failed' }, now, can)).toBe('query')
    expect(dutyOf({ ...fresh, state: 'settled' }, now, can)).toBe('none')
    expect(dutyOf({ ...fresh, held: true }, now, can)).toBe('none')
  })

  it('close what nobody has paid in time, where the provider can', () => {
    const over = { ...fresh, expiresAt: now }
    expect(dutyOf(over, now, can)).toBe('lapse')
    expect(dutyOf({ ...over, calls: 1 }, now, can)).toBe('cancel')
    expect(dutyOf({ ...over, calls: 1 }, now, { cancel: false })).toBe('query')
  })
})

describe('a report', () => {
  const payment = { kind: 'payment', amount: cny('10.00') }
  const settled = (amount: string, currency = 'CNY') => ({ state: 'settled', moved: { amount, currency } }) as const

  it('of another amount or currency counts as unknown, and waits for a person', () => {
    expect(judged(settled('10.00'), payment, false)).toMatchObject({ state: 'settled', review: null })
    for (const wrong of [settled('10.01'), settled('9.99'), settled('10.00', 'USD')]) {
      const judgement = judged(wrong, payment, false)
      expect(judgement.state).toBe('unknown')
      expect(judgement.review).toContain('10.00 CNY was intended')
    }
  })

  it('that knows nothing is a failure only where nothing can be under way, and never of a refund', () => {
    expect(judged({ state: 'absent' }, payment, true).state).toBe('unknown')
    expect(judged({ state: 'absent' }, payment, false).state).toBe('failed')
    const refund = { ...payment, kind: 'refund' }
    expect(judged({ state: 'absent' }, refund, true)).toMatchObject({ state: 'unknown', sendAgain: false })
    expect(judged({ state: 'absent' }, refund, false)).toMatchObject({ state: 'unknown', sendAgain: true })
  })
})

describe('what the books do', () => {
  it.each([
    ['payment', 'none', 'settled', 'apply'],
    ['payment', 'applied', 'settled', null],
    ['payment', 'none', 'failed', null],
    ['refund', 'refunded', 'settled', null],
    ['refund', 'refunded', 'failed', 'putBack'],
    ['refund', 'putBack', 'failed', null],
    ['refund', 'putBack', 'settled', 'takeAgain'],
    ['refund', 'none', 'settled', 'postReturn'],
    ['refund', 'none', 'failed', 'reviewReturn'],
    ['refund', 'returned', 'settled', null],
  ] as const)('%s, %s, %s: %s', (kind, outcome, state, step) => {
    expect(stepFor({ kind, outcome }, state)).toBe(step)
  })
})

describe('a settlement file', () => {
  const row = { kind: 'payment', amount: cny('2000.00'), fee: cny('12.00') } as const
  const attempt = { kind: 'payment', amount: cny('2000.00'), arrived: false }

  it('matches by kind, amount and currency, once', () => {
    expect(mismatch(row, attempt)).toBeNull()
    expect(mismatch(row, undefined)).toBe('unknown')
    expect(mismatch(row, { ...attempt, kind: 'refund' })).toBe('kind')
    expect(mismatch(row, { ...attempt, amount: cny('2000.01') })).toBe('amount')
    expect(mismatch(row, { ...attempt, amount: Money.of('2000.00', 'USD') })).toBe('amount')
    expect(mismatch(row, { ...attempt, arrived: true })).toBe('again')
  })

  it('balances for any payments, refunds and fees', () => {
    const arrival = fc.record({
      kind: fc.constantFrom('payment', 'refund'),
      minor: fc.integer({ min: 1 }),
      fee: fc.nat(100),
    })
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 20 }), (all) => {
        const arrivals = all.map(({ kind, minor, fee }) => ({
          kind,
          amount: Money.ofMinor(BigInt(minor), 'CNY'),
          fee: Money.ofMinor(BigInt(Math.min(fee, minor)), 'CNY'),
          clearing: 'Clearing:WeChat',
          method: 'wechat',
        }))
        const lines = settlementLines(arrivals, 'Bank:main', Money.zero('CNY'))
        const sum = (side: string) =>
          lines.filter((one) => one.side === side).reduce((all, one) => all + one.amount.minor, 0n)
        expect(sum('debit')).toBe(sum('credit'))
        expect(lines.every((one) => one.amount.isPositive())).toBe(true)
      }),
    )
  })
})
