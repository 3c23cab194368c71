/** The diary as somebody with a pencil would look it up: start by start, trying every way to choose. Shanghai, so that a day has 24 hours. */
import type { Asked, Diary, Member, ServiceCode } from './any-diary.ts'
import { type Booked, type Claimed, roomOf } from './open-diary.ts'

/** Minutes since the midnight with which 22 November 2026 begins in Shanghai. */
export const minuteOf = (instant: string): number => (Date.parse(instant) - Date.parse('2026-11-21T16:00:00Z')) / 60_000

export interface Span {
  readonly from: number
  readonly to: number
}

export const meet = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to

const modulo = (value: number, by: number): number => ((value % by) + by) % by

export const dayOf = (minute: number): number => Math.floor(minute / 1440)

export interface Part {
  readonly name: string
  readonly pool: readonly Member[]
  readonly quantity: number
  /** From the start. */
  readonly phase: Span
  readonly after: number
}

const hour = { from: 0, to: 60 }
const photographer: Part = { name: 'photographer', pool: ['anna', 'ben'], quantity: 1, phase: hour, after: 0 }
const parts: Readonly<Record<ServiceCode, readonly Part[]>> = {
  portrait: [
    photographer,
    { name: 'make-up', pool: ['ben', 'cleo'], quantity: 1, phase: { from: -60, to: 0 }, after: 0 },
    { name: 'room', pool: ['white'], quantity: 1, phase: hour, after: 15 },
  ],
  outdoors: [
    photographer,
    { name: 'helper', pool: ['ben', 'cleo'], quantity: 1, phase: hour, after: 0 },
    { name: 'place', pool: ['garden'], quantity: 1, phase: hour, after: 0 },
  ],
  lesson: [photographer, { name: 'chairs', pool: ['chairs'], quantity: 2, phase: hour, after: 0 }],
}

const wayMinutes = 30
const mostSeats = (service: ServiceCode): number => (service === 'lesson' ? 3 : 1)

export class NaiveDiary {
  readonly diary: Diary
  readonly claims: readonly Claimed[]
  readonly booked: readonly Booked[]
  readonly now: number

  constructor(diary: Diary, lived: { claims: readonly Claimed[]; booked: readonly Booked[]; now: string }) {
    this.diary = diary
    this.claims = lived.claims
    this.booked = lived.booked
    this.now = minuteOf(lived.now)
  }

  partsOf({ service, by }: Asked): readonly Part[] {
    return parts[service].map((part) =>
      by === null || part.name !== 'photographer' ? part : { ...part, pool: part.pool.filter((who) => who === by) },
    )
  }

  grid = (service: ServiceCode): number => (service === 'lesson' ? 60 : 30)

  /** When somebody works on a day, full days aside. */
  plannedOn(who: Member, day: number): { readonly span: Span | null; readonly why: string } {
    const { diary } = this
    // The last that was said of a day holds.
    const shift = diary.shifts.findLast((one) => one.who === who && one.day === day)
    const at = (from: number, to: number): Span => ({ from: day * 1440 + from * 60, to: day * 1440 + to * 60 })
    if (shift !== undefined) return { span: shift.works ? at(10, 14) : null, why: 'shift' }
    const late = who === 'ben' ? diary.lateBen : null
    const weekday = modulo(day, 7) || 7
    const usual = late === null ? at(9, 18) : late.includes(weekday) ? at(12, 20) : null
    if (usual !== null && diary.holidays.includes(day)) return { span: null, why: 'closedDay' }
    return { span: usual, why: late === null ? 'openingHours' : 'roster' }
  }

  /** Of anna alone there is a limit. */
  isFullOf(who: Member, day: number): boolean {
    const limit = who === 'anna' ? this.diary.annaLimit : null
    const own = this.claimsOf(who).filter(({ kind, ...claim }) => {
      const span = { from: minuteOf(claim.from), to: minuteOf(claim.to) }
      return (kind === 'booking' || kind === 'hold') && meet(span, { from: day * 1440, to: day * 1440 + 1440 })
    })
    return limit !== null && new Set(own.map(({ reference }) => reference)).size >= limit
  }

  claimsOf = (who: Member): readonly Claimed[] => this.claims.filter((claim) => claim.who === who)

  /** With the ways to where somebody is meanwhile. */
  awayFor({ from, to, place }: Claimed, here: string): Span {
    const way = place === null || place === here ? 0 : wayMinutes
    return { from: minuteOf(from) - way, to: minuteOf(to) + way }
  }

  placeOf = (service: ServiceCode): string => (service === 'outdoors' ? 'place:garden' : 'main')

