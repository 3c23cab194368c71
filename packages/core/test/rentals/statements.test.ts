import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { cash, day, openWithGowns } from './studio.ts'

/** The statements of a command without BEGIN, COMMIT, key, audit and outbox. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const hire = await openWithGowns({ storage: adapter })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => /rentals_|claims|inventory_|ledger_|customers|lock/i.test(one))]
  }
  return { ...hire, own }
}

describe('the statements of the rentals', () => {
  it('are the same for one gown and for three, to ask and to reserve', async () => {
    const { manager, orderId, own } = await counted()
    const reserve = (date: number, quantity: number) => {
      const lines = [{ item: 'gown', quantity }]
      return own(() => manager.rentals.reserve({ from: day(date), to: day(date + 1), lines, orderId }))
    }
    const [, one] = await reserve(1, 1)
    expect(one).toEqual([
      'find inventory_items',
      'find rentals_terms',
      'find inventory_serials',
      'findForUpdate ledger_commitments',
      'find rentals_rentals',
      'find claims_versions',
      'find claims',
      'accumulate claims_versions',
      'insert claims',
      'insert rentals_rentals',
      'insert rentals_events',
    ])
    expect((await reserve(3, 3))[1]).toEqual(one)
    const window = { from: day(1), to: day(9) }
    const [, asked] = await own(() => manager.rentals.availability({ ...window, items: ['gown'] }))
    expect(asked).toHaveLength(5)
    const [, all] = await own(() => manager.rentals.availability(window))
    expect(all).toEqual([
      'find inventory_items',
      'find rentals_terms',
      'find inventory_serials',
      'find inventory_locations',
      'find inventory_stock',
      'find claims',
      'find rentals_rentals',
    ])
  })

  it('are few on the way out and back, and more only where money moves', async () => {
    const { manager, orderId, clock, own } = await counted()
    const lines = [{ item: 'gown', quantity: 2, bond: '100' }]
    const { items } = await manager.rentals.reserve({ from: day(1), to: day(2), lines, orderId })
    const rentals = items.map(({ id: rentalId }) => ({ rentalId }))
    const ids = items.map(({ id }) => id)
    await manager.ledger.takePayment({ orderId, legs: cash('200'), purpose: 'bond' })
    clock.now = day(1)
    const [, out] = await own(() => manager.rentals.handOut({ rentals }))
    expect(out).toEqual([
      'findForUpdate rentals_rentals',
      'lockKeys',
      'find inventory_serials',
      'find rentals_rentals',
      'findForUpdate ledger_commitments',
      'find rentals_rentals',
      'update rentals_rentals',
      'update rentals_rentals',
      'insert rentals_events',
    ])
    clock.now = day(2)
    const [, back] = await own(() => manager.rentals.takeBack({ rentals }))
    const ready = ['find claims']
    const updated = ['update rentals_rentals', 'update rentals_rentals', 'insert rentals_events']
    expect(back).toEqual(['findForUpdate rentals_rentals', ...ready, ...ready, ...updated])
    const inspect = (charge: string) =>
      own(() =>
        manager.rentals.inspect({
          rentals: ids.map((rentalId) => ({ rentalId, outcome: 'damaged' as const, charge })),
          fromBond: false,
        }),
      )
    const [, owing] = await inspect('5')
    expect(owing.slice(0, 5)).toEqual([
      'findForUpdate rentals_rentals',
      'findForUpdate ledger_commitments',
      'update ledger_commitments',
      'findForUpdate ledger_commitments',
      'update ledger_commitments',
    ])
    const [, done] = await own(() => manager.rentals.makeReady({ rentals: ids }))
    expect(done).toEqual([
      'findForUpdate rentals_rentals',
      'find claims',
      'accumulate claims_versions',
      'delete claims',
      'update rentals_rentals',
      'update rentals_rentals',
      'insert rentals_events',
    ])
    const [, listed] = await own(() => manager.rentals.conflicts())
    expect(listed).toHaveLength(2)
    const [, calendar] = await own(() => manager.rentals.calendar({ from: day(0), to: day(9) }))
    expect(calendar).toHaveLength(3)
    const [, history] = await own(() => manager.rentals.history({}))
    expect(history).toHaveLength(8)
  })
})
