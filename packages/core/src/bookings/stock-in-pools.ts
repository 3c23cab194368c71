/** Units of the stock as resources of pools: those that are resources already, and those that nobody entered. Pure but for reading what is out. */
import { claimName, stockResource, type Taken } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { SerialRow } from '../inventory/index.ts'
import { readCounts, readUnitsNow, readUses, type StockToBook, whyUnitGone } from '../rentals/index.ts'
import type { BookResource, ResourceBook } from '../resources/index.ts'
import { knownOf, type ResourcesKnown } from './pools.ts'
import type { StockStanding } from './search-times.ts'
import type { Requirement } from './service-definition.ts'
import type { StockRead } from './stock-lists.ts'

/** Where pools are made, and for what. */
export interface PoolsAsked {
  readonly branch: string
  readonly timeZone: string
  readonly requirements: readonly Requirement[]
}

/** What is made of a list for one book, by branch and kind. */
interface Made {
  readonly book: ResourceBook
  readonly units: Map<string, Units>
}

interface Units {
  /** Those that are gone included. */
  readonly all: readonly BookResource[]
  /** Those that are in the branch. */
  readonly here: readonly BookResource[]
}

const madeOf = new WeakMap<StockToBook, Made>()

/** The resources of a book with the units of the stock that requirements take any of. */
export function knownWith(book: ResourceBook, read: StockRead, asked: PoolsAsked): ResourcesKnown {
  const known = knownOf(book)
  const taking = asked.requirements.filter(({ stock }) => stock !== undefined)
  if (taking.length === 0) return known
  const byItem = new Map<string, readonly BookResource[]>()
  const byName = new Map<string, BookResource>()
  for (const { stock, kind = 'dress' } of taking) {
    const list = read.lists.get(stockResource(asked.branch, stock?.item ?? ''))
    if (list === undefined || byItem.has(list.item.id)) continue
    const units = unitsOf(book, list, asked, kind)
    byItem.set(list.item.id, units.here)
    for (const unit of units.all) {
      // A unit that became a resource is found by what it was booked as before.
      byName.set(unit.serialId ?? unit.itemId ?? unit.id, unit).set(unit.id, unit)
      if (!byName.has(unit.code)) byName.set(unit.code, unit)
    }
  }
  const find = (codeOrId: string): BookResource | undefined => known.find(codeOrId) ?? byName.get(codeOrId)
  return {
    ...known,
    find,
    byId: (id) => book.byId.get(id) ?? (byName.get(id) as BookResource),
    unitsOf: (itemId) => byItem.get(itemId) ?? [],
  }
}

/** The units of an item, as of a branch: a unit that is a resource as that one. */
function unitsOf(book: ResourceBook, list: StockToBook, asked: PoolsAsked, kind: Requirement['kind']): Units {
  const { branch, timeZone } = asked
  let known = madeOf.get(list)
  if (known?.book !== book) {
    known = { book, units: new Map() }
    madeOf.set(list, known)
  }
  const key = `${branch} ${kind} ${timeZone}`
  const before = known.units.get(key)
  if (before !== undefined) return before
  const { item, serials, termsOf } = list
  const plan = book.openingPlanOf(branch)
  const resourceOf = (id: string, code: string, serialId: string | null): BookResource => {
    const name = claimName({ id, branch, itemId: item.id, serialId })
    const { prepareMinutes, cleanMinutes } = termsOf(item.id, serialId)
    return (
      book.ofStock.get(name) ?? {
        ...{ id, code, kind: kind ?? 'dress', branch, claimName: name, itemId: item.id, serialId, timeZone },
        ...{ skills: [], capacity: 1, personId: null, placeId: null, prepareMinutes, cleanMinutes },
        ...{ dailyLimit: null, weeklyLimit: null, validFrom: null, validTo: null, retiredFrom: null },
        ...{ worksOnHolidays: false, hasRoster: false, plan },
      }
    )
  }
  const isSingle = item.tracking === 'serial'
  const single = serials.map((serial) => ({
    unit: resourceOf(serial.id, `${item.code}/${serial.serial}`, serial.id),
    isHere: whyUnitGone(serial, branch) === undefined,
  }))
  const units = isSingle ? single : [{ unit: resourceOf(item.id, item.code, null), isHere: true }]
  const made = { all: units.map(({ unit }) => unit), here: units.flatMap(({ unit, isHere }) => (isHere ? unit : [])) }
  known.units.set(key, made)
  return made
}