  works(who: Member, { from, to }: Span): boolean {
    for (let minute = from; minute < to; minute += 5) {
      const { span } = this.plannedOn(who, dayOf(minute))
      if (span === null || minute < span.from || minute >= span.to || this.isFullOf(who, dayOf(minute))) return false
    }
    return true
  }

  /** The part of time that somebody is claimed for. */
  claimed = ({ phase, after }: Part, start: number): Span => ({
    from: start + phase.from,
    to: start + phase.to + after,
  })

  isFree(part: Part, who: Member, start: number, service: ServiceCode): boolean {
    if (!this.works(who, { from: start + part.phase.from, to: start + part.phase.to })) return false
    const wanted = this.claimed(part, start)
    for (let minute = wanted.from; minute < wanted.to; minute += 5) {
      const used = this.claimsOf(who)
        .filter((claim) => meet(this.awayFor(claim, this.placeOf(service)), { from: minute, to: minute + 1 }))
        .reduce((sum, { kind, quantity }) => sum + (kind === 'import' ? roomOf.capacity[who] : quantity), 0)
      if (used + part.quantity > roomOf.capacity[who]) return false
    }
    return true
  }

  /** Whether all can be served, each by one; who serves two parts must have done with the first. */
  canBegin(asked: Asked, start: number): boolean {
    const wanted = this.partsOf(asked)
    const choose = (at: number, taken: readonly { who: Member; span: Span }[]): boolean => {
      const part = wanted[at]
      if (part === undefined) return true
      const span = this.claimed(part, start)
      return part.pool.some(
        (who) =>
          this.isFree(part, who, start, asked.service) &&
          taken.every((other) => other.who !== who || !meet(other.span, span)) &&
          choose(at + 1, [...taken, { who, span }]),
      )
    }
    return choose(0, [])
  }

  /** How many bookings, or sessions, of a service begin on days that a new one would touch: it takes an hour, so it may touch two. */
  isFull(service: ServiceCode, start: number): readonly ('day' | 'week')[] {
    const { dailyLimit, weeklyLimit } = this.diary
    const days = [...new Set([dayOf(start), dayOf(start + 59)])]
    const mondayOf = (day: number) => day - modulo(day + 6, 7)
    const own = this.booked.filter((one) => one.service === service)
    const count = (isIn: (day: number) => boolean): number =>
      new Set(
        own
          .filter(({ startsAt, endsAt }) => isIn(dayOf(minuteOf(startsAt))) || isIn(dayOf(minuteOf(endsAt) - 1)))
          .map(({ reference }) => reference),
      ).size
    const fullDay = dailyLimit !== null && days.some((day) => count((one) => one === day) >= dailyLimit)
    const fullWeek =
      weeklyLimit !== null && days.some((day) => count((one) => mondayOf(one) === mondayOf(day)) >= weeklyLimit)
    return [...(fullDay ? (['day'] as const) : []), ...(fullWeek ? (['week'] as const) : [])]
  }

  /** Seats left of the sessions of a service, and when they begin. */
  sessions({ service, seats, by }: Asked) {
    const ids = [...new Set(this.booked.flatMap((one) => (one.service === service ? (one.sessionId ?? []) : [])))]
    return ids.map((id) => {
      const own = this.booked.filter(({ sessionId }) => sessionId === id)
      const start = minuteOf(own[0]?.startsAt ?? '')
      const left = mostSeats(service) - own.reduce((sum, one) => sum + one.seats, 0)
      const serves = by === null || own[0]?.photographer === by
      const isOnGrid = modulo(start, 1440) % this.grid(service) === 0
      return { start, left, canJoin: left >= seats && serves && isOnGrid }
    })
  }

  /** The rules of the service that a start breaks. */
  broken(service: ServiceCode, start: number): readonly string[] {
    const { notice, horizon } = this.diary
    const ahead = start - this.now
    return [
      ...(ahead < 0 ? ['past'] : []),
      ...(modulo(start, 1440) % this.grid(service) === 0 ? [] : ['offGrid']),
      ...(ahead >= 0 && ahead < notice ? ['tooSoon'] : []),
      ...(ahead > horizon * 1440 ? ['tooFar'] : []),
    ]
  }

  isFreeAt(asked: Asked, start: number): boolean {
    const { service, seats } = asked
    if (this.broken(service, start).length > 0) return false
    if (this.sessions(asked).some((one) => one.start === start && one.canJoin)) return true
    return seats <= mostSeats(service) && this.isFull(service, start).length === 0 && this.canBegin(asked, start)
  }

  /** Every start that can be booked, in the order of time. */
  starts(asked: Asked): readonly number[] {
    const found: number[] = []
    const last = this.now + this.diary.horizon * 1440
    for (let start = Math.floor(this.now / 30) * 30; start <= last; start += 30) {
      if (this.isFreeAt(asked, start)) found.push(start)
    }
    return found
  }
}
