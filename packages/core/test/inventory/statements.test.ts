import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { openStockroom } from './studio.ts'

/** The statements of a command without BEGIN, COMMIT, key, audit and outbox. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const room = await openStockroom({ storage: adapter })
  for (const code of ['album', 'frame', 'paper']) {
    await room.manager.inventory.addItem({ code, name: code, kind: 'product' })
    await room.manager.inventory.receive({ lines: [{ item: code, quantity: 100, unitCost: '10' }] })
  }
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => /ledger_|inventory_|sequences|lock/i.test(one))]
  }
  return { ...room, own }
}

const three = ['album', 'frame', 'paper'].map((item) => ({ item, quantity: 1 }))

describe('the statements of the inventory', () => {
  it('are as many for fifty single units as for one', async () => {
    const { manager, own } = await counted()
    await manager.inventory.addItem({ code: 'dress', name: 'Dress', kind: 'rentable', tracking: 'serial' })
    const units = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ item: 'dress', quantity: 1, serial: `D-${count}-${at}` }))
    const received = (count: number) =>
      own(() => manager.inventory.receive({ lines: units(count).map((unit) => ({ ...unit, value: '900' })) }))
    const issued = (count: number) => own(() => manager.inventory.issue({ lines: units(count) }))
    const took = (movementId: string) => own(() => manager.inventory.takeBack({ movementId }))
    const [, inOne] = await received(1)
    const [, inMany] = await received(50)
    expect(inMany).toEqual(inOne)
    const [one, outOne] = await issued(1)
    const [many, outMany] = await issued(50)
    expect(outMany).toEqual(outOne)
    expect(outOne.filter((statement) => statement === 'update inventory_serials')).toHaveLength(1)
    const [, backOne] = await took(one.id)
    const [, backMany] = await took(many.id)
    expect(backMany).toEqual(backOne)
    const { items } = await manager.inventory.serials({ item: 'dress', status: 'inStock' })
    expect(new Set(items.map(({ cost }) => cost))).toEqual(new Set(['900.00']))
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('are for an issue as many of three items as of one', async () => {
    const { manager, own } = await counted()
    const [, one] = await own(() => manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] }))
    expect(one).toEqual([
      'find inventory_items',
      'find inventory_locations',
      'accumulate inventory_pools',
      'accumulate inventory_stock',
      'accumulate calotype_sequences',
      'accumulate inventory_pools',
      'accumulate inventory_totals',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert inventory_movements',
      'insert inventory_lines',
    ])
    const [, all] = await own(() => manager.inventory.issue({ lines: three }))
    expect(all).toEqual(one)
  })

  it('are for a reservation four, and for its fulfilment three more than for an issue', async () => {
    const { manager, own } = await counted()
    const [reservations, reserved] = await own(() => manager.inventory.reserve({ lines: three }))
    expect(reserved).toEqual([
      'find inventory_items',
      'find inventory_locations',
      'accumulate inventory_stock',
      'insert inventory_reservations',
    ])
    const asked = reservations.map(({ id }) => ({ reservationId: id }))
    const [, fulfilled] = await own(() => manager.inventory.fulfil({ reservations: asked }))
    expect(fulfilled).toHaveLength(14)
    const [, released] = await own(() => manager.inventory.release({ reservations: asked }))
    expect(released).toEqual(['findForUpdate inventory_reservations'])
  })
})
