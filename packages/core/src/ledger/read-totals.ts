/**
 * Debits and credits added up by what statements tell apart: the one way in which statements read the books. It costs by days
 * and accounts: finished days come from the totals, and only the lines of open days are added up.
 */
import { type Filter, present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { ScopedStore } from '../storage/scoped-store.ts'
import type { RowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { closingCategory } from './period-year-end.ts'
import { ledgerLines, ledgerPeriods } from './tables.ts'
import { periodsCovering } from './total-periods.ts'
import { ledgerAccountTotals, ledgerTotals } from './totals-tables.ts'

/** What totals can be told apart by. */
export type TotalDimension =
  | 'branch'
  | 'account'
  | 'currency'
  | 'method'
  | 'category'
  | 'shootType'
  | 'cash'
  /** Whether they closed a year. */
  | 'closing'

export interface WantedTotals {
  /** The first business date; from the beginning unless told. */
  readonly from?: CalendarDate | undefined
  /** The last business date; until now unless told. */
  readonly to?: CalendarDate | undefined
  /** All that the session may see, unless told. */
  readonly branches?: readonly string[] | undefined
  readonly accounts?: readonly string[] | undefined
  /** The empty text stands for lines without one. */
  readonly categories?: readonly string[] | undefined
  /** The empty text stands for lines without one. */
  readonly shootTypes?: readonly string[] | undefined
  /** True: only of entries that moved money; false: only of the others. */
  readonly cash?: boolean | undefined
  /** False: without the closing entries of years; true: of them alone. */
  readonly closing?: boolean | undefined
  readonly groupBy: readonly TotalDimension[]
}

/** Sums of one group. What the group does not tell apart, and what its lines do not have, is empty (`cash` and `closing`: false). */
export interface Total {
  readonly branch: string
  readonly account: string
  readonly currency: string
  readonly method: string
  readonly category: string
  readonly shootType: string
  readonly cash: boolean
  readonly closing: boolean
  readonly debit: bigint
  readonly credit: bigint
}

type AccountDimension = 'branch' | 'account' | 'currency' | 'cash' | 'closing'
type LineDimension = Exclude<TotalDimension, 'closing'>

/** Lines tell by their category whether they closed a year. */
const ofLines = (groupBy: readonly TotalDimension[]): readonly LineDimension[] => [
  ...new Set(groupBy.map((dimension) => (dimension === 'closing' ? 'category' : dimension))),
]

const closingTest = (closing: boolean) => (closing ? { eq: closingCategory } : { ne: closingCategory })

type Period = RowOf<typeof ledgerPeriods>
type LineFilter = Filter<RowOf<typeof ledgerLines>>

/**
 * Sums in the order of the dimensions wanted. At most three statements: which days are totalled (once in a query), their totals,
 * and the lines of the open days.
 */
export async function readTotals(store: ScopedReads, wanted: WantedTotals): Promise<readonly Total[]> {
  const { from, to } = wanted
  const [totals = []] = await readTotalsOf(store, wanted, [{ from, to }])
  return totals
}

/** The same of several ranges of dates, which may overlap: a list for each, and no more statements than for one. */
export async function readTotalsOf(
  store: ScopedReads,
  wanted: Omit<WantedTotals, 'from' | 'to'>,
  ranges: readonly DateRange[],
): Promise<readonly (readonly Total[])[]> {
  const all = await totalledPeriods(store)
  const known = all.filter(({ branch }) => wanted.branches?.includes(branch) !== false)
  const groups = ranges.map(() => new Map<string, Total>())
  const addTo = adderOf(wanted.groupBy)
  for (const read of [finishedDays, openDays]) {
    for (const { sums, of } of await read(store, wanted, ranges, known)) {
      for (const at of of) addTo(groups[at] ?? new Map(), sums)
    }
  }
  return groups.map((group) => [...group].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total))
}

/** Both ends included; without one, from the beginning or until now. */
export interface DateRange {
  readonly from?: CalendarDate | undefined
  readonly to?: CalendarDate | undefined
}

/** Sums, and the places of the ranges that they belong to. */
interface Placed {
  readonly sums: Sums
  readonly of: readonly number[]
}

const periodsOfView = new WeakMap<ScopedReads, Promise<readonly Period[]>>()

/** Which days of the branches are totalled. A query sees one moment of the store, so that it asks once. */
function totalledPeriods(store: ScopedReads): Promise<readonly Period[]> {
  if (store instanceof ScopedStore) return store.find(ledgerPeriods, { limit: 'all' })
  const known = periodsOfView.get(store) ?? store.find(ledgerPeriods, { limit: 'all' })
  periodsOfView.set(store, known)
  return known
}

const measures = { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } } as const

