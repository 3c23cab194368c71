/** A studio of any size with years of bookings that never take anybody twice, and the services that it offers. */
import { slotSearch } from '@calotype/core'

export const daysBooked = 1461
const day = 1440
/** 2026-01-01T00:00 in Shanghai. */
export const firstMinute = Date.parse('2025-12-31T16:00:00Z') / 60_000
const opens = 8 * 60
const closes = 20 * 60

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

/** The days that a time touches. */
function daysOf(from: number, to: number): number[] {
  const first = Math.floor((from - firstMinute) / day)
  const last = Math.floor((to - 1 - firstMinute) / day)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** A resource whose claims are being made up. */
class Diary {
  readonly id: string
  readonly claims: slotSearch.SearchClaim[] = []
  readonly #byDay = new Map<number, slotSearch.SearchClaim[]>()
  readonly #daysOff: number

  /** The day of the week on which it does not work, with the day after; -1 of what works always. */
  constructor(id: string, daysOff: number) {
    this.id = id
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

  standing(alwaysOpen: boolean): slotSearch.SearchResource {
    const open: number[] = []
    for (let on = 0; on < daysBooked; on++) {
      if (!this.works(on)) continue
      open.push(firstMinute + on * day + opens, firstMinute + on * day + closes)
    }
    return slotSearch.searchResource({
      id: this.id,
      open: alwaysOpen ? [firstMinute - day, firstMinute + (daysBooked + 1) * day] : open,
      claims: this.claims,
      load: this.claims.length * 100,
    })
  }
}

export interface SlotStudio {
  readonly bookings: number
  readonly resources: number
  /** What is asked for, by the name of the service. */
  readonly services: Readonly<Record<string, readonly slotSearch.SearchRequirement[]>>
}

/** Half of the staff photograph, half do make-up, a fifth do both; bookings are of 90 minutes with make-up in the hour before. */
export function fillStudio({ staff, rooms, dresses, bookings }: StudioSize): SlotStudio {
  const random = chance(staff + rooms + dresses)
  const people = Array.from({ length: staff }, (_, at) => new Diary(`staff ${at}`, at % 7))
  const halls = Array.from({ length: rooms }, (_, at) => new Diary(`room ${at}`, -1))
  const gowns = Array.from({ length: dresses }, (_, at) => new Diary(`dress ${at}`, -1))
  const photographs = people.filter((_, at) => at % 10 < 6)
  const makesUp = people.filter((_, at) => at % 10 >= 4)

  const freeOf = (pool: readonly Diary[], from: number, to: number) => {
    const first = random(pool.length)
    const on = Math.floor((from - firstMinute) / day)
    for (let at = 0; at < pool.length; at++) {
      const one = pool[(first + at) % pool.length]
      if (one?.works(on) && one.isFree(from, to)) return { one, from, to }
    }
    return undefined
  }

  let made = 0
  for (let tries = 0; made < bookings; tries++) {
    if (tries > 10 * bookings) throw new Error(`only ${made} of ${bookings} bookings fit into the studio`)
    const start = firstMinute + random(daysBooked) * day + opens + 60 + 30 * random(20)
    const reference = `booking ${made}`
    const wanted = [
      freeOf(photographs, start, start + 90),
      freeOf(makesUp, start - 60, start),
      freeOf(halls, start, start + 105),
      ...(random(10) < 6 ? [freeOf(gowns, start - 60, start + 90 + day)] : []),
    ]
    if (wanted.includes(undefined)) continue
    for (const free of wanted) free?.one.take(reference, free.from, free.to)
    made++
  }

  const standing = new Map([
    ...[...people, ...halls].map((one) => [one, one.standing(false)] as const),
    ...gowns.map((one) => [one, one.standing(true)] as const),
  ])
  const pool = (diaries: readonly Diary[], before = 0, after = 0): slotSearch.PoolMember[] =>
    diaries.flatMap((one) => {
      const resource = standing.get(one)
      return resource === undefined ? [] : [{ resource, before, after }]
    })
  const throughout = { from: { of: 'start', minutes: 0 }, to: { of: 'end', minutes: 0 } } as const
  const needs = (name: string, members: slotSearch.PoolMember[], count = 1): slotSearch.SearchRequirement => ({
    ...{ name, pool: members, count, quantity: 1, ...throughout, ranking: 'leastLoaded' },
  })
  const photographer = needs('photographer', pool(photographs))
  const room = needs('room', pool(halls, 0, 15))
  const makeUp = {
    ...needs('make-up', pool(makesUp)),
    from: { of: 'start', minutes: -60 },
    to: { of: 'start', minutes: 0 },
  } as const
  const dress = { ...needs('dress', pool(gowns, 0, day)), from: { of: 'start', minutes: -60 } } as const
  const services = {
    portrait: [photographer, room],
    bridal: [photographer, makeUp, room, dress],
    // Two photographers and an assistant of the whole staff: who photographs cannot assist.
    event: [needs('photographers', pool(photographs), 2), needs('assistant', pool(people)), room],
    // One dress of its own, which is at the cleaner's after each day.
    ownDress: [photographer, makeUp, room, { ...dress, pool: dress.pool.slice(0, 1) }],
  }
  return { bookings: made, resources: staff + rooms + dresses, services }
}
