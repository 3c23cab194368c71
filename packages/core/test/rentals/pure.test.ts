import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysLate, lateFee } from '../../src/rentals/late-fee.ts'
import { beyondClaims } from '../../src/claims/index.ts'
import { freeUntil, type Occupied, overflows, peakOverlap } from '../../src/claims/index.ts'
import { isOpenState, mayBecome, rentalStates, statesBefore } from '../../src/rentals/rental-state.ts'
import { ratioOf } from '../../src/rentals/ratio.ts'
import { daysTouched, unitDays } from '../../src/rentals/unit-days.ts'
import { businessDays } from '../../src/values/business-day.ts'
import { instantFromMillis } from '../../src/values/instant.ts'
import { Money } from '../../src/values/money.ts'

/** Slots of an hour, so that brute force can look into each. */
const slots = 30
const at = (slot: number): string => instantFromMillis(Date.UTC(2026, 10, 22, slot))

const stretch = fc
  .tuple(fc.nat(slots), fc.nat(slots), fc.integer({ min: 1, max: 4 }))
  .map(([a, b, quantity]) => ({ a: Math.min(a, b), b: Math.max(a, b), quantity }))
const window = fc
  .tuple(fc.nat(slots - 1), fc.integer({ min: 1, max: slots }))
  .map(([a, length]) => ({ a, b: Math.min(slots, a + length) }))
const occupiedOf = (all: readonly { a: number; b: number; quantity: number }[]): Occupied[] =>
  all.map(({ a, b, quantity }) => ({ from: at(a), to: at(b), quantity }))
const usedIn = (all: readonly { a: number; b: number; quantity: number }[], slot: number): number =>
  all.reduce((sum, one) => (one.a <= slot && slot < one.b ? sum + one.quantity : sum), 0)
const slotsOf = ({ a, b }: { a: number; b: number }): number[] => Array.from({ length: b - a }, (_, n) => a + n)

describe('the sweep', () => {
  it('finds the peak, the overflow and the end of what is free that looking into every slot finds', () => {
    let over = 0
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 12 }),
        window,
        fc.nat(8),
        fc.integer({ min: 1, max: 3 }),
        (all, own, capacity, quantity) => {
          const occupied = occupiedOf(all)
          const asked = { from: at(own.a), to: at(own.b) }
          const used = slotsOf(own).map((slot) => usedIn(all, slot))
          expect(peakOverlap(occupied, asked)).toBe(Math.max(0, ...used))
          const found = overflows(occupied, asked, capacity)
          const full = slotsOf(own).filter((slot) => usedIn(all, slot) > capacity)
          const covered = slotsOf(own).filter((slot) => found.some(({ from, to }) => from <= at(slot) && at(slot) < to))
          expect(covered).toEqual(full)
          for (const one of found) {
            expect(one.quantity).toBe(one.of.reduce((sum, each) => sum + each.quantity, 0))
          }
          over += full.length
          const first = slotsOf(own).find((slot) => usedIn(all, slot) + quantity > capacity)
          expect(freeUntil(occupied, asked, quantity, capacity)).toBe(first === undefined ? asked.to : at(first))
        },
      ),
      { numRuns: 2000 },
    )
    expect(over).toBeGreaterThan(1000)
  })

  it('counts of what is in use only what no claim of the same reference covers', () => {
    const claim = { resource: 'r', reference: 'one', kind: 'rental', from: at(1), to: at(4), quantity: 1 }
    const use = (from: number, to: number, reference = 'one') => ({ ...claim, reference, from: at(from), to: at(to) })
    expect(beyondClaims([use(1, 6), use(1, 3), use(1, 6, 'two')], [claim])).toEqual([use(4, 6), use(1, 6, 'two')])
  })
})

describe('a late fee', () => {
  const cny = (amount: string) => Money.of(amount, 'CNY')
  const due = at(10)
  const policy = { perDay: cny('30'), graceMinutes: 60, cap: cny('100') }

  it('is of started days since it was due; the grace makes none of them shorter', () => {
    const late = (hours: number) => daysLate(due, at(10 + hours), 60)
    expect([-5, 0, 1, 2, 24, 25, 48, 49].map(late)).toEqual([0, 0, 0, 1, 1, 2, 2, 3])
    expect(daysLate(due, instantFromMillis(Date.parse(at(11)) + 1), 60)).toBe(1)
  })

  it('is of each unit, and each has its cap', () => {
    const fee = (quantity: number, hours: number, of = policy) => lateFee(of, quantity, due, at(10 + hours)).toString()
    expect([fee(1, 1), fee(1, 25), fee(2, 25), fee(1, 240), fee(3, 240)]).toEqual([
      '0.00',
      '60.00',
      '120.00',
      '100.00',
      '300.00',
    ])
    expect(lateFee({ ...policy, cap: null }, 1, due, at(250)).toString()).toBe('300.00')
  })

  it('never falls with time', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)]
        const feeAt = (hours: number) => lateFee(policy, 2, due, at(hours)).minor
        expect(feeAt(sooner) <= feeAt(later)).toBe(true)
      }),
    )
  })
})

describe('the days of a unit', () => {
  const days = businessDays({ timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' })
  const owned = { from: '2026-11-22', to: '2026-12-01' }
  const startOf = Date.parse(days.startOf(owned.from))
  const hour = (n: number): string => instantFromMillis(startOf + n * 3_600_000)

  it('are each one of out, in care and idle, as counting every day by itself finds', () => {
    const span = fc
      .tuple(fc.integer({ min: -50, max: 290 }), fc.nat(60))
      .map(([from, length]) => [from, from + length] as const)
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), fc.array(span, { maxLength: 5 }), (out, care) => {
        const windows = (all: readonly (readonly [number, number])[]) =>
          all.map(([from, to]) => ({ from: hour(from), to: hour(to) }))
        const touches = (all: readonly (readonly [number, number])[], place: number) =>
          all.some(([from, to]) => from < to && from < (place + 1) * 24 && place * 24 < to)
        const all = Array.from({ length: 10 }, (_, place) => place)
        const isOut = all.filter((place) => touches(out, place))
        const inCare = all.filter((place) => !touches(out, place) && touches(care, place))
        expect(unitDays(owned, windows(out), windows(care), days)).toEqual({
          owned: 10,
          out: isOut.length,
          inCare: inCare.length,
          idle: 10 - isOut.length - inCare.length,
        })
        for (const [from, to] of out) {
          const own = all.filter((place) => touches([[from, to]], place))
          expect(daysTouched(owned, { from: hour(from), to: hour(to) }, days)).toBe(own.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are none of what was not owned', () => {
    const none = { owned: 0, out: 0, inCare: 0, idle: 0 }
    expect(unitDays({ from: '2026-11-23', to: '2026-11-22' }, [], [], days)).toEqual(none)
    expect(unitDays(null, [{ from: hour(0), to: hour(1) }], [], days)).toEqual(none)
    expect([ratioOf(1n, 0n), ratioOf(1n, 3n)]).toEqual([null, '0.3333'])
  })
})

describe('the way of a rental', () => {
  it('leads from reserved to every state, and ends where it is over', () => {
    const reached = new Set(['reserved'])
    for (const _ of rentalStates) {
      for (const from of rentalStates) {
        for (const to of rentalStates) if (reached.has(from) && mayBecome(from, to)) reached.add(to)
      }
    }
    expect([...reached].sort()).toEqual([...rentalStates].sort())
    expect(rentalStates.filter((state) => !isOpenState(state))).toEqual(['available', 'lost', 'cancelled', 'noShow'])
    expect(statesBefore('repair')).toEqual(['inspected', 'cleaning'])
  })
})
