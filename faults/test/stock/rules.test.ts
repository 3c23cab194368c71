/** Each rule of what must be true of an inventory can tell a spoilt one from a whole one. */
import { definePlugin, memory, operation } from '@calotype/core'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { randomOf } from '../../src/run/random.ts'
import { readFacts, type StockFacts } from '../../src/stock/facts.ts'
import { lostMarks, type Mark, unmarked } from '../../src/stock/marks.ts'
import { rules } from '../../src/stock/rules.ts'
import { fill, furnish, openStockroom } from '../../src/stock/studio.ts'
import { client } from '../../src/stock/workload.ts'

let facts: StockFacts

/** Hands the rows out as they are. */
const reader = definePlugin({
  name: 'reader',
  version: '1.0.0',
  requires: { inventory: '*' },
  operations: {
    read: operation({
      name: 'reader.read',
      summary: 'Reads all that the inventory keeps.',
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
  const room = await openStockroom(memory(), { plugins: [reader] })
  await furnish(room)
  await fill(room, 25)
  room.later(300)
  await client(room, { random: randomOf(3), name: 'c', steps: 300 })
  await room.owner.reader.read({})
  await room.engine.close()
})

const broken = (spoilt: StockFacts): readonly string[] =>
  Object.entries(rules).flatMap(([name, rule]) => (rule.broken(spoilt).length > 0 ? [name] : []))

/** With the first row changed that fits. */
function spoil<Row extends object>(
  rows: readonly Row[],
  fits: (row: Row) => boolean,
  change: (row: Row) => Partial<Row>,
): readonly Row[] {
  const at = rows.findIndex(fits)
  expect(at, 'a row to spoil').toBeGreaterThanOrEqual(0)
  return rows.map((row, place) => (place === at ? { ...row, ...change(row) } : row))
}

const isOf = (kind: string) => (row: { readonly kind: string; readonly quantity: number }) =>
  row.kind === kind && row.quantity < 0
const moreWorth = ({ value }: { readonly value: bigint }) => ({ value: value + 1n })
const more = ({ onHand }: { readonly onHand: number }) => ({ onHand: onHand + 1 })

const cases: Readonly<Record<keyof typeof rules, () => Partial<StockFacts>>> = {
  pools: () => ({ pools: spoil(facts.pools, ({ quantity }) => quantity > 0, moreWorth) }),
  stock: () => ({ stock: spoil(facts.stock, () => true, more) }),
  lots: () => ({ lotStock: spoil(facts.lotStock, () => true, more) }),
  layers: () => ({
    layers: spoil(
      facts.layers,
      ({ open }) => open === 1,
      () => ({ open: 0 }),
    ),
  }),
  promises: () => ({
    reservations: spoil(
      facts.reservations,
      ({ open }) => open > 0,
      ({ open }) => ({ open: open + 1 }),
    ),
  }),
  things: () => ({
    serials: spoil(
      facts.serials,
      ({ status }) => status === 'inStock',
      () => ({ status: 'out' }),
    ),
  }),
  transfers: () => ({
    transfers: spoil(
      facts.transfers,
      ({ status }) => status === 'received',
      () => ({ status: 'inTransit' }),
    ),
  }),
  moments: () => ({
    lines: spoil(
      facts.lines,
      ({ kind }) => kind === 'issue',
      () => ({ quantity: -1000 }),
    ),
  }),
  conserved: () => ({
    transfers: spoil(
      facts.transfers,
      ({ status }) => status === 'inTransit',
      () => ({ status: 'received' }),
    ),
  }),
  vouchers: () => ({ movements: facts.movements.slice(1) }),
  returns: () => ({
    lines: spoil(
      facts.lines,
      ({ kind }) => kind === 'customerReturn',
      ({ quantity }) => ({ quantity: quantity + 9 }),
    ),
  }),
  productions: () => ({ lines: spoil(facts.lines, isOf('production'), moreWorth) }),
  values: () => ({ lines: spoil(facts.lines, isOf('issue'), moreWorth) }),
  books: () => ({
    books: spoil(
      facts.books,
      ({ account }) => account === 'GoodsReceived',
      ({ balance }) => ({ balance: balance + 1n }),
    ),
  }),
}

it('nothing is broken of an inventory at work', () => {
  expect(broken(facts)).toEqual([])
  expect(facts.lines.length).toBeGreaterThan(200)
})

it.each(Object.entries(cases))('a spoilt one is told by the rule of %s', (name, spoilt) => {
  expect(broken({ ...facts, ...spoilt() })).toContain(name)
})

it('what was acknowledged and is not there is missed', () => {
  const [movement] = facts.movements
  const there = { what: 'moved', id: movement?.id ?? '' } as const
  expect(lostMarks(facts, [there])).toEqual([])
  expect(lostMarks({ ...facts, movements: [] }, [there])).toHaveLength(1)
  const underWay = facts.transfers.find(({ status }) => status === 'inTransit')
  expect(lostMarks(facts, [{ what: 'ended', id: underWay?.id ?? 'none' }])).toHaveLength(1)
})

it('what stands and nobody did is told, and so is one thing that two commands did', () => {
  const marks: readonly Mark[] = [
    ...facts.movements.map(({ id }) => ({ what: 'moved', id }) as const),
    ...facts.transfers.map(({ id }) => ({ what: 'sent', id }) as const),
    ...facts.reservations.map(({ id }) => ({ what: 'reserved', id }) as const),
  ]
  expect(unmarked(facts, marks)).toEqual([])
  for (const what of ['moved', 'sent', 'reserved'] as const) {
    expect(unmarked(facts, spoilMark(marks, what)).length, what).toBeGreaterThan(0)
  }
  expect(lostMarks(facts, marks)).toEqual([])
  expect(lostMarks(facts, [...marks, ...marks.slice(0, 1)])).toHaveLength(1)
})

const spoilMark = (marks: readonly Mark[], what: Mark['what']): readonly Mark[] =>
  spoil(
    marks,
    (mark) => mark.what === what,
    () => ({ id: 'another' }),
  )

it('a thing that lies twice at a place is told, and goods that were there too late', () => {
  const thing = facts.lines.find(({ serialId, quantity }) => serialId !== null && quantity > 0)
  expect(thing).toBeDefined()
  const twice = facts.lines.flatMap((line) => (line === thing ? [line, line] : [line]))
  expect(rules.moments.broken({ ...facts, lines: twice }).length).toBeGreaterThan(0)
  expect(rules.moments.broken({ ...facts, lines: facts.lines.toReversed() }).length).toBeGreaterThan(0)
})
