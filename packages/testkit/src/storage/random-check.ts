/** Random queries over random rows, held against the reference. A failure names its seed and the smallest query that still fails. */
import type { Aggregate, Find, Measure, OrderBy, Reads, Row, StoredTable, Value, Where } from '@calotype/core/storage'
import { equal, shown } from './check.ts'
import { Unmet } from './failure.ts'
import { insert, type Lab } from './lab.ts'
import { type Random, randomFrom } from './random-numbers.ts'
import { aggregateRows, findRows } from './reference.ts'
import { keyOf, orders } from './tables.ts'

const texts = [
  '',
  'a',
  'A',
  'ab',
  'Ab',
  'b',
  'a%',
  'a_b',
  '%',
  '\\',
  "it's",
  'ß',
  'é',
  'e\u0301',
  '王芳',
  '王芬',
  '😀',
  '\ufffd',
  ' a',
  'a ',
]
const numbers = [-2, -1, 0, 1, 2, 9, 10, 100, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
const amounts = [-(2n ** 55n), -100n, -1n, 0n, 1n, 99n, 100n, 2n ** 53n + 1n, 2n ** 55n]
const weights = ['-10.5', '-1', '-0.001', '0', '0.001', '0.1', '0.2', '9', '9.5', '10', '100', '99999999999.999']
const moments = [
  '1969-12-31T23:59:59.999Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-11-22T09:00:00.000Z',
]
const days = ['1969-12-31', '2026-03-28', '2026-03-29', '2026-11-22']

/** Values that queries ask for: those that rows hold, so that answers are rarely empty. */
const domain: Readonly<Record<string, readonly Value[]>> = {
  id: Array.from({ length: 8 }, (_, index) => keyOf(index * 9)),
  shop: ['rose', 'lily', 'Rose'],
  number: texts,
  customer: texts,
  remark: texts,
  copies: numbers,
  price: amounts,
  weight: weights,
  paid: [true, false],
  takenAt: moments,
  day: days,
  version: [1, 2, 3],
}
const names = Object.keys(domain)
const nullables = new Set(Object.entries(orders.columns).flatMap(([name, column]) => (column.nullable ? [name] : [])))

const valueFor = (random: Random, name: string): Value => random.pick(domain[name] ?? [null])

function randomRows(random: Random, count: number): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const row: Record<string, Value> = { id: keyOf(index), extras: random.chance(0.5) ? null : { index } }
    for (const name of names) {
      if (name !== 'id') row[name] = nullables.has(name) && random.chance(0.3) ? null : valueFor(random, name)
    }
    // Sums of ints must stay within what a number holds: the extremes stand alone.
    if (index > 3 && Math.abs(Number(row.copies)) > 1000) row.copies = 7
    // Numbers are unique within a shop.
    if (row.number !== null) row.number = `${String(row.number)}${index}`
    return row
  })
}

function randomWhere(random: Random, depth: number): Where {
  const roll = random.next()
  if (depth > 0 && roll < 0.22) return { kind: 'and', all: several(random, depth) }
  if (depth > 0 && roll < 0.44) return { kind: 'or', any: several(random, depth) }
  if (depth > 0 && roll < 0.6) return { kind: 'not', not: randomWhere(random, depth - 1) }
  const column = random.pick(names)
  if (random.chance(0.2)) {
    const values = Array.from({ length: random.below(4) }, () => (random.chance(0.1) ? null : valueFor(random, column)))
    return { kind: 'in', column, values }
  }
  const kind = orders.columns[column]?.kind
  const value = random.chance(0.1) ? null : valueFor(random, column)
  if (kind === 'bool') return { kind: 'compare', column, is: random.pick(['eq', 'ne'] as const), value }
  if (kind !== 'text') {
    return { kind: 'compare', column, is: random.pick(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const), value }
  }
  const is = random.pick(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'startsWith', 'contains'] as const)
  return random.chance(0.3)
    ? { kind: 'compare', column, is, value, fold: true }
    : { kind: 'compare', column, is, value }
}

