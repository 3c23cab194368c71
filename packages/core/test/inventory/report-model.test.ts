import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, lastDayOfMonth } from '../../src/values/calendar-date.ts'
import { businessDays } from '../../src/values/business-day.ts'
import { addMillis } from '../../src/values/instant.ts'
import { type BusyStockroom, type ChanceStep, happen, openBusyStockroom } from './busy-stockroom.ts'
import { cny, type Moment, naiveStock, naiveCost, naiveUse, type StockFact, type StockFacts } from './stock-facts.ts'

const chance = fc.noBias(fc.integer({ min: 0, max: 9999 })).map((one) => one / 10_000)
const step: fc.Arbitrary<ChanceStep> = fc.record({
  what: chance,
  item: chance,
  place: chance,
  amount: chance,
  wait: chance,
  late: chance,
})
const steps = fc.array(step, { minLength: 20, maxLength: 60 })
const moments = fc.array(chance, { minLength: 6, maxLength: 6 })

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

/** Two years and a few weeks later than the beginning, so that dates are asked for which nothing moved on as well. */
const span = 780 * 86_400_000
const beginning = '2024-11-18T02:00:00.000Z'

/** What `inventory.stockAt` answers, as the naive report has it. */
async function reported({ desks }: BusyStockroom, given: { on?: string; at?: string }) {
  const { items, value } = await desks[0].inventory.stockAt(given)
  const shown = items.map(({ branch, code, quantity, value: worth, locations }) => {
    const places = Object.fromEntries(locations.map((one) => [one.locationId, one.quantity]))
    return [`${branch} ${code}`, { quantity, value: worth, locations: places }] as const
  })
  return { stock: Object.fromEntries(shown), value }
}

const endOf = (date: string): Moment => ({
  counts: (line) => line.businessDate <= date,
  isBooked: (line) => line.bookedOn <= date,
})

const everything: Moment = { counts: () => true, isBooked: () => true }

/** Of the instant's own day what happened until then, and what was booked that day of days before. */
const instantOf = (at: string, dateOf: (branch: string) => string): Moment => ({
  counts: (line) => line.at <= at,
  isBooked: (line) => line.bookedOn <= dateOf(line.branch) && line.at <= at,
})

const days = {
  main: businessDays({ timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' }),
  south: businessDays({ timeZone: 'Pacific/Auckland', dayStartsAt: '04:00' }),
}

const dateAt = (at: string) => (branch: string) => days[branch === 'main' ? 'main' : 'south'].dateOf(at)

const worthOf = (facts: StockFacts, moment: Moment, of: (line: StockFact) => boolean): bigint =>
  sum(
    [...facts.lines, ...facts.costs]
      .filter((line) => of(line) && moment.isBooked(line))
      .map(({ value }) => BigInt(value)),
  )

describe('stock at any moment', () => {
  it('is what a walk through all lines comes to: at the end of any day, at any instant, and now', async () => {
    await fc.assert(
      fc.asyncProperty(steps, moments, async (given, asked) => {
        const room = await openBusyStockroom()
        try {
          await happen(room, given)
          const facts = await room.desks[0].facts.rows({})
          expect((await reported(room, {})).stock).toEqual(naiveStock(facts, everything))
          for (const one of asked) {
            const at = addMillis(beginning, Math.floor(one * span))
            const on = at.slice(0, 10)
            const day = await reported(room, { on })
            expect(day.stock).toEqual(naiveStock(facts, endOf(on)))
            expect(day.value).toBe(cny(worthOf(facts, endOf(on), () => true)))
            // Also at the very instant of a movement, and just before it.
            const line = facts.lines[Math.floor(one * facts.lines.length)]
            for (const instant of [at, line?.at ?? at, addMillis(line?.at ?? at, -1)]) {
              if (instant > room.clock.now) continue
              const moment = instantOf(instant, dateAt(instant))
              expect((await reported(room, { at: instant })).stock).toEqual(naiveStock(facts, moment))
            }
          }
        } finally {
          await room.engine.close()
        }
      }),
      { numRuns: 15 },
    )
  })
})

describe('turnover and ABC', () => {
  it('are what all lines of a period come to, item by item', async () => {
    await fc.assert(
      fc.asyncProperty(steps, moments, async (given, asked) => {
        const room = await openBusyStockroom()
        try {
          await happen(room, given)
          const facts = await room.desks[0].facts.rows({})
          for (const one of asked.slice(0, 3)) {
            const from = addDays('2024-11-18', Math.floor(one * 700))
            const to = addDays(from, Math.floor(((one * 1000) % 1) * 400))
            await turnoverHolds(room, facts, from, to)
            await classesHold(room, facts, from, to)
          }
        } finally {
          await room.engine.close()
        }
      }),
      { numRuns: 15 },
    )
  })
})

async function turnoverHolds({ desks }: BusyStockroom, facts: StockFacts, from: string, to: string) {
  const report = await desks[0].inventory.turnover({ from, to })
  const days = daysBetween(from, to) + 1
  expect(report).toMatchObject({ from, to, days, currency: 'CNY' })
  const points = [addDays(from, -1)]
  for (let end = lastDayOfMonth(from); end < to; end = lastDayOfMonth(addMonths(`${end.slice(0, 7)}-01`, 1)))
    points.push(end)
  points.push(to)
  const used = naiveUse(facts, from, to)
  const meanOf = (of: (line: StockFact) => boolean) =>
    Number(sum(points.map((point) => worthOf(facts, endOf(point), of)))) / points.length
  for (const row of [...report.items, { ...report.total, branch: '', code: 'total' }]) {
    const key = `${row.branch} ${row.code}`
    const isTotal = row.code === 'total'
    const mean = meanOf((line) => isTotal || `${line.branch} ${facts.codes[line.itemId]}` === key)
    const cost = isTotal ? naiveCost(facts, from, to) : (used.get(key)?.cost ?? 0n)
    expect(row.cost).toBe(cny(cost))
    expect(Math.abs(Number(row.meanValue) * 100 - mean)).toBeLessThanOrEqual(0.501)
    if (mean <= 0) expect(row.turnover).toBeNull()
    else expect(Math.abs(Number(row.turnover) - Number(cost) / mean)).toBeLessThanOrEqual(0.0051)
    if (mean <= 0 || cost <= 0n) expect(row.daysOnHand).toBeNull()
    else expect(Math.abs(Number(row.daysOnHand) - (days * mean) / Number(cost))).toBeLessThanOrEqual(0.0051)
  }
  const reportedKeys = new Set(report.items.map((row) => `${row.branch} ${row.code}`))
  for (const [key, { cost }] of used) if (cost !== 0n) expect(reportedKeys).toContain(key)
}

async function classesHold({ desks }: BusyStockroom, facts: StockFacts, from: string, to: string) {
  const report = await desks[0].inventory.abc({ from, to })
  const costs = new Map<string, bigint>()
  for (const [key, { cost }] of naiveUse(facts, from, to)) {
    const code = key.split(' ')[1] ?? ''
    costs.set(code, (costs.get(code) ?? 0n) + cost)
  }
  expect(report.items).toHaveLength(4)
  const given = report.items.map((row) => row.cost)
  expect(Object.fromEntries(report.items.map((row) => [row.code, row.cost]))).toEqual(
    Object.fromEntries(['album', 'frame', 'paper', 'powder'].map((code) => [code, cny(costs.get(code) ?? 0n)])),
  )
  expect(given).toEqual([...given].sort((one, other) => Number(other) - Number(one)))
  expect(report.items.map((row) => row.class).join('')).toMatch(/^(A+B*C*)?$/)
}
