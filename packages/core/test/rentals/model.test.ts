import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { claims } from '../../src/claims/index.ts'
import { rentalsBlocks, rentalsEvents, rentalsRentals } from '../../src/rentals/index.ts'
import { rentalsRoom } from '../../src/rentals/plugin.ts'
import type { RowOf } from '../../src/storage/table.ts'
import { gowns } from './naive-hire.ts'
import { instantAt, minuteOf, step, text, Walk } from './hire-steps.ts'
import { balance, cash, type Hire, openWithGowns } from './studio.ts'

interface Rows {
  rentals: RowOf<typeof rentalsRentals>[]
  claims: RowOf<typeof claims>[]
  events: RowOf<typeof rentalsEvents>[]
  blocks: RowOf<typeof rentalsBlocks>[]
}

/** Looks into the tables. */
function looking() {
  const rows: Rows = { rentals: [], claims: [], events: [], blocks: [] }
  const look = operation({
    name: 'looking.look',
    summary: 'Reads all rows.',
    kind: 'query',
    input: z.strictObject({}),
    output: z.null(),
    async run({ store }) {
      rows.rentals = await store.find(rentalsRentals, { orderBy: ['id'], limit: 'all' })
      rows.claims = await store.find(claims, { orderBy: ['reference'], limit: 'all' })
      rows.events = await store.find(rentalsEvents, { orderBy: ['id'], limit: 'all' })
      rows.blocks = await store.find(rentalsBlocks, { orderBy: ['id'], limit: 'all' })
      return null
    },
  })
  const plugin = definePlugin({
    name: 'looking',
    version: '1.0.0',
    requires: { [rentalsRoom.name]: '*' },
    operations: { look },
    roles: { owner: ['*'] },
  })
  return { rows, plugin }
}

/** Every rental as its events leave it. */
function checkRebuilt({ rentals, events }: Rows): number {
  for (const rental of rentals) {
    const own = events.filter(({ rentalId }) => rentalId === rental.id)
    const last = own.at(-1)
    const sum = (member: 'lateFee' | 'damage' | 'kept' | 'owed' | 'repairCost') =>
      own.reduce((total, event) => total + event[member], 0n)
    const { state, serialId, quantity, startsAt, endsAt, busyFrom, busyTo, price, bond, outcome } = rental
    expect(last).toMatchObject({ state, serialId, quantity, startsAt, endsAt, busyFrom, busyTo, price, bond, outcome })
    for (const member of ['lateFee', 'damage', 'kept', 'owed', 'repairCost'] as const) {
      expect([member, sum(member)]).toEqual([member, rental[member]])
    }
  }
  return rentals.length
}

async function check(hire: Hire, walk: Walk, rows: Rows, orders: readonly string[], look: () => Promise<unknown>) {
  await look()
  const { naive } = walk
  const shown = rows.rentals.map((row) => ({
    id: row.id,
    resource: row.serial ?? 'chair',
    state: row.state,
    quantity: row.quantity,
    end: minuteOf(row.endsAt),
    busyFrom: minuteOf(row.busyFrom),
    busyTo: minuteOf(row.busyTo),
    money: [row.bond, row.lateFee, row.damage, row.kept, row.owed].map(Number),
  }))
  const expected = naive.rentals.map((one) => ({
    id: one.id,
    resource: one.resource,
    state: one.state,
    quantity: one.quantity,
    end: one.end,
    busyFrom: one.busyFrom,
    busyTo: one.busyTo,
    money: [one.bond, one.lateFee, one.damage, one.kept, one.owed],
  }))
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)
  expect(shown).toEqual(expected.sort(byId))
  const claims = rows.claims.map((row) => [row.reference, row.quantity, minuteOf(row.startsAt), minuteOf(row.endsAt)])
  const kept = [...naive.claims].sort((a, b) => (a.of < b.of ? -1 : 1))
  expect(claims).toEqual(kept.map(({ of, quantity, from, to }) => [of, quantity, from, to]))
  // No two claims of one gown share a moment.
  for (const gown of gowns) {
    const own = naive.claims.filter(({ resource, from, to }) => resource === gown && from < to)
    for (const one of own)
      for (const other of own) {
        if (one !== other) expect(one.from < other.to && other.from < one.to).toBe(false)
      }
  }
  const { items } = await hire.manager.rentals.conflicts()
  expect([...new Set(items.map(({ serial }) => serial ?? 'chair'))].sort()).toEqual(naive.conflicts().sort())
  // The money of bonds and damage is that of the ledger.
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0)
  const earned = sum(naive.rentals.map((one) => one.kept + one.owed))
  expect(await balance(hire.manager, 'Income:DressRental')).toBe(text(-earned))
  expect(await balance(hire.manager, 'RentalBonds')).toBe(text(-sum(naive.held)))
  for (const [place, orderId] of orders.entries()) {
    const { balanceDue, bond } = await hire.manager.ledger.balanceDue({ orderId })
    expect([balanceDue, bond]).toEqual([text(100_000 + (naive.owed[place] ?? 0)), text(naive.held[place] ?? 0)])
  }
}

describe('any life of rentals', () => {
  it('is what naive lists say, step by step; claims never overlap; money is that of the ledger; rows follow from events', async () => {
    const outcomes = new Set<string>()
    let rebuilt = 0
    let conflicts = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 90 }), async (steps) => {
        const { rows, plugin } = looking()
        const hire = await openWithGowns({
          now: instantAt(0),
          plugins: [plugin],
          settings: { rentals: { lateFeePerDay: '10', lateGraceMinutes: 60, lateFeeCap: '25' } },
        })
        const { manager } = hire
        await manager.rentals.setTerms({ item: 'gown', prepareMinutes: 60, cleanMinutes: 180, bond: '100' })
        await manager.rentals.setTerms({ item: 'gown', serial: 'G-3', cleanMinutes: 300 })
        await manager.rentals.setTerms({ item: 'chair', cleanMinutes: 120 })
        const orders = [hire.orderId, await hire.placeOrder()]
        for (const orderId of orders) await manager.ledger.takePayment({ orderId, legs: cash('200'), purpose: 'bond' })
        const walk = new Walk(hire, orders)
        const desk = hire.owner as unknown as { looking: { look(given: object): Promise<null> } }
        let met = false
        for (const one of steps) {
          await walk.take(one)
          await check(hire, walk, rows, orders, () => desk.looking.look({}))
          met ||= walk.naive.conflicts().length > 0
        }
        for (const outcome of walk.outcomes) outcomes.add(outcome)
        rebuilt += checkRebuilt(rows)
        if (met) conflicts++
        await hire.engine.close()
      }),
      { numRuns: 40 },
    )
    expect(rebuilt).toBeGreaterThan(200)
    expect(conflicts).toBeGreaterThan(0)
    // The walk must have met both work and refusals, or it proves nothing.
    for (const does of ['reserve', 'reserveAny', 'move', 'swap', 'cancel', 'handOut', 'takeBack', 'inspect', 'block']) {
      expect(outcomes).toContain(`${does} done`)
      expect(outcomes).toContain(`${does} refused`)
    }
    for (const does of ['noShow', 'lose', 'clean', 'repair', 'ready', 'unblock'])
      expect(outcomes).toContain(`${does} done`)
  }, 240_000)
})
