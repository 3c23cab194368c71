import { earlierOf, laterOf, type Window } from '../../claims/index.ts'
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  inventoryItems,
  inventoryLines,
  inventorySerials,
  inventoryTotals,
  type SerialRow,
  type StockItemRow,
  StockItemUnknown,
  requireItems,
} from '../../inventory/index.ts'
import { addDays, type CalendarDate, earlierDate, laterDate } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { RentalItemRefused, RentalPeriodInvalid } from '../errors.ts'
import { ratioOf } from '../ratio.ts'
import { isSingle, readCounts } from '../rentable-items.ts'
import { dateText, itemText } from '../shapes.ts'
import { type BlockRow, type RentalRow, rentalsBlocks, rentalsRentals } from '../tables.ts'
import { type DaySpan, daysTouched, unitDays } from '../unit-days.ts'

const orders = ['earned', 'timesRented', 'daysOut', 'daysIdle', 'utilisation', 'repairCost'] as const

const schema = z.strictObject({
  /** Business days, both included; ten years back and today unless told. */
  from: dateText.optional(),
  to: dateText.optional(),
  /** Every rentable item unless told. */
  items: z.array(itemText).min(1).max(100).optional(),
  /** What the first have the most of; what is null comes last. */
  by: z.enum(orders).default('earned'),
  /** 1 to 500; `of` tells how many there are. */
  limit: z.int().min(1).max(500).default(50),
})

export interface ReadUnitHistory extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadUnitHistory> = schema

const unitSchema = z.object({
  itemId: z.string(),
  item: z.string(),
  name: z.string(),
  /** Null where units are only counted: such a row is of all of them together. */
  serialId: z.string().nullable(),
  serial: z.string().nullable(),
  units: z.int(),
  /** Whether it is no longer in stock. */
  gone: z.boolean(),
  /** How often it went out in these days. */
  timesRented: z.int(),
  /** Days on which it was there, out, in care (cleaning, repair, blocks), and idle. Of counted units: of each of them. */
  daysOwned: z.int(),
  daysOut: z.int(),
  /** Null of counted units: those that are cleaned are not told from those that are idle. */
  daysInCare: z.int().nullable(),
  daysIdle: z.int(),
  /** Days out for each day owned, `0.2500`; null where it was owned on none. */
  utilisation: z.string().nullable(),
  currency: z.string(),
  /** Prices, late fees and damage of the rentals that went out in these days. */
  earned: z.string(),
  /** Of that, damage. */
  damage: z.string(),
  repairCost: z.string(),
  /** What it was bought for; null of counted units. */
  cost: z.string().nullable(),
  /** What was earned for each unit of money that it cost to buy and repair; null where it cost nothing, and of counted units. */
  earnedOfCost: z.string().nullable(),
})

export interface UnitHistoryRow extends z.output<typeof unitSchema> {}

const outputShape = z.object({
  from: z.string(),
  to: z.string(),
  items: z.array(unitSchema),
  /** How many units there are; `items` has the first of them. */
  of: z.int(),
})

export interface UnitHistory extends z.output<typeof outputShape> {}

const output: z.ZodType<UnitHistory> = outputShape

const errors = [StockItemUnknown, RentalItemRefused, RentalPeriodInvalid] as const

/** What came of units: how often they were rented, what they earned against what they cost, and how long they hung idle. Statements: items, serials, rentals twice, blocks, counts twice, and one each where units are gone and where some are only counted. */
export const history: Operation<'query', ReadUnitHistory, UnitHistory, (typeof errors)[number]> = operation({
  name: 'rentals.history',
  summary: 'Tells of each unit how often it was rented, what it earned and cost, and how long it was idle.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { items: named, by, limit, ...given }) {
    const { store, businessDate } = context
    const to = earlierDate(given.to ?? businessDate, businessDate)
    const from = given.from ?? addDays(to, -3652)
    if (from > to) throw RentalPeriodInvalid.create({ field: 'to', rule: `be ${from} or later`, value: to })
    const items =
      named === undefined
        ? await store.find(inventoryItems, { where: { kind: 'rentable' }, orderBy: ['code'], limit: 'all' })
        : await requireItems(store, [...new Set(named)])
    for (const { code, kind } of items) {
      if (kind === 'rentable') continue
      throw RentalItemRefused.create({ item: code, rule: `must be of the kind rentable, but is of the kind ${kind}` })
    }
    const read = await readPast(context, items, { from, to })
    const past = pasts(read)
    const rows = items.flatMap((item): UnitHistoryRow[] => {
      const ofItem = { itemId: item.id, item: item.code, name: item.name }
      if (!isSingle(item)) {
        const cameOn = read.cameOn.get(item.id)
        const owned = cameOn === undefined ? null : { from: laterDate(from, cameOn), to }
        return [
          { ...ofItem, ...countedRow(context, past(item.id), read.counts.get(item.id) ?? 0, { from, to }, owned) },
        ]
      }
      const units = read.serials.filter((serial) => serial.itemId === item.id)
      return units.map((serial) => {
        return {
          ...ofItem,
          ...singleRow(context, past(serial.id), serial, read.goneOn.get(serial.id) ?? null, { from, to }),
        }
      })
    })
    const byMost = rows.sort((a, b) => weightOf(b, by) - weightOf(a, by) || compareNames(a, b))
    return { from, to, items: byMost.slice(0, limit), of: rows.length }
  },
})

