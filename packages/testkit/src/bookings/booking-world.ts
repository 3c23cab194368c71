/** A booked studio and the paper beside it: what somebody tries is done or refused just as the paper says. */
import type { StorageAdapter } from '@calotype/core'
import { attempted, type Refusal } from '../storage/attempted.ts'
import type { Random } from '../storage/random-numbers.ts'
import { watched, type WatchedStore } from '../storage/watched-store.ts'
import { type Branch, type ServiceCode, serviceOf } from './booked-services.ts'
import { beginning, type BookingStudio, type Desk, openBookingStudio } from './booking-studio.ts'
import {
  depositOf,
  isOpenAt,
  type NaiveBooking,
  type NaiveOrder,
  type NaiveSession,
  priceOf,
  type State,
} from './naive-bookings.ts'
import { NaiveDiary } from './naive-diary.ts'
import type { Answered, Judged, Paper, Taking } from './naive-takes.ts'
import { overbookedBy, peopleOf } from './naive-takes.ts'
import { dayOf, instantOf, minuteOf, minuteOfDay, startOfDay } from './naive-time.ts'
import type { NaiveEntry } from './naive-waitlist.ts'

/** Somebody at a desk. */
export interface Who {
  readonly desk: Desk
  readonly branch: Branch
  /** Whether they are bound by the terms of services, and may not let anything through. */
  readonly bound: boolean
}

export interface NaiveTimeOff {
  readonly id: string
  readonly code: string
  readonly from: number
  readonly to: number
  readonly requestedBy: string
  state: 'requested' | 'approved' | 'refused' | 'withdrawn'
}

/** A rental, or a block. */
export interface NaiveRental {
  readonly id: string
  readonly kind: 'rental' | 'block'
  readonly to: number
  isOpen: boolean
}

/** What is over is written down by who may, with a reason; whoever may not and gives none is told that the time is over. */
export function overRefusal(bound: boolean, reason: string | undefined): Refusal {
  if (bound) return reason === undefined ? 'BOOKING_TIME_REFUSED' : 'PERMISSION_MISSING'
  return reason === undefined && 'REASON_NEEDED'
}

export class BookingWorld implements Paper {
  readonly studio: BookingStudio
  readonly diary: NaiveDiary
  readonly #store: WatchedStore
  random: Random
  readonly bookings: NaiveBooking[] = []
  readonly sessions = new Map<string, NaiveSession>()
  readonly timeOff: NaiveTimeOff[] = []
  readonly rentals: NaiveRental[] = []
  readonly entries: NaiveEntry[] = []
  readonly orders: readonly NaiveOrder[]
  /** What came of the last attempt: `done`, or the code with which it was refused; null where nothing was attempted. */
  outcome: string | null = null

  constructor(studio: BookingStudio, diary: NaiveDiary, store: WatchedStore, random: Random) {
    this.studio = studio
    this.diary = diary
    this.#store = store
    this.random = random
    this.orders = studio.orders
  }

  static async open(inner: StorageAdapter, random: Random): Promise<BookingWorld> {
    const store = watched(inner)
    const diary = new NaiveDiary()
    diary.now = minuteOf(beginning)
    const world = new BookingWorld(await openBookingStudio(store.storage, diary), diary, store, random)
    await world.studio.engine.settle()
    return world
  }

  get now(): number {
    return this.diary.now
  }

  get today(): number {
    return dayOf(this.now)
  }

  get serviceIds(): Readonly<Record<ServiceCode, string>> {
    return this.studio.serviceIds
  }

  codeOf(id: string): string {
    for (const [code, known] of this.studio.resourceIds) if (known === id) return code
    return id
  }

  resourceId(code: string): string {
    return this.studio.resourceIds.get(code) ?? code
  }

  /** What is claimed in the store, whatever the engine says of it. */
  claimsInStore(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.#store.rows('claims')
  }

  later(minutes: number): void {
    this.diary.now += minutes
    this.studio.clock.now = instantOf(this.diary.now)
  }

  /** Somebody at a desk of a branch; now and then one who keeps to the terms. */
  somebodyIn(branch: Branch): Who {
    const bound = branch === 'main' && this.random.chance(0.25)
    return { desk: bound ? this.studio.cashier : this.studio.desks[branch], branch, bound }
  }

