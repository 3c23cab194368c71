/** What judges the races finds what is wrong: each rule with rows that break it. */
import { describe, expect, it } from 'vitest'
import type { BookingFacts } from '../../src/bookings/facts.ts'
import { notProved, type Raced } from '../../src/bookings/proofs.ts'
import { brokenRules } from '../../src/bookings/rules.ts'

type Claim = BookingFacts['claims'][number]
type Booking = BookingFacts['bookings'][number]

const at = (hour: number): string => `2026-11-24T0${hour}:00:00.000Z`
const claim = (one: Partial<Claim>) =>
  ({ id: `${one.reference}`, resource: 'resource:anna', quantity: 1, expiresAt: null, ...one }) as Claim

function factsOf(some: Partial<BookingFacts>): BookingFacts {
  const none = { bookings: [], assignments: [], events: [], claims: [], resources: [], shifts: [], deposits: [] }
  const anna = { id: 'anna', capacity: 1, serialId: null } as BookingFacts['resources'][number]
  return { ...none, rentals: [], offers: 0, services: new Map(), now: at(0), ...some, resources: [anna] }
}

describe('the rules of the races', () => {
  const booked = claim({ reference: 'one', kind: 'booking', startsAt: at(3), endsAt: at(5) })

  it('find who is promised twice, and who is rented and booked', () => {
    const other = claim({ reference: 'two', kind: 'booking', startsAt: at(4), endsAt: at(6) })
    expect(brokenRules(factsOf({ claims: [booked, other] }), []).join()).toContain(
      'resource:anna is promised 2 times of 1',
    )
    const [worn, rented] = ['booking', 'rental'].map((kind, index) =>
      claim({ reference: kind, kind, resource: 'unit:gown', startsAt: at(3 + index), endsAt: at(5 + index) }),
    ) as [Claim, Claim]
    const rentals = [{ serialId: 'gown', isOpen: false }] as unknown as BookingFacts['rentals']
    expect(brokenRules(factsOf({ claims: [worn, rented], rentals }), []).join()).toContain(
      'unit:gown is promised 2 times',
    )
  })

  it('find a booking over what is busy elsewhere, of which nobody was told', () => {
    const busy = claim({ reference: 'calendar', kind: 'import', startsAt: at(4), endsAt: at(6) })
    const facts = factsOf({ claims: [booked, busy] })
    const found = (told: Parameters<typeof brokenRules>[1]) => brokenRules(facts, told).join()
    expect(found([])).toContain('one has resource:anna, which is busy elsewhere')
    expect(found([{ reference: 'one', resourceId: 'anna', by: 'import' }])).not.toContain('busy elsewhere')
    // Who was told of a change of working time was told of nothing else.
    expect(found([{ reference: 'one', resourceId: 'anna', by: 'workingTime' }])).toContain('busy elsewhere')
    expect(found([])).not.toContain('promised 2 times')
  })

  it('find deposits that are kept and nobody promised', () => {
    const deposits = [{ orderId: 'order', promised: 1000n }] as unknown as BookingFacts['deposits']
    const booking = { id: 'one', orderId: 'order', state: 'confirmed', deposit: 1000n, fee: 0n } as Booking
    expect(brokenRules(factsOf({ deposits }), []).join()).toContain('order order take 0, and 1000 is kept of it')
    expect(brokenRules(factsOf({ deposits, bookings: [booking] }), []).join()).not.toContain('is kept of it')
  })
})

describe('a race that proves nothing', () => {
  const raced: Raced = {
    ...{ attempts: 9, refused: 1, retries: 1, sideBySide: true, offers: 1, rentals: 1 },
    outcomes: Object.fromEntries(
      [
        ...['book', 'hold', 'cancel', 'import', 'shift', 'wait', 'pay', 'together', 'series', 'togetherOnOrders'],
        ...['seriesOnOrder', 'move', 'reassign', 'swap', 'confirm', 'away', 'rent', 'expire', 'offerFree'],
      ].map((deed) => [`${deed} done`, 1]),
    ),
  }

  it('is told: nobody tried, nobody was refused, no two decided at once', () => {
    expect(notProved(raced)).toEqual([])
    expect(notProved({ ...raced, outcomes: {}, attempts: 0 }).join()).toContain('nobody tried anything')
    expect(notProved({ ...raced, refused: 0 })).toEqual(['nothing is proved: nothing was refused: nobody met'])
    expect(notProved({ ...raced, retries: 0 })).toHaveLength(1)
    // On a store where one transaction follows the other nobody can be in the way.
    expect(notProved({ ...raced, retries: 0, sideBySide: false })).toEqual([])
  })
})