const several = (random: Random, depth: number): Where[] =>
  Array.from({ length: random.below(4) }, () => randomWhere(random, depth - 1))

/** A total order: the key comes last, unless it was picked before. */
function randomOrder(random: Random): OrderBy[] {
  const picked = [...new Set(Array.from({ length: random.below(4) }, () => random.pick(names)))]
  return [...picked.filter((name) => name !== 'id'), 'id'].map((column) => ({
    column,
    direction: random.pick(['asc', 'desc'] as const),
  }))
}

function randomFind(random: Random, about: 'where' | 'pages', rows: readonly Row[]): Find {
  const where = about === 'where' || random.chance(0.5) ? randomWhere(random, 3) : undefined
  if (about === 'where' && random.chance(0.7))
    return { where, orderBy: [{ column: 'id', direction: 'asc' }], limit: 'all' }
  const orderBy = randomOrder(random)
  const limit = random.chance(0.3) ? 'all' : 1 + random.below(20)
  if (about === 'where' || random.chance(0.3)) return { where, orderBy, limit }
  const row = random.pick(rows)
  // Mostly the values of a row, as a page has them; now and then values between rows.
  const after = orderBy.map(({ column }) => (random.chance(0.85) ? (row[column] ?? null) : valueFor(random, column)))
  return { where, orderBy, limit, after }
}

function randomAggregate(random: Random): Aggregate {
  const groupBy = [
    ...new Set(
      Array.from({ length: random.below(3) }, () =>
        random.pick(['shop', 'customer', 'remark', 'paid', 'day', 'copies', 'weight', 'takenAt', 'price']),
      ),
    ),
  ]
  const measures: Record<string, Measure> = {}
  for (let index = 0; index <= random.below(4); index++) {
    const of = random.pick(['count', 'sum', 'min', 'max', 'countDistinct'] as const)
    if (of === 'count') measures[`m${index}`] = { of }
    else if (of === 'sum') measures[`m${index}`] = { of, column: random.pick(['price', 'weight', 'version']) }
    else
      measures[`m${index}`] = {
        of,
        column: random.pick(names.filter((name) => of === 'countDistinct' || name !== 'paid')),
      }
  }
  const where = random.chance(0.6) ? randomWhere(random, 2) : undefined
  const sorted = [...groupBy].map((column): OrderBy => ({ column, direction: random.pick(['asc', 'desc'] as const) }))
  const [lead] = Object.keys(measures)
  const orderBy =
    lead !== undefined && random.chance(0.4)
      ? [{ column: lead, direction: random.pick(['asc', 'desc'] as const) }, ...sorted]
      : sorted
  return { where, groupBy, measures, orderBy, limit: random.chance(0.3) ? 1 + random.below(5) : 'all' }
}

interface Model<Q> {
  readonly make: (random: Random, rows: readonly Row[]) => Q
  readonly ask: (reads: Reads, table: StoredTable, query: Q) => Promise<Row[]>
  readonly expect: (table: StoredTable, rows: readonly Row[], query: Q) => Row[]
  readonly smaller: (query: Q) => readonly Q[]
}

async function check<Q>(lab: Lab, salt: number, model: Model<Q>): Promise<void> {
  const random = randomFrom(lab.seed + salt)
  const rows = randomRows(random, 90)
  const store = await lab.ready(orders)
  await insert(store, orders, rows)
  await store.snapshot(async (reads) => {
    const seen = async (query: Q): Promise<unknown> => {
      try {
        return await model.ask(reads, orders, query)
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      }
    }
    const fails = async (query: Q): Promise<boolean> => !equal(await seen(query), model.expect(orders, rows, query))
    for (let index = 0; index < lab.randomQueries; index++) {
      let query = model.make(random, rows)
      if (!(await fails(query))) continue
      for (let tries = 0; tries < 200; tries++) {
        let smaller: Q | undefined
        for (const candidate of model.smaller(query)) {
          if (await fails(candidate)) {
            smaller = candidate
            break
          }
        }
        if (smaller === undefined) break
        query = smaller
      }
      throw new Unmet(
        `query no. ${index} of seed ${lab.seed}, made small: ${shown(query, 900)} answers ${shown(model.expect(orders, rows, query), 500)}`,
        shown(await seen(query), 500),
      )
    }
  })
}

