/** Each rule of orders can tell: facts that are bent are found by the rule that is there for it. */
import { definePlugin, memory, operation } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type OrderFacts, readFacts } from '../../src/orders/facts.ts'
import { lostMarks, unmarked } from '../../src/orders/marks.ts'
import { rules } from '../../src/orders/rules.ts'
import { furnishShop, openShop } from '../../src/orders/studio.ts'

type Name = keyof OrderFacts
type Bend = (facts: { -readonly [N in Name]: Record<string, unknown>[] }) => void

let facts: OrderFacts
let close: () => Promise<void>

/** Hands the rows out as they are. */
const reader = definePlugin({
  name: 'reader',
  version: '1.0.0',
  requires: { orders: '*' },
  operations: {
    read: operation({
      name: 'reader.read',
      summary: 'Reads all that is kept of orders.',
      kind: 'query',
      input: z.strictObject({}),
      output: z.null(),
      async run({ store }) {
        facts = await readFacts(store)
        return null
      },
    }),
  },
})

beforeAll(async () => {
  const shop = await openShop(memory(), { plugins: [reader] })
  close = () => shop.engine.close()
  const [customerId = ''] = await furnishShop(shop)
  const { main } = shop
  const legs = [{ method: 'cash', amount: '700.00' }]
  const order = await main.orders.place({
    customerId,
    lines: [{ item: 'wedding' }, { item: 'album' }],
    payment: { legs },
  })
  const [wedding, album] = order.lines.map(({ id }) => id)
  const orderId = order.id
  await main.orders.moveStage({ lines: [{ orderId, lineId: wedding ?? '' }], from: 'ordered', shootDate: '2026-12-05' })
  await main.orders.pickUp({ orderId, lines: [album ?? ''], arrearsAllowed: true })
  await main.selection.use({ orderId, lineId: wedding ?? '', entitlement: 'looks' })
  const { imageIds } = await main.selection.registerImages({ orderId, images: ['1', '2', '3'] })
  const { id: selectionId } = await main.selection.open({ orderId, lineId: wedding ?? '' })
  await main.selection.pick({ selectionId, imageIds })
  const signature = { signer: 'Fang', method: 'onScreen' }
  await main.selection.confirm({ orderId, selectionId, text: 'as picked', signature })
  const gone = await main.orders.place({
    customerId,
    lines: [{ item: 'frame' }],
    payment: { legs: [{ method: 'cash', amount: '50' }] },
  })
  await main.orders.cancel({ orderId: gone.id, reason: 'they moved', forfeit: '20' })
  await main.reader.read({})
})
afterAll(() => close())

const first = (rows: Record<string, unknown>[], of: (row: Record<string, unknown>) => boolean = () => true) => {
  const row = rows.find(of)
  if (row === undefined) throw new Error('nothing to bend')
  return row
}
const bigger = (row: Record<string, unknown>, column: string): void => {
  row[column] = (row[column] as bigint) + 1n
}

const bends: Readonly<Record<keyof typeof rules, readonly Bend[]>> = {
  totals: [({ orders }) => bigger(first(orders), 'total'), ({ lines }) => bigger(first(lines), 'amount')],
  statuses: [({ orders }) => (first(orders).status = 'completed')],
  numbers: [({ orders }) => (first(orders).number = 'main-261122-0009'), ({ lines }) => (first(lines).line = 9)],
  ways: [
    ({ lines }) => (first(lines, ({ stage }) => stage === 'scheduled').stage = 'shot'),
    ({ changes }) => changes.push({ ...first(changes, ({ toStage }) => toStage === 'scheduled') }),
  ],
  work: [({ work }) => (first(work).changeId = 'none'), ({ work }) => work.splice(0)],
  cancelled: [({ commitments }) => (first(commitments, ({ cancelled }) => cancelled === true).cancelled = false)],
  paid: [({ commitments }) => bigger(first(commitments), 'paid')],
  commitments: [
    ({ commitments }) => bigger(first(commitments), 'outstanding'),
    ({ commitments }) => bigger(first(commitments), 'total'),
  ],
  earned: [({ commitments }) => bigger(first(commitments), 'recognised')],
  customersSide: [
    ({ posted }) =>
      bigger(
        first(posted, ({ account }) => account === 'CustomerDeposits'),
        'credit',
      ),
  ],
  packages: [({ uses }) => (first(uses).included = 2), ({ uses }) => (first(uses).included = -1)],
  confirmations: [
    ({ confirmations }) => confirmations.push({ ...first(confirmations), id: 'another' }),
    ({ selections }) =>
      selections.push(...[1, 2].map(() => ({ ...first(selections), id: 'x', state: 'open', confirmationId: null }))),
  ],
  extras: [({ selections }) => (first(selections).soldLines = [])],
}

describe('the rules of orders', () => {
  it('have nothing to say of a shop that is right', () => {
    for (const rule of Object.values(rules)) expect(rule.broken(facts)).toEqual([])
  })

  for (const name of Object.keys(bends) as (keyof typeof rules)[]) {
    it(`tell where not: ${rules[name].name}`, () => {
      for (const bend of bends[name]) {
        const bent = structuredClone(facts)
        bend(bent as unknown as Parameters<Bend>[0])
        expect(rules[name].broken(bent).length).toBeGreaterThan(0)
      }
    })
  }

  it('tell of what was acknowledged and is not there, and of what nobody asked for', () => {
    const placed = facts.orders.map(({ id }) => ({ what: 'placed', id }) as const)
    expect(lostMarks(facts, placed)).toEqual([])
    expect(lostMarks(facts, [...placed, ...placed])).toHaveLength(placed.length)
    expect(lostMarks(facts, [{ what: 'booked', id: 'none' }])).toHaveLength(1)
    expect(unmarked(facts, placed).every((one) => !one.startsWith('placed'))).toBe(true)
    expect(unmarked(facts, placed.slice(1)).filter((one) => one.startsWith('placed'))).toHaveLength(1)
  })
})