  /** Somebody where the booking is, or now and then in the other branch. */
  somebodyFor({ branch }: NaiveBooking): Who {
    if (!this.random.chance(0.05)) return this.somebodyIn(branch)
    const other = branch === 'main' ? 'west' : 'main'
    return { desk: this.studio.desks[other], branch: other, bound: false }
  }

  /** One that fits, mostly: what does not is tried now and then, to be refused. */
  oneOf<One>(all: readonly One[], fits: (one: One) => boolean): One | undefined {
    const fitting = all.filter(fits)
    if (all.length > 0 && this.random.chance(0.1)) return this.random.pick(all)
    return fitting.length === 0 ? undefined : this.random.pick(fitting)
  }

  /** A time at which somebody might come: often one at which others do, and mostly where they are to be booked over. */
  someStart(service: ServiceCode, over = false): number {
    const { random, bookings, now } = this
    const { grid, branches: where } = serviceOf(service)
    const coming = bookings.filter((one) => one.start > now && where.includes(one.branch) && isOpenAt(one, now))
    if (coming.length > 0 && random.chance(over ? 0.9 : 0.4)) return random.pick(coming).start
    const day = this.today + random.below(3)
    const hours = service === 'night' ? [21, 3] : [9, 10]
    const at = ((hours[0] ?? 0) + random.below(hours[1] ?? 1)) * 60 + random.below(60 / Math.min(grid, 60)) * grid
    const start = startOfDay(day) + at + (random.chance(0.06) ? 15 : 0)
    return start > now || random.chance(0.15) ? start : start + 1440
  }

  /** What speaks against the time itself. */
  onTime({ bound }: Who, service: ServiceCode, start: number, reason: string | undefined): readonly Refusal[] {
    const { grid, notice, horizon } = serviceOf(service)
    const { now } = this
    const isOver = start < now
    const isTimely = start - now >= notice && start - now <= horizon * 1440 && minuteOfDay(start) % grid === 0
    return [isOver && overRefusal(bound, reason), bound && !isTimely && 'BOOKING_TIME_REFUSED']
  }

  /** How long until somebody comes next; undefined where that is not today. */
  untilNext(): number | undefined {
    const { now } = this
    const [next] = this.bookings
      .filter((one) => one.start > now && one.start < now + 720 && isOpenAt(one, now))
      .map(({ start }) => start - now)
      .toSorted((one, other) => one - other)
    return next
  }

  /** Writes down a booking that was made. */
  enter(
    answer: Answered & { readonly number: string; readonly source: string; readonly rebooks: string | null },
    of: {
      readonly taking: Taking
      readonly judged: Judged
      readonly state: State
      readonly customer: number | null
      readonly order: NaiveOrder | null
      readonly expiresAt: number | null
      readonly deposit?: number
    },
  ): NaiveBooking {
    const { taking, judged, state, customer, order, expiresAt } = of
    const { service, branch, start, seats } = taking
    const booking: NaiveBooking = {
      ...{ id: answer.id, number: answer.number, source: answer.source, rebooks: answer.rebooks, rebookedAs: null },
      ...{ branch, service, state, customer, order, start, end: start + serviceOf(service).duration, seats },
      ...{ session: answer.sessionId, people: peopleOf(answer), expiresAt, overbooked: overbookedBy(judged) },
      ...{ moves: 0, price: priceOf(service, start, seats), fee: 0, missedFee: 0, answer: null },
      deposit: of.deposit ?? depositOf(service, seats),
    }
    this.bookings.push(booking)
    return booking
  }

  /**
   * Does it, or sees it refused for one of the reasons that there are, with nothing changed in the store. Undefined where it
   * was refused. What the paper does not say for sure is in `perhaps`.
   */
  async attempt<Answer>(
    what: string,
    refusals: readonly Refusal[],
    work: () => Promise<Answer>,
    perhaps: readonly Refusal[] = [],
  ): Promise<Answer | undefined> {
    const tried = await attempted(this.#store, { what, refusals, perhaps, work })
    this.outcome = tried.done ? 'done' : tried.code
    if (!tried.done) return undefined
    return tried.answer
  }
}
