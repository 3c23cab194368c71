/** The facts of the inventory as they lie in the store, and reports that are worked out from them line by line. */
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { inventoryCosts, inventoryItems, inventoryLines } from '../../src/inventory/index.ts'
import { Money } from '../../src/values/money.ts'

const lineSchema = z.object({
  movementId: z.string(),
  line: z.int(),
  ofMovementId: z.string().nullable(),
  ofLine: z.int().nullable(),
  branch: z.string(),
  itemId: z.string(),
  locationId: z.string(),
  lotId: z.string().nullable(),
  serialId: z.string().nullable(),
  kind: z.string(),
  at: z.string(),
  businessDate: z.string(),
  bookedOn: z.string(),
  quantity: z.int(),
  value: z.string(),
})

const outputSchema = z.object({
  lines: z.array(lineSchema),
  /** Later costs, each with what its line says of itself. */
  costs: z.array(lineSchema),
  codes: z.record(z.string(), z.string()),
})

export type StockFact = z.output<typeof lineSchema>
export type StockFacts = z.output<typeof outputSchema>

const rows = operation({
  name: 'facts.rows',
  summary: 'Answers the lines of all movements, and what they turned out to cost.',
  kind: 'query',
  input: z.strictObject({}),
  output: outputSchema,
  async run({ store }) {
    const lines = await store.find(inventoryLines, { limit: 'all' })
    const costs = await store.find(inventoryCosts, { limit: 'all' })
    const items = await store.find(inventoryItems, { limit: 'all' })
    const byKey = new Map(lines.map((line) => [`${line.movementId}:${line.line}`, line]))
    return {
      lines: lines.map((line) => ({ ...line, value: `${line.value}` })),
      costs: costs.flatMap(({ movementId, line, bookedOn, amount }) => {
        const of = byKey.get(`${movementId}:${line}`)
        return of === undefined ? [] : [{ ...of, bookedOn, quantity: 0, value: `${amount}` }]
      }),
      codes: Object.fromEntries(items.map((item) => [item.id, item.code])),
    }
  },
})

export const stockFacts = definePlugin({
  name: 'facts',
  version: '1.0.0',
  operations: { rows },
  roles: { manager: ['facts.rows'] },
})

/** Whether a line was there at a moment, and whether its value was in the books. */
export interface Moment {
  counts(line: StockFact): boolean
  isBooked(line: StockFact): boolean
}

export interface NaiveStock {
  readonly quantity: number
  readonly value: string
  readonly locations: Readonly<Record<string, number>>
}

export const cny = (minor: bigint): string => Money.ofMinor(minor, 'CNY').toString()

/** By branch and code; without those of which there is nothing. */
export function naiveStock({ lines, costs, codes }: StockFacts, moment: Moment): Readonly<Record<string, NaiveStock>> {
  const sums = new Map<string, { quantity: number; value: bigint; locations: Record<string, number> }>()
  for (const line of [...lines, ...costs]) {
    const key = `${line.branch} ${codes[line.itemId]}`
    const sum = sums.get(key) ?? { quantity: 0, value: 0n, locations: {} }
    sums.set(key, sum)
    if (moment.counts(line)) {
      sum.quantity += line.quantity
      sum.locations[line.locationId] = (sum.locations[line.locationId] ?? 0) + line.quantity
    }
    if (moment.isBooked(line)) sum.value += BigInt(line.value)
  }
  return Object.fromEntries(
    [...sums].flatMap(([key, { quantity, value, locations }]) => {
      const filled = Object.fromEntries(Object.entries(locations).filter(([, own]) => own !== 0))
      if (Object.keys(filled).length === 0 && value === 0n) return []
      return [[key, { quantity, value: cny(value), locations: filled }]]
    }),
  )
}

/** What was used from one date to another, by branch and code: units and minor units. */
export function naiveUse(
  { lines, costs, codes }: StockFacts,
  from: string,
  to: string,
): ReadonlyMap<string, { quantity: number; cost: bigint }> {
  const used = new Map<string, { quantity: number; cost: bigint }>()
  const made = new Map<string, { quantity: number; cost: bigint }>()
  for (const line of [...lines, ...costs]) {
    const isUse = ['issue', 'customerReturn', 'consumption', 'gift'].includes(line.kind)
    if (!isUse && line.kind !== 'production') continue
    const sums = isUse ? used : made
    const key = `${line.branch} ${codes[line.itemId]}`
    const sum = sums.get(key) ?? { quantity: 0, cost: 0n }
    sums.set(key, sum)
    if (from <= line.businessDate && line.businessDate <= to) sum.quantity -= line.quantity
    if (from <= line.bookedOn && line.bookedOn <= to) sum.cost -= BigInt(line.value)
  }
  for (const [key, { quantity, cost }] of made) {
    if (quantity <= 0) continue
    const sum = used.get(key) ?? { quantity: 0, cost: 0n }
    used.set(key, { quantity: sum.quantity + quantity, cost: sum.cost + cost })
  }
  return used
}

/** The same of all items together: what one was made of is still there in it. */
export function naiveCost({ lines, costs }: StockFacts, from: string, to: string): bigint {
  const kinds = ['issue', 'customerReturn', 'consumption', 'gift', 'production']
  return [...lines, ...costs]
    .filter(({ kind, bookedOn }) => kinds.includes(kind) && from <= bookedOn && bookedOn <= to)
    .reduce((sum, { value }) => sum - BigInt(value), 0n)
}
