/** Whether and by whom a service can be served at a time: every way is tried. */
import {
  type Branch,
  type NaiveRequirement,
  type NaiveResource,
  placeOf,
  poolOf,
  resourceOf,
  type ServiceCode,
  serviceOf,
  travels,
} from './booked-services.ts'
import type { NaiveClaim, NaiveDiary } from './naive-diary.ts'
import { dayOf, minuteOfDay, quarter } from './naive-time.ts'

/** Who is booked for which part of a booking. */
export interface NaiveAssigned {
  readonly requirement: string
  readonly code: string
  readonly quantity: number
  readonly from: number
  readonly to: number
  readonly busyFrom: number
  readonly busyTo: number
}

export interface SlotAsked {
  readonly service: ServiceCode
  readonly branch: Branch
  readonly start: number
  /** Who is booked and nobody in their place, by requirement. */
  readonly wanted?: Readonly<Record<string, readonly string[]>>
  /** Whose claims give way. */
  readonly without?: readonly string[]
}

export const limitName = (branch: Branch, serviceId: string): string => `service:${branch}:${serviceId}`

/** Whether whoever is asked for cannot be: nobody of the pool, too many, or for nothing. */
export function isWantedWrong({ service, branch, wanted = {} }: SlotAsked): boolean {
  const { requirements } = serviceOf(service)
  return Object.entries(wanted).some(([name, asked]) => {
    const requirement = requirements.find((one) => one.name === name)
    if (requirement === undefined || asked.length > requirement.count) return true
    const pool = poolOf(requirement, branch)
    return asked.some((code) => !pool.some((one) => one.code === code))
  })
}

/** The places at which it can be, in order. */
export function placesOf({ service, branch }: Pick<SlotAsked, 'service' | 'branch'>): readonly string[] {
  const placing = serviceOf(service).requirements.find(({ isPlace }) => isPlace)
  return placing === undefined ? [branch] : [...new Set(poolOf(placing, branch).map(placeOf))].sort()
}

/** What somebody would do for a part of the booking. */
export function partOf(
  { service, start }: Pick<SlotAsked, 'service' | 'start'>,
  requirement: NaiveRequirement,
  { code, prepare, clean }: NaiveResource,
): NaiveAssigned {
  const { name, quantity, before, after } = requirement
  const at = ({ anchor, minutes }: NaiveRequirement['from']): number =>
    start + minutes + (anchor === 'start' ? 0 : serviceOf(service).duration)
  const [from, to] = [at(requirement.from), at(requirement.to)]
  return { requirement: name, code, quantity, from, to, busyFrom: from - before - prepare, busyTo: to + after + clean }
}

export const placeFor = (code: string, place: string): string | null => (travels(resourceOf(code)) ? place : null)

/** Every way in which a service can be served then at a place, with everybody free. */
export function* waysAt(
  diary: NaiveDiary,
  asked: SlotAsked,
  place: string,
  serviceId: string,
): Generator<readonly NaiveAssigned[]> {
  const { service, branch, start, wanted = {}, without = [] } = asked
  const { requirements, duration, dailyLimit } = serviceOf(service)
  const isFull = diary.isFull(limitName(branch, serviceId), { dailyLimit, weeklyLimit: null }, without)
  for (let at = start; at < start + duration; at += quarter) if (isFull(dayOf(at))) return
  const claimsOf = new Map<string, readonly NaiveClaim[]>()
  const standing = (code: string): readonly NaiveClaim[] => {
    const name = diary.nameOf({ code })
    const known = claimsOf.get(name) ?? diary.claimsOf(name, without)
    claimsOf.set(name, known)
    return known
  }
  const fits = (part: NaiveAssigned, taken: readonly NaiveAssigned[]): boolean => {
    const own = taken.filter(({ code }) => code === part.code).map((one) => asClaim(one, place))
    const span = { from: part.busyFrom, to: part.busyTo, quantity: part.quantity, place }
    return diary.hasLeft(resourceOf(part.code), span, [...standing(part.code), ...own])
  }
  const freeFor = requirements.map((requirement) => {
    const must = wanted[requirement.name] ?? []
    const pool = poolOf(requirement, branch).filter((one) => !requirement.isPlace || placeOf(one) === place)
    return pool
      .filter(({ code }) => must.length < requirement.count || must.includes(code))
      .map((one) => partOf(asked, requirement, one))
      .filter((part) => fits(part, []) && diary.worksFor(resourceOf(part.code), part.from, part.to, without))
  })

  function* fill(
    at: number,
    from: number,
    got: number,
    taken: readonly NaiveAssigned[],
  ): Generator<readonly NaiveAssigned[]> {
    const requirement = requirements[at]
    if (requirement === undefined) {
      yield taken
      return
    }
    if (got === requirement.count) {
      const own = taken.filter((one) => one.requirement === requirement.name)
      const must = wanted[requirement.name] ?? []
      if (must.every((code) => own.some((one) => one.code === code))) yield* fill(at + 1, 0, 0, taken)
      return
    }
    const options = freeFor[at] ?? []
    for (let next = from; next < options.length; next++) {
      const part = options[next]
      if (part !== undefined && fits(part, taken)) yield* fill(at, next + 1, got + 1, [...taken, part])
    }
  }
  yield* fill(0, 0, 0, [])
}

const asClaim = ({ code, quantity, busyFrom, busyTo }: NaiveAssigned, place: string) => ({
  resource: code,
  reference: 'itself',
  kind: 'booking',
  quantity,
  from: busyFrom,
  to: busyTo,
  place: placeFor(code, place),
})

/** The first place at which it can be then; null where there is none. */
export function freeAt(diary: NaiveDiary, asked: SlotAsked, serviceId: string): string | null {
  return placesOf(asked).find((place) => waysAt(diary, asked, place, serviceId).next().done !== true) ?? null
}

/** Whether there are people enough at any place, were everybody free: nobody serves twice. */
export function canBeForced({ service, branch, wanted = {} }: SlotAsked): boolean {
  const { requirements } = serviceOf(service)
  const fills = (place: string, at: number, taken: readonly string[]): boolean => {
    const requirement = requirements[at]
    if (requirement === undefined) return true
    const { name, count, isPlace } = requirement
    const must = wanted[name] ?? []
    const pool = poolOf(requirement, branch)
      .filter((one) => !isPlace || placeOf(one) === place)
      .map(({ code }) => code)
      .filter((code) => !taken.includes(code) && (must.length < count || must.includes(code)))
    return chosenOf(pool, count).some((chosen) => fills(place, at + 1, [...taken, ...chosen]))
  }
  return placesOf({ service, branch }).some((place) => fills(place, 0, []))
}

/** Every choice of so many. */
function chosenOf(from: readonly string[], count: number): readonly (readonly string[])[] {
  if (count === 0) return [[]]
  return from.flatMap((one, at) => chosenOf(from.slice(at + 1), count - 1).map((rest) => [one, ...rest]))
}

/** Starts on the grid in [from, to). */
export function* gridStarts(service: ServiceCode, from: number, to: number): Generator<number> {
  const { grid } = serviceOf(service)
  for (let at = Math.ceil(from / quarter) * quarter; at < to; at += quarter) if (minuteOfDay(at) % grid === 0) yield at
}
