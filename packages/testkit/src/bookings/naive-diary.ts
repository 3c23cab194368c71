/** Who works when and is promised to whom, on paper: looked up quarter by quarter. */
import { branches, type NaiveResource, travelMinutes } from './booked-services.ts'
import { dayOf, quarter, startOfDay, weekdayOf, weekOf } from './naive-time.ts'

export interface NaiveClaim {
  /** As claims name it. */
  readonly resource: string
  readonly reference: string
  kind: string
  readonly quantity: number
  readonly from: number
  readonly to: number
  /** From then on it claims nothing; null where it stands until it is let go. */
  until: number | null
  /** Where it is meanwhile; null where that does not matter. */
  readonly place: string | null
}

/** Working time that comes every week: minutes of the local day, beyond 1440 where it ends on the next. */
export interface NaiveHours {
  readonly weekdays: readonly number[]
  readonly from: number
  readonly to: number
}

type DayHours = readonly (readonly [from: number, to: number])[]

export const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** What of a claim keeps a resource of so many units from others. */
const takingAll: ReadonlySet<string> = new Set(['timeOff', 'import'])
const counted: ReadonlySet<string> = new Set(['booking', 'hold'])

export class NaiveDiary {
  now = 0
  claims: NaiveClaim[] = []
  readonly openingHours: Record<string, readonly NaiveHours[]> = {}
  /** In the order in which they were set; of one day the last one goes. Null gives back to the opening hours. */
  readonly rosters = new Map<string, { readonly from: number; readonly hours: readonly NaiveHours[] | null }[]>()
  readonly shifts = new Map<string, Map<number, DayHours>>()
  /** The names by which resources are claimed, by their codes. */
  readonly names = new Map<string, string>()

  constructor() {
    for (const branch of branches) this.openingHours[branch] = [{ weekdays: everyDay, from: 9 * 60, to: 19 * 60 }]
  }

  nameOf({ code }: Pick<NaiveResource, 'code'>): string {
    return this.names.get(code) ?? code
  }

  standing(): readonly NaiveClaim[] {
    return this.claims.filter(({ until }) => until === null || until > this.now)
  }

  claimsOf(name: string, without: readonly string[] = []): readonly NaiveClaim[] {
    return this.standing().filter((one) => one.resource === name && !without.includes(one.reference))
  }

  release(...references: readonly string[]): void {
    this.claims = this.claims.filter(({ reference }) => !references.includes(reference))
  }

  /** What was promised of a day, or of a stretch of hours. */
  #hoursOn(resource: NaiveResource, day: number): DayHours {
    const shift = this.shifts.get(resource.code)?.get(day)
    if (shift !== undefined) return shift
    let roster: readonly NaiveHours[] | null = null
    let since = Number.NEGATIVE_INFINITY
    for (const one of this.rosters.get(resource.code) ?? []) {
      if (one.from > day || one.from < since) continue
      roster = one.hours
      since = one.from
    }
    const hours = roster ?? this.openingHours[resource.branch] ?? []
    return hours.filter(({ weekdays }) => weekdays.includes(weekdayOf(day))).map(({ from, to }) => [from, to] as const)
  }

  worksAt(resource: NaiveResource, minute: number): boolean {
    const day = dayOf(minute)
    const works = (on: number): boolean => {
      const at = minute - startOfDay(on)
      return this.#hoursOn(resource, on).some(([from, to]) => from <= at && at < to)
    }
    return works(day) || works(day - 1)
  }

  /** Whether a day is full: so many bookings and holds as it takes, each counted on every day on which it is busy with it. */
  isFull(name: string, limits: Pick<NaiveResource, 'dailyLimit' | 'weeklyLimit'>, without: readonly string[]) {
    const byDay = new Map<number, Set<string>>()
    const byWeek = new Map<number, Set<string>>()
    const note = (into: Map<number, Set<string>>, key: number, reference: string) =>
      into.set(key, (into.get(key) ?? new Set()).add(reference))
    if (limits.dailyLimit !== null || limits.weeklyLimit !== null) {
      for (const { kind, from, to, reference } of this.claimsOf(name, without)) {
        if (!counted.has(kind)) continue
        for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
          note(byDay, day, reference)
          note(byWeek, weekOf(day), reference)
        }
      }
    }
    return (day: number): boolean =>
      (byDay.get(day)?.size ?? 0) >= (limits.dailyLimit ?? Number.POSITIVE_INFINITY) ||
      (byWeek.get(weekOf(day))?.size ?? 0) >= (limits.weeklyLimit ?? Number.POSITIVE_INFINITY)
  }

  /** Whether a resource works throughout, on no day that is full. */
  worksFor(resource: NaiveResource, from: number, to: number, without: readonly string[]): boolean {
    const isFull = this.isFull(this.nameOf(resource), resource, without)
    for (let at = from; at < to; at += quarter) {
      if (!this.worksAt(resource, at) || isFull(dayOf(at))) return false
    }
    return true
  }

  /** Whether so much of a resource is left throughout, for who is at this place meanwhile. */
  hasLeft(
    resource: Pick<NaiveResource, 'code' | 'capacity'>,
    wanted: { readonly from: number; readonly to: number; readonly quantity: number; readonly place: string | null },
    claims: readonly Omit<NaiveClaim, 'until'>[],
  ): boolean {
    const { capacity } = resource
    const near = claims.map((one) => {
      const away = one.place !== null && wanted.place !== null && one.place !== wanted.place ? travelMinutes : 0
      const quantity = takingAll.has(one.kind) ? Math.max(capacity, one.quantity) : one.quantity
      return { from: one.from - away, to: one.to + away, quantity }
    })
    for (let at = wanted.from; at < wanted.to; at += quarter) {
      let used = wanted.quantity
      for (const { from, to, quantity } of near) if (from <= at && at < to) used += quantity
      if (used > capacity) return false
    }
    return true
  }
}
