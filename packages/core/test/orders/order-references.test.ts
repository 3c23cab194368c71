/** Every table that names an order is handled on purpose where the order changes hands or becomes a part of another one. */
import { describe, expect, it } from 'vitest'
import { coreRooms } from '../../src/create-engine.ts'
import type { Table } from '../../src/storage/table.ts'

/**
 * What becomes of rows of an order: in another branch, of another customer, merged into another order. `moves`: they are brought
 * along; `stays`: what happened keeps its place, its person and its order, and who reads it asks for all ids of the order;
 * `refuses`: the order stays while there are such rows, or such as are open; `ends`: they are over, or given back; `follows`: they
 * are worked out anew; `none`: they do not say where, or whose.
 */
const handled: Record<string, readonly [branch: string, customer: string, merge: string]> = {
  orders_lines: ['moves', 'moves', 'moves'],
  orders_stage_changes: ['stays', 'stays', 'stays'],
  orders_work: ['stays', 'stays', 'stays'],
  orders_cancellations: ['stays', 'stays', 'stays'],
  orders_exchanges: ['stays', 'stays', 'stays'],
  orders_pickups: ['stays', 'stays', 'stays'],
  orders_pickup_lines: ['stays', 'none', 'stays'],
  orders_pickup_returns: ['stays', 'stays', 'stays'],
  pickups_notices: ['stays', 'stays', 'stays'],
  pickups_waiting: ['moves', 'moves', 'ends'],
  orders_transfers: ['stays', 'stays', 'stays'],
  ledger_commitments: ['moves', 'moves', 'moves'],
  ledger_entries: ['stays', 'stays', 'stays'],
  ledger_lines: ['stays', 'stays', 'stays'],
  payments_attempts: ['refuses', 'refuses', 'refuses'],
  receivables_contacts: ['stays', 'stays', 'stays'],
  receivables_promises: ['moves', 'ends', 'moves'],
  receivables_reminders: ['stays', 'none', 'stays'],
  pricing_coupon_uses: ['stays', 'stays', 'moves'],
  inventory_movements: ['stays', 'none', 'stays'],
  inventory_lines: ['stays', 'none', 'stays'],
  inventory_reservations: ['ends', 'none', 'moves'],
  procurement_lab_jobs: ['stays', 'none', 'moves'],
  rentals_rentals: ['refuses', 'moves', 'moves'],
  rentals_events: ['stays', 'none', 'stays'],
  selection_shoots: ['refuses', 'moves', 'refuses'],
  selection_images: ['refuses', 'none', 'refuses'],
  selection_versions: ['refuses', 'none', 'refuses'],
  selection_selections: ['refuses', 'none', 'refuses'],
  selection_confirmations: ['refuses', 'stays', 'refuses'],
  selection_uses: ['refuses', 'stays', 'refuses'],
  selection_credits: ['refuses', 'none', 'refuses'],
  contracts_contracts: ['refuses', 'refuses', 'refuses'],
  contracts_consents: ['refuses', 'refuses', 'refuses'],
  contracts_withdrawals: ['refuses', 'none', 'refuses'],
  contracts_voids: ['refuses', 'none', 'refuses'],
  contracts_standings: ['refuses', 'none', 'refuses'],
  production_facts: ['refuses', 'none', 'stays'],
  production_lines: ['refuses', 'none', 'moves'],
  production_rounds: ['refuses', 'none', 'moves'],
  production_proofs: ['refuses', 'none', 'moves'],
  production_pieces: ['refuses', 'none', 'moves'],
  production_rushes: ['refuses', 'none', 'moves'],
  bookings_bookings: ['refuses', 'moves', 'moves'],
  bookings_events: ['stays', 'none', 'stays'],
  bookings_deposits: ['none', 'none', 'moves'],
  waitlist_entries: ['ends', 'moves', 'moves'],
  leads_visits: ['stays', 'stays', 'moves'],
  leads_follow_ups: ['moves', 'ends', 'moves'],
  clientele_orders: ['follows', 'follows', 'follows'],
}

/** Orders of suppliers are other orders. */
const ofSuppliers = ['procurement_order_lines', 'procurement_order_events', 'procurement_receipt_lines']

describe('every table of the house that names an order', () => {
  const tables: readonly Table[] = coreRooms.flatMap((room): readonly Table[] => room.tables)
  const naming = tables.filter((table) => 'orderId' in table.columns && !ofSuppliers.includes(table.name))

  it('is known to transfers and merges', () => {
    expect(naming.map(({ name }) => name).sort()).toEqual(Object.keys(handled).sort())
  })

  it('never changes where it is a fact, and says whose it is where it moves to another customer', () => {
    for (const table of naming) {
      const [branch = '', customer = '', merge = ''] = handled[table.name] ?? []
      if (table.appendOnly) expect([branch, customer, merge], table.name).not.toContain('moves')
      if (customer === 'moves') expect('customerId' in table.columns, table.name).toBe(true)
      if (customer === 'none') expect('customerId' in table.columns, table.name).toBe(false)
    }
  })
})
