/** Moves what is claimed to another time, as it is: the same people and things, with what is around them. */
import {
  beyondClaims,
  type ClaimRow,
  claims,
  commitClaims,
  type Decision,
  hullOf,
  type NewClaim,
  type Occupied,
  overlaps,
  peakOverlap,
  type Taken,
  unitsTaken,
  type Window,
} from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type ResourceBook, resourceBook } from '../resources/index.ts'
import { VersionConflict } from '../storage/errors.ts'
import { addMillis } from '../values/instant.ts'
import { longestWay, travelBy } from './places.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { readStockOfNames, type StockOfName } from './stock-of-names.ts'

/** What moves together or not at all. */
export interface Shift {
  /** Whose claims they are. */
  readonly references: readonly string[]
  /** The time of a claim after it. */
  moved(claim: Window): Window
}

/** What keeps a shift from its time. */
export interface ShiftCollision extends Window {
  /** The code of the resource that is taken then. */
  readonly resource: string
}

type Made = Omit<NewClaim, 'kind'> & { readonly kind: string; readonly quantity: number }

/** Of each shift: its claims as they stand, and as they would be. */
interface Planned {
  readonly before: readonly Made[]
  readonly after: readonly Made[]
}

/**
 * All shifts that find their new time free, of what is not moved with them, are made; the others stay, and what is in their way is answered, in the order of the shifts: null where
 * it moved. Statements: the claims, and those of the commit; with units of the stock those of readStockOfNames.
 */
export async function shiftClaims(
  context: CommandContext,
  shifts: readonly Shift[],
): Promise<readonly (readonly ShiftCollision[] | null)[]> {
  const { store } = context
  const references = shifts.flatMap((shift) => shift.references)
  const former = await store.find(claims, {
    where: { reference: { in: references } },
    orderBy: ['resource', 'startsAt', 'id'],
    limit: 'all',
  })
  const book = await resourceBook(context)
  const settings = await context.settings<BookingsSettings>(bookingsSettings)
  const plans = shifts.map((shift): Planned => {
    const own = former.filter(({ reference }) => shift.references.includes(reference))
    return { before: own.map((row) => made(row)), after: own.map((row) => made(row, (time) => shift.moved(time))) }
  })
  if (former.length === 0) return shifts.map(() => null)
  const all = hullOf(plans.flatMap(({ before, after }) => [...before, ...after]))
  const way = longestWay(settings) * 60_000
  const names = former.map(({ resource }) => resource)
  return commitClaims(context, {
    resources: names,
    window: { from: addMillis(all.from, -way), to: addMillis(all.to, way) },
    replaces: references,
    async decide({ taken }) {
      const joiner = taken.find(({ resource }) => resource.startsWith('group-session:'))
      // Somebody joined the session meanwhile: begun anew, they are moved along.
      if (joiner !== undefined) {
        throw VersionConflict.create({ table: claims.name, key: joiner.resource, expected: 0 })
      }
      const stock = await readStockOfNames(context, names)
      const uses = [...stock.values()].flatMap((one) => one.uses).filter((one) => !references.includes(one.reference))
      const inUse = [...taken, ...beyondClaims(uses, taken)]
      return decideShifts(plans, inUse, { unitsOf: unitsOf(book, stock), travel: travelBy(settings) })
    },
  })
}

/** What people call what is claimed under a name, and how much there is of it; undefined of what nobody else can want. */
type UnitsOf = (name: string) => { readonly code: string; readonly capacity: number } | undefined

function unitsOf(book: ResourceBook, stock: ReadonlyMap<string, StockOfName>): UnitsOf {
  const byName = new Map(book.resources.map((one) => [one.claimName, one]))
  return (name) => {
    const [known, of] = [byName.get(name), stock.get(name)]
    return of === undefined ? known : { code: known?.code ?? of.code, capacity: of.capacity }
  }
}

interface Ways {
  readonly unitsOf: UnitsOf
  readonly travel: (from: string, to: string) => number
}

/** Who collides stays where it was, and then is in the way of others: judged until nothing changes. Pure. */
function decideShifts(
  plans: readonly Planned[],
  outside: readonly Taken[],
  ways: Ways,
): Decision<readonly (readonly ShiftCollision[] | null)[]> {
  const left = new Map<number, readonly ShiftCollision[]>()
  const claimsOf = (at: number): readonly Made[] => (left.has(at) ? plans[at]?.before : plans[at]?.after) ?? []
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [at, { after }] of plans.entries()) {
      if (left.has(at)) continue
      const others = [...outside, ...plans.flatMap((_, other) => (other === at ? [] : claimsOf(other).map(takenOf)))]
      const met = after.flatMap((claim) => inTheWay(claim, others, ways))
      if (met.length > 0) left.set(at, met)
    }
  }
  return {
    claims: plans.flatMap((_, at) => claimsOf(at)) as readonly NewClaim[],
    result: plans.map((_, at) => left.get(at) ?? null),
  }
}

function inTheWay(claim: Made, others: readonly Taken[], { unitsOf, travel }: Ways): ShiftCollision[] {
  const resource = unitsOf(claim.resource)
  // What a service claims of itself, and seats, go along as they are.
  if (resource === undefined) return []
  const { capacity, code } = resource
  const met = others
    .filter((one) => one.resource === claim.resource)
    .map((one): Occupied => ({ ...awayFor(one, claim, travel), quantity: unitsTaken(one, capacity) }))
    .filter((one) => overlaps(one, claim))
  if (peakOverlap(met, claim) + unitsTaken(claim, capacity) <= capacity) return []
  return met.map(({ from, to }) => ({ resource: code, from, to }))
}

/** A claim at another place, with the ways there and back. */
function awayFor(one: Taken, claim: Made, travel: Ways['travel']): Window {
  const [here, there] = [claim.place ?? null, one.place ?? null]
  if (here === null || there === null) return one
  return {
    from: addMillis(one.from, -travel(here, there) * 60_000),
    to: addMillis(one.to, travel(there, here) * 60_000),
  }
}

const takenOf = (claim: Made): Taken => ({ ...claim })

function made(row: ClaimRow, moved: (time: Window) => Window = (time) => time): Made {
  const { resource, resourceId, reference, kind, quantity, startsAt, endsAt, worksFrom, worksTo, expiresAt, place } =
    row
  const works = worksFrom === null || worksTo === null ? null : moved({ from: worksFrom, to: worksTo })
  const time = moved({ from: startsAt, to: endsAt })
  const part = { worksFrom: works?.from ?? null, worksTo: works?.to ?? null }
  return { resource, resourceId, reference, kind, quantity, ...time, ...part, expiresAt, place }
}