/** Each of these conditions is a little smaller. */
function smallerWheres(where: Where): Where[] {
  const without = (all: readonly Where[]): Where[][] =>
    all.map((_, index) => all.filter((__, place) => place !== index))
  const shrunk = (all: readonly Where[]): Where[][] =>
    all.flatMap((one, index) =>
      smallerWheres(one).map((smaller) => all.map((other, place) => (place === index ? smaller : other))),
    )
  switch (where.kind) {
    case 'and':
      return [
        ...where.all,
        ...[...without(where.all), ...shrunk(where.all)].map((all): Where => ({ kind: 'and', all })),
      ]
    case 'or':
      return [...where.any, ...[...without(where.any), ...shrunk(where.any)].map((any): Where => ({ kind: 'or', any }))]
    case 'not':
      return [where.not, ...smallerWheres(where.not).map((not): Where => ({ kind: 'not', not }))]
    case 'in':
      return where.values.map((_, index) => ({ ...where, values: where.values.filter((__, place) => place !== index) }))
    case 'compare':
      return []
  }
}

function smallerFinds(find: Find): Find[] {
  const { where, orderBy, after } = find
  const finds: Find[] = []
  if (where !== undefined)
    finds.push({ ...find, where: undefined }, ...smallerWheres(where).map((one) => ({ ...find, where: one })))
  if (find.limit !== 'all') finds.push({ ...find, limit: 'all' })
  if (after !== undefined) finds.push({ ...find, after: undefined })
  for (const index of orderBy.keys()) {
    if (orderBy[index]?.column === 'id') continue
    const others = <T>(all: readonly T[]): T[] => all.filter((_, place) => place !== index)
    finds.push({ ...find, orderBy: others(orderBy), after: after === undefined ? undefined : others(after) })
  }
  return finds
}

function smallerAggregates(aggregate: Aggregate): Aggregate[] {
  const { where, groupBy, measures, orderBy } = aggregate
  const smaller: Aggregate[] = []
  if (where !== undefined)
    smaller.push(
      { ...aggregate, where: undefined },
      ...smallerWheres(where).map((one) => ({ ...aggregate, where: one })),
    )
  for (const name of groupBy) {
    smaller.push({
      ...aggregate,
      groupBy: groupBy.filter((other) => other !== name),
      orderBy: orderBy.filter((by) => by.column !== name),
    })
  }
  for (const name of Object.keys(measures)) {
    if (Object.keys(measures).length === 1) break
    const others = Object.fromEntries(Object.entries(measures).filter(([other]) => other !== name))
    smaller.push({ ...aggregate, measures: others, orderBy: orderBy.filter((by) => by.column !== name) })
  }
  if (aggregate.limit !== 'all') smaller.push({ ...aggregate, limit: 'all' })
  return smaller
}

export function checkRandomFinds(lab: Lab, about: 'where' | 'pages'): Promise<void> {
  return check<Find>(lab, about === 'where' ? 1 : 2, {
    make: (random, rows) => randomFind(random, about, rows),
    ask: (reads, table, find) => reads.find(table, find),
    expect: findRows,
    smaller: smallerFinds,
  })
}

export function checkRandomAggregates(lab: Lab): Promise<void> {
  return check<Aggregate>(lab, 3, {
    make: (random) => randomAggregate(random),
    ask: (reads, table, aggregate) => reads.aggregate(table, aggregate),
    expect: aggregateRows,
    smaller: smallerAggregates,
  })
}