const among = <V>(values: readonly V[] | undefined) => (values === undefined ? undefined : { in: values })

/** Whether the few rows by account suffice. */
const ofAccounts = ({ groupBy, categories, shootTypes }: WantedTotals): boolean =>
  categories === undefined &&
  shootTypes === undefined &&
  groupBy.every((dimension) => dimension !== 'method' && dimension !== 'category' && dimension !== 'shootType')

/** From the totals. */
async function finishedDays(
  store: ScopedReads,
  wanted: Omit<WantedTotals, 'from' | 'to'>,
  ranges: readonly DateRange[],
  known: readonly Period[],
): Promise<readonly Placed[]> {
  const { groupBy, branches, accounts, categories, shootTypes, cash, closing } = wanted
  const first = least(known.map((period) => period.totalledFrom))
  const last = greatest(known.map((period) => period.totalledThrough))
  if (first === undefined || last === undefined) return []
  const places = new Map<string, number[]>()
  for (const [at, range] of ranges.entries()) {
    for (const period of periodsTotalled(range, first, last)) places.set(period, [...(places.get(period) ?? []), at])
  }
  if (places.size === 0) return []
  const common = { period: { in: [...places.keys()] }, branch: among(branches), account: among(accounts), cash }
  const apart = ranges.length > 1 ? (['period'] as const) : []
  const rows = ofAccounts(wanted)
    ? await store.aggregate(ledgerAccountTotals, {
        where: present({ ...common, closing }),
        groupBy: [...apart, ...(groupBy as readonly AccountDimension[])],
        measures,
        limit: 'all',
      })
    : await store.aggregate(ledgerTotals, {
        where: {
          ...present({ ...common, category: among(categories), shootType: among(shootTypes) }),
          ...(closing === undefined ? {} : { allOf: [{ category: closingTest(closing) }] }),
        },
        groupBy: [...apart, ...ofLines(groupBy)],
        measures,
        limit: 'all',
      })
  return rows.map((sums: Sums & { readonly period?: string }) => ({
    sums,
    of: sums.period === undefined ? [0] : (places.get(sums.period) ?? []),
  }))
}

/**
 * The fewest periods with totals that are a range together. Before the first totalled day and after the last there is nothing
 * in any total, so that a range which reaches there takes the whole year: what runs until today is one row an account.
 */
function periodsTotalled(range: DateRange, first: CalendarDate, last: CalendarDate): readonly string[] {
  const { from = first, to = last } = range
  if (from > last || to < first) return []
  const start = from <= first ? `${first.slice(0, 4)}-01-01` : from
  const end = to >= last ? `${last.slice(0, 4)}-12-31` : to
  return periodsCovering(start, end)
}

/** From the lines of days that are not totalled yet: today's, as a rule. */
async function openDays(
  store: ScopedReads,
  wanted: Omit<WantedTotals, 'from' | 'to'>,
  ranges: readonly DateRange[],
  known: readonly Period[],
): Promise<readonly Placed[]> {
  const { groupBy, branches, accounts, categories, shootTypes, cash, closing } = wanted
  const from = ranges.every((range) => range.from !== undefined)
    ? least(ranges.map(({ from }) => from ?? null))
    : undefined
  const to = ranges.every((range) => range.to !== undefined) ? greatest(ranges.map(({ to }) => to ?? null)) : undefined
  const open = openConditions(known, branches)
  if (to !== undefined && open.after !== undefined && to <= open.after) return []
  const where: LineFilter = {
    ...present({ branch: among(branches), account: among(accounts), cash }),
    allOf: [
      { businessDate: present({ gt: open.after, gte: from, lte: to }) },
      ...(open.arms.length === 0 ? [] : [{ anyOf: open.arms }]),
      ...(categories === undefined ? [] : [orNone('category', categories)]),
      ...(closing === undefined ? [] : [{ category: closingTest(closing) }]),
      ...(shootTypes === undefined ? [] : [orNone('shootType', shootTypes)]),
    ].filter((condition) => !isEmpty(condition)),
  }
  const apart = ranges.length > 1 ? (['businessDate'] as const) : []
  const rows = await store.aggregate(ledgerLines, {
    where,
    groupBy: [...apart, ...ofLines(groupBy)],
    measures,
    limit: 'all',
  })
  return rows.map((sums: Sums & { readonly businessDate?: string }) => {
    const { businessDate } = sums
    return { sums, of: businessDate === undefined ? [0] : placesOf(businessDate, ranges) }
  })
}