/**
 * How the units of the stock among resources stand now, by their ids. Statements: none where none is one; else what is out, what is reserved for
 * sale or gone, and two for each branch of which counted stock is wanted.
 */
export async function readStanding(
  context: QueryContext | CommandContext,
  read: StockRead,
  resources: readonly BookResource[],
): Promise<ReadonlyMap<string, StockStanding>> {
  const { store, now } = context
  const ofStock = resources.filter(({ itemId }) => itemId !== null)
  if (ofStock.length === 0) return new Map()
  const itemsOf = (of: readonly BookResource[]): string[] => [...new Set(of.flatMap(({ itemId }) => itemId ?? []))]
  const allUses = await readUses(store, itemsOf(ofStock), now)
  const usesOf = new Map<string, Taken[]>(ofStock.map((one) => [one.claimName, []]))
  for (const use of allUses) usesOf.get(use.resource)?.push(use)
  const single = ofStock.filter(({ serialId }) => serialId !== null)
  const gone = single.flatMap((one) => {
    const serial = serialIn(read, one)
    return serial === undefined || whyUnitGone(serial, one.branch) === undefined ? [] : [serial.id]
  })
  const units = single.length === 0 ? new Map<string, SerialRow>() : await readUnitsNow(store, itemsOf(single), gone)
  const counts = new Map<string, number>()
  const counted = ofStock.filter(({ serialId }) => serialId === null)
  for (const branch of new Set(counted.map((one) => one.branch))) {
    const items = itemsOf(counted.filter((one) => one.branch === branch))
    for (const [itemId, count] of await readCounts({ store, branch }, items)) {
      counts.set(stockResource(branch, itemId), count)
    }
  }
  return new Map(
    ofStock.map((resource) => {
      const uses: readonly Taken[] = usesOf.get(resource.claimName) ?? []
      if (resource.serialId !== null) {
        return [resource.id, { capacity: 1, closed: whyClosed(read, resource, units), uses }]
      }
      const count = counts.get(resource.claimName) ?? 0
      const closed = count > 0 ? null : `is not in the stock of branch "${resource.branch}"`
      return [resource.id, { capacity: Math.max(1, count), closed, uses }]
    }),
  )
}

/** The list of the branch of the resource; or of the branch that asks, of a unit whose resource is of another one. Both know all units. */
function serialIn({ lists }: StockRead, { branch, itemId, serialId }: BookResource): SerialRow | undefined {
  const list =
    lists.get(stockResource(branch, itemId ?? '')) ?? [...lists.values()].find(({ item }) => item.id === itemId)
  return list === undefined ? undefined : serialsOf(list).get(serialId ?? '')
}

/** Whether it is in the branch is known by versions; where else it is, other branches know. */
function whyClosed(read: StockRead, resource: BookResource, unitsNow: ReadonlyMap<string, SerialRow>): string | null {
  const { branch } = resource
  const serial = serialIn(read, resource)
  if (serial === undefined) return 'is not in the stock'
  const now = unitsNow.get(serial.id)
  const gone = whyUnitGone(serial, branch)
  if (gone === undefined) return now === undefined || now.reservedBy === null ? null : 'is reserved for sale'
  const isElsewhere = now !== undefined && now.branch !== branch && whyUnitGone(now, now.branch) === undefined
  if (isElsewhere && resource.id !== serial.id) {
    return `is in branch "${now.branch}", while its resource is of "${branch}" (resources.update takes it along)`
  }
  return now === undefined ? gone : (whyUnitGone(now, branch) ?? gone)
}

const byIdOf = new WeakMap<StockToBook, ReadonlyMap<string, SerialRow>>()

function serialsOf(list: StockToBook): ReadonlyMap<string, SerialRow> {
  const known = byIdOf.get(list) ?? new Map(list.serials.map((serial) => [serial.id, serial]))
  byIdOf.set(list, known)
  return known
}
