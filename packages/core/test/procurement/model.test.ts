import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { procurementMoves, procurementOpen } from '../../src/procurement/index.ts'
import { step, text, Walk } from './purchase-steps.ts'
import { type Buying, balance, onHand, openBuying } from './studio.ts'

const row = z.object({
  id: z.string(),
  openQuantity: z.int(),
  open: z.string(),
  billedQuantity: z.int(),
  billedCost: z.string(),
  pending: z.int(),
})
type Row = z.output<typeof row>

/** What stands on the account, as it is kept and as the facts have it. */
const look = operation({
  name: 'looking.rows',
  summary: 'Reads what is open and the sums of its moves.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.object({ kept: z.array(row), moved: z.array(row.pick({ id: true, openQuantity: true, open: true })) }),
  async run({ store }) {
    const kept = await store.find(procurementOpen, { orderBy: ['id'], limit: 'all' })
    const moved = await store.aggregate(procurementMoves, {
      groupBy: ['openId'],
      measures: { quantity: { of: 'sum', column: 'quantity' }, amount: { of: 'sum', column: 'amount' } },
      orderBy: ['openId'],
      limit: 'all',
    })
    return {
      kept: kept.map((one) => ({ ...one, open: `${one.open}`, billedCost: `${one.billedCost}` })),
      moved: moved.map(({ openId: id, quantity, amount }) => ({ id, openQuantity: quantity, open: `${amount}` })),
    }
  },
})
const looking = definePlugin({ name: 'looking', version: '1.0.0', operations: { rows: look } })

async function check(room: Buying, { books }: Walk): Promise<void> {
  const { manager } = room
  const { total, account, difference } = await manager.procurement.unbilled({})
  expect({ net: total.net, account, difference }).toEqual({
    net: text(books.unbilled),
    account: text(books.unbilled),
    difference: '0.00',
  })
  expect(await balance(manager, 'AP:Suppliers')).toBe(text(-books.owed))
  expect(await onHand(manager, 'album')).toBe(books.stock)
  const desk = room.owner as unknown as { looking: { rows(input: object): Promise<{ kept: Row[]; moved: Row[] }> } }
  const { kept, moved } = await desk.looking.rows({})
  expect(kept.map(({ id, openQuantity, open }) => ({ id, openQuantity, open }))).toEqual(moved)
  for (const one of kept) expect(one.pending).toBe(one.openQuantity > 0 ? 1 : 0)
  const byId = new Map(kept.map((one) => [one.id, one]))
  for (const { id, openQuantity, open, billedQuantity, billedCost } of books.goods) {
    const told = { openQuantity, open: `${open}`, billedQuantity, billedCost: `${billedCost}` }
    expect(byId.get(id)).toMatchObject(told)
  }
  for (const { id, openQuantity, open } of books.claims) {
    expect(byId.get(id)).toMatchObject({ openQuantity, open: `${0 - open}` })
  }
  expect(kept).toHaveLength(books.goods.length + books.claims.length)
}

async function checkOrders(room: Buying, { books }: Walk): Promise<void> {
  for (const order of books.orders) {
    const { status, lines } = await room.manager.procurement.order({ orderId: order.id })
    expect(status).toBe(order.status)
    const over = status === 'closed' || status === 'cancelled'
    expect(lines.map(({ received, outstanding }) => ({ received, outstanding }))).toEqual(
      order.lines.map(({ quantity, received }) => ({ received, outstanding: over ? 0 : quantity - received })),
    )
  }
}

describe('any history of buying', () => {
  it('is what naive purchases say, step by step: quantities, states, and the account as received and not billed', async () => {
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async (steps) => {
        const room = await openBuying({ plugins: [looking] })
        const walk = new Walk(room)
        for (const one of steps) {
          await walk.take(one)
          await check(room, walk)
        }
        await checkOrders(room, walk)
        expect(await room.manager.inventory.verify({})).toMatchObject({ intact: true, differing: [], accounts: [] })
        for (const outcome of walk.outcomes) outcomes.add(outcome)
        await room.engine.close()
      }),
      { numRuns: 60 },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    for (const does of ['receive', 'bill', 'differ', 'return', 'credit', 'reduce', 'replaced', 'void', 'issue']) {
      expect(outcomes).toContain(`${does} done`)
      expect(outcomes).toContain(`${does} refused`)
    }
    for (const does of ['order', 'buy', 'direct', 'charge', 'cancel', 'close']) {
      expect(outcomes).toContain(`${does} done`)
    }
  }, 240_000)
})
