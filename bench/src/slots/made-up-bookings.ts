/** A studio of any size with years of bookings that never take anybody twice: who and what there is, and what each booking takes. */

export const daysBooked = 1461
export const minutesPerDay = 1440
/** 2026-01-01T00:00 in Shanghai. */
export const firstMinute = Date.parse('2025-12-31T16:00:00Z') / 60_000
/** Minutes of a local day. */
export const opens = 8 * 60
export const closes = 20 * 60

export interface StudioSize {
  readonly staff: number
  readonly rooms: number
  readonly dresses: number
  readonly bookings: number
}

/** Numbers that look random and are the same in every run: mulberry32. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** What a booking takes of somebody, in minutes. */
export interface MadeUpClaim {
  readonly reference: string
  readonly from: number
  readonly to: number
}

/** A person, room or dress. */
export interface MadeUpResource {
  readonly code: string
  readonly claims: readonly MadeUpClaim[]
  /** Whether it works on a day, counted from the first one. */
  works(on: number): boolean
}

export interface MadeUpBooking {
  readonly reference: string
  readonly start: number
  readonly end: number
  readonly takes: readonly {
    readonly requirement: string
    readonly resource: MadeUpResource
    readonly from: number
    readonly to: number
  }[]
}

export interface MadeUpStudio {
  readonly people: readonly MadeUpResource[]
  /** Half of the people photograph, half do make-up, a fifth do both. */
  readonly photographs: readonly MadeUpResource[]
  readonly makesUp: readonly MadeUpResource[]
  readonly rooms: readonly MadeUpResource[]
  readonly dresses: readonly MadeUpResource[]
  readonly bookings: readonly MadeUpBooking[]
}

/** The days that a time touches. */
function daysOf(from: number, to: number): number[] {
  const first = Math.floor((from - firstMinute) / minutesPerDay)
  const last = Math.floor((to - 1 - firstMinute) / minutesPerDay)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** A resource whose claims are being made up. */
class Diary implements MadeUpResource {
  readonly code: string
  readonly claims: MadeUpClaim[] = []
  readonly #byDay = new Map<number, MadeUpClaim[]>()
  readonly #daysOff: number

  /** The day of the week on which it does not work, with the day after; -1 of what works always. */
  constructor(code: string, daysOff: number) {
    this.code = code
    this.#daysOff = daysOff
  }

  works(on: number): boolean {
    return this.#daysOff < 0 || (on - this.#daysOff + 7) % 7 > 1
  }

  isFree(from: number, to: number): boolean {
    return daysOf(from, to).every((on) =>
      (this.#byDay.get(on) ?? []).every((claim) => claim.to <= from || to <= claim.from),
    )
  }

  take(reference: string, from: number, to: number): void {
    const claim = { reference, from, to }
    this.claims.push(claim)
    for (const on of daysOf(from, to)) {
      const claims = this.#byDay.get(on)
      if (claims === undefined) this.#byDay.set(on, [claim])
      else claims.push(claim)
    }
  }
}

/** Bookings are of 90 minutes with make-up in the hour before; six of ten have a dress, which is at the cleaner's for a day after. */
export function madeUpStudio({ staff, rooms, dresses, bookings }: StudioSize): MadeUpStudio {
  const random = chance(staff + rooms + dresses)
  const people = Array.from({ length: staff }, (_, at) => new Diary(`staff-${at}`, at % 7))
  const halls = Array.from({ length: rooms }, (_, at) => new Diary(`room-${at}`, -1))
  const gowns = Array.from({ length: dresses }, (_, at) => new Diary(`dress-${at}`, -1))
  const photographs = people.filter((_, at) => at % 10 < 6)
  const makesUp = people.filter((_, at) => at % 10 >= 4)

  const freeOf = (requirement: string, pool: readonly Diary[], from: number, to: number) => {
    const first = random(pool.length)
    const on = Math.floor((from - firstMinute) / minutesPerDay)
    for (let at = 0; at < pool.length; at++) {
      const resource = pool[(first + at) % pool.length]
      if (resource?.works(on) && resource.isFree(from, to)) return { requirement, resource, from, to }
    }
    return undefined
  }

  const made: MadeUpBooking[] = []
  for (let tries = 0; made.length < bookings; tries++) {
    if (tries > 10 * bookings) throw new Error(`only ${made.length} of ${bookings} bookings fit into the studio`)
    const start = firstMinute + random(daysBooked) * minutesPerDay + opens + 60 + 30 * random(20)
    const reference = `booking ${made.length}`
    const end = start + 90
    const wanted = [
      freeOf('photographer', photographs, start, end),
      freeOf('make-up', makesUp, start - 60, start),
      freeOf('room', halls, start, end + 15),
      ...(random(10) < 6 ? [freeOf('dress', gowns, start - 60, end + minutesPerDay)] : []),
    ]
    const takes = wanted.filter((one) => one !== undefined)
    if (takes.length < wanted.length) continue
    for (const { resource, from, to } of takes) resource.take(reference, from, to)
    made.push({ reference, start, end, takes })
  }
  return { people, photographs, makesUp, rooms: halls, dresses: gowns, bookings: made }
}