const weightOf = (row: UnitHistoryRow, by: (typeof orders)[number]): number => {
  const value = row[by]
  return value === null ? -1 : Number(value)
}

const compareNames = (a: UnitHistoryRow, b: UnitHistoryRow): number =>
  `${a.item}\u0000${a.serial ?? ''}` < `${b.item}\u0000${b.serial ?? ''}` ? -1 : 1

interface Past {
  readonly rentals: readonly RentalRow[]
  readonly blocks: readonly BlockRow[]
}

interface Read extends Past {
  readonly serials: readonly SerialRow[]
  readonly counts: ReadonlyMap<string, number>
  /** When units that are gone left the stock. */
  readonly goneOn: ReadonlyMap<string, CalendarDate>
  /** When the first of what is only counted came into stock, by item. */
  readonly cameOn: ReadonlyMap<string, CalendarDate>
}

/** What touches these days, of units that are in the branch or were when they left the stock. */
async function readPast(context: QueryContext, items: readonly StockItemRow[], span: DaySpan): Promise<Read> {
  const { store, branch, studio } = context
  const itemIds = items.map(({ id }) => id)
  const days = studio.days(branch)
  const start = days.startOf(span.from)
  const end = days.startOf(addDays(span.to, 1))
  const itemId = { in: itemIds }
  const ended = await store.find(rentalsRentals, {
    where: { branch, itemId, isOpen: false, busyTo: { gte: start }, handedOutAt: { lt: end } },
    orderBy: ['id'],
    limit: 'all',
  })
  const open = await store.find(rentalsRentals, {
    where: { branch, itemId, isOpen: true, handedOutAt: { lt: end } },
    orderBy: ['id'],
    limit: 'all',
  })
  const blocks = await store.find(rentalsBlocks, {
    where: { branch, itemId, endsAt: { gt: start }, startsAt: { lt: end } },
    orderBy: ['id'],
    limit: 'all',
  })
  const serials = await store.find(inventorySerials, {
    where: { branch, itemId },
    orderBy: ['serial', 'id'],
    limit: 'all',
  })
  const gone = serials.filter(({ status }) => status === 'out').map(({ id }) => id)
  const lines =
    gone.length === 0
      ? []
      : await store.find(inventoryLines, {
          where: { serialId: { in: gone }, quantity: { lt: 0 } },
          orderBy: ['at'],
          limit: 'all',
        })
  const goneOn = new Map(lines.flatMap((line) => (line.serialId === null ? [] : [[line.serialId, line.businessDate]])))
  // Some item ids are of single units: those have no counts, and are not asked for.
  const counts = await readCounts(context, itemIds)
  const rentals = [...ended, ...open].filter(({ handedOutAt }) => handedOutAt !== null)
  const cameOn = await readCameOn(
    context,
    items.filter((item) => !isSingle(item)).map(({ id }) => id),
  )
  return { rentals, blocks, serials, counts, goneOn, cameOn }
}