const placesOf = (date: CalendarDate, ranges: readonly DateRange[]): readonly number[] =>
  ranges.flatMap(({ from, to }, at) => ((from ?? date) <= date && date <= (to ?? date) ? [at] : []))

/** Lines without a category have null where totals have the empty text. */
const orNone = (column: 'category' | 'shootType', values: readonly string[]): LineFilter =>
  values.includes('') ? { anyOf: [{ [column]: { in: values } }, { [column]: null }] } : { [column]: { in: values } }

const isEmpty = (condition: LineFilter): boolean =>
  'businessDate' in condition && Object.keys(condition.businessDate as object).length === 0

/**
 * The dates after which lines are not in the totals. A branch that the totals do not know has no lines through the earliest
 * of the days that are totalled elsewhere: see total-days.ts.
 */
function openConditions(
  known: readonly Period[],
  branches: readonly string[] | undefined,
): { readonly after: CalendarDate | undefined; readonly arms: readonly LineFilter[] } {
  const byThrough = new Map<CalendarDate | null, string[]>()
  for (const { branch, totalledThrough } of known) {
    byThrough.set(totalledThrough, [...(byThrough.get(totalledThrough) ?? []), branch])
  }
  const after = byThrough.has(null) ? undefined : least([...byThrough.keys()])
  if (byThrough.size < 2) return { after, arms: [] }
  const names = known.map((period) => period.branch)
  const unknown: LineFilter =
    branches === undefined
      ? { not: { branch: { in: names } } }
      : { branch: { in: branches.filter((name) => !names.includes(name)) } }
  const arms = [...byThrough].map(
    ([through, own]): LineFilter => ({
      branch: { in: own },
      ...(through === null ? {} : { businessDate: { gt: through } }),
    }),
  )
  return { after, arms: [...arms, unknown] }
}

type Sums = { readonly [D in TotalDimension]?: string | boolean | null } & {
  readonly debit: bigint
  readonly credit: bigint
}

/** Adds sums to groups by the wanted dimensions; the others are left empty. */
function adderOf(groupBy: readonly TotalDimension[]): (groups: Map<string, Total>, sums: Sums) => void {
  const wanted = new Set(groupBy)
  const text = (sums: Sums, dimension: Exclude<TotalDimension, 'cash' | 'closing'>): string =>
    wanted.has(dimension) ? String(sums[dimension] ?? '') : ''
  return (groups, sums) => {
    // Of no lines at all, a store answers a sum of nothing.
    if (sums.debit === 0n && sums.credit === 0n) return
    const told: Omit<Total, 'debit' | 'credit'> = {
      branch: text(sums, 'branch'),
      account: text(sums, 'account'),
      currency: text(sums, 'currency'),
      method: text(sums, 'method'),
      category: text(sums, 'category'),
      shootType: text(sums, 'shootType'),
      cash: sums.cash === true,
      closing: wanted.has('closing') && (sums.closing === true || sums.category === closingCategory),
    }
    let key = ''
    for (const dimension of groupBy) key += `${told[dimension]}\u0000`
    const { debit = 0n, credit = 0n } = groups.get(key) ?? {}
    groups.set(key, { ...told, debit: debit + sums.debit, credit: credit + sums.credit })
  }
}

const least = (dates: readonly (CalendarDate | null)[]): CalendarDate | undefined => sorted(dates)[0]
const greatest = (dates: readonly (CalendarDate | null)[]): CalendarDate | undefined => sorted(dates).at(-1)
const sorted = (dates: readonly (CalendarDate | null)[]): readonly CalendarDate[] =>
  dates.filter((date) => date !== null).sort()