/** Rentable goods move seldom: all their days on which some came are read. */
async function readCameOn(
  { store, branch }: QueryContext,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, CalendarDate>> {
  if (itemIds.length === 0) return new Map()
  const where = { branch, itemId: { in: itemIds }, quantity: { gt: 0 } }
  const came = await store.find(inventoryTotals, { where, orderBy: ['itemId', 'period'], limit: 'all' })
  const first = new Map<string, CalendarDate>()
  for (const { itemId, period } of came) if (isDay(period) && !first.has(itemId)) first.set(itemId, period)
  return first
}

/** Totals are of days, months and years. */
const isDay = (period: string): boolean => period.length === 'YYYY-MM-DD'.length

/** The past of each unit, by its serial; of those that are counted, by their item. */
function pasts({ rentals, blocks }: Read): (id: string) => Past {
  const grouped = <R extends RentalRow | BlockRow>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> => {
    const groups = new Map<string, R[]>()
    for (const row of rows) {
      const id = row.serialId ?? row.itemId
      const group = groups.get(id)
      if (group === undefined) groups.set(id, [row])
      else group.push(row)
    }
    return groups
  }
  const [rentalsOf, blocksOf] = [grouped(rentals), grouped(blocks)]
  return (id) => ({ rentals: rentalsOf.get(id) ?? [], blocks: blocksOf.get(id) ?? [] })
}

const outWindow = ({ handedOutAt, returnedAt, endedAt }: RentalRow, now: string): Window => ({
  from: handedOutAt ?? now,
  to: returnedAt ?? endedAt ?? now,
})

/** What went out in these days, and what it brought in and cost. */
function moneyOf(context: QueryContext, { rentals, blocks }: Past, span: DaySpan) {
  const days = context.studio.days(context.branch)
  const within = (at: string): boolean => {
    const date = days.dateOf(at)
    return span.from <= date && date <= span.to
  }
  const went = rentals.filter(({ handedOutAt }) => handedOutAt !== null && within(handedOutAt))
  const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)
  const damage = total(went.map((rental) => rental.damage))
  return {
    timesRented: went.length,
    earned: total(went.map((rental) => rental.price + rental.lateFee)) + damage,
    damage,
    repairCost: total([
      ...went.map((rental) => rental.repairCost),
      ...blocks.filter(({ startsAt }) => within(startsAt)).map((block) => block.repairCost),
    ]),
  }
}

function singleRow(
  context: QueryContext,
  past: Past,
  serial: SerialRow,
  goneOn: CalendarDate | null,
  span: DaySpan,
): Omit<UnitHistoryRow, 'itemId' | 'item' | 'name'> {
  const { now, studio, branch } = context
  const { currency } = studio
  const owned = {
    from: laterDate(span.from, serial.acquiredOn),
    to: goneOn === null ? span.to : earlierDate(span.to, goneOn),
  }
  const out = past.rentals.map((rental) => outWindow(rental, now))
  const care = [
    ...past.rentals.flatMap(({ returnedAt, endedAt }) =>
      returnedAt === null ? [] : [{ from: returnedAt, to: endedAt ?? laterOf(now, returnedAt) }],
    ),
    ...past.blocks.map(({ startsAt, endsAt }) => ({ from: startsAt, to: earlierOf(endsAt, now) })),
  ]
  const days = unitDays(owned, out, care, studio.days(branch))
  const { timesRented, ...money } = moneyOf(context, past, span)
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  return {
    serialId: serial.id,
    serial: serial.serial,
    units: 1,
    gone: serial.status === 'out',
    timesRented,
    daysOwned: days.owned,
    daysOut: days.out,
    daysInCare: days.inCare,
    daysIdle: days.idle,
    utilisation: ratioOf(BigInt(days.out), BigInt(days.owned)),
    currency,
    earned: shown(money.earned),
    damage: shown(money.damage),
    repairCost: shown(money.repairCost),
    cost: shown(serial.cost),
    earnedOfCost: ratioOf(money.earned, serial.cost + money.repairCost),
  }
}

/** Of units that are only counted: days of each unit since the first came, by how many there are today. */
function countedRow(
  context: QueryContext,
  past: Past,
  units: number,
  span: DaySpan,
  ownedSpan: DaySpan | null,
): Omit<UnitHistoryRow, 'itemId' | 'item' | 'name'> {
  const { now, studio, branch } = context
  const { currency } = studio
  const days = studio.days(branch)
  const owned = unitDays(ownedSpan, [], [], days).owned * units
  const out = past.rentals.reduce((sum, rental) => {
    return sum + daysTouched(span, outWindow(rental, now), days) * rental.quantity
  }, 0)
  const { timesRented, ...money } = moneyOf(context, past, span)
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  return {
    serialId: null,
    serial: null,
    units,
    gone: false,
    timesRented,
    daysOwned: owned,
    daysOut: out,
    daysInCare: null,
    daysIdle: Math.max(0, owned - out),
    utilisation: ratioOf(BigInt(out), BigInt(owned)),
    currency,
    earned: shown(money.earned),
    damage: shown(money.damage),
    repairCost: shown(money.repairCost),
    cost: null,
    earnedOfCost: null,
  }
}
