/** What can be done with bookings, each deed at the same few times as everybody's, so that they meet. */
import { addMillis, type Booking } from '@calotype/core'
import type { Random } from '../run/random.ts'
import type { ToldConflict } from './rules.ts'
import type { Around } from './around.ts'
import { services } from './services.ts'
import type { BookedStudio } from './studio.ts'
import { times } from './times.ts'

/** Nobody was asked: there was nothing to be done to. */
export const nothing = Symbol('nothing')

/** What the deeds of one client share. */
export interface Deeds {
  readonly studio: BookedStudio
  readonly random: Random
  readonly around: Around
  readonly told: ToldConflict[]
  /** Tells how many bookings were acknowledged. */
  made(bookings: number): void
}

export type DeedsByName = Readonly<Record<string, () => Promise<unknown>>>

export function deedsOf({ studio, random, told, made }: Deeds): DeedsByName {
  const { owner, engine } = studio
  const { bookings, resources } = owner
  const { startsAt, clock, day, firstDay } = times(random)
  const time = () => ({ service: random.pick(services), startsAt: startsAt() })
  const asked = () => {
    const { service, startsAt } = time()
    const seats = service === 'class' ? random.whole(1, 3) : 1
    const who = { resources: { photographer: [random.pick(['anna', 'ben'])] } }
    return { service, startsAt, seats, ...(random.fraction() < 0.2 ? who : {}) }
  }
  const some = async (state: 'held' | 'confirmed' | 'expired'): Promise<Booking | undefined> => {
    const { items } = await bookings.list({ states: [state], limit: 200 })
    return items[random.whole(0, Math.max(0, items.length - 1))]
  }
  const alive = () => some(random.pick(['confirmed', 'confirmed', 'held']))
  const resource = async (): Promise<string> => {
    const { items } = await resources.list({ kind: random.pick(['person', 'person', 'room']) })
    return items[random.whole(0, items.length - 1)]?.id ?? ''
  }
  return {
    async book() {
      await bookings.book(asked())
      made(1)
    },
    async hold() {
      await bookings.hold({ ...asked(), minutes: random.whole(1, 6) })
      made(1)
    },
    /** One commit of claims after the other in one transaction, of the days in either order. */
    async together() {
      const { items } = await bookings.bookTogether({ bookings: [asked(), asked(), asked()] })
      made(items.length)
    },
    async series() {
      const { startsAt: _startsAt, ...one } = asked()
      const repeats = { unit: 'days' as const, every: 1, count: 2 }
      const days = { date: firstDay, time: clock(), repeats }
      const { items } = await bookings.bookSeries({ ...one, ...days, skipTaken: random.fraction() < 0.7 })
      made(items.length)
    },
    async confirm() {
      const found = await some('held')
      return found === undefined ? nothing : bookings.confirm({ bookingId: found.id })
    },
    async confirmLate() {
      const found = await some('expired')
      return found === undefined ? nothing : bookings.confirm({ bookingId: found.id })
    },
    async move() {
      const found = await alive()
      return found === undefined ? nothing : bookings.move({ bookingId: found.id, startsAt: startsAt() })
    },
    async reassign() {
      const found = await alive()
      if (found === undefined) return nothing
      const given = random.fraction() < 0.5 ? [] : [random.pick(['anna', 'ben'])]
      return bookings.reassign({ bookingId: found.id, resources: { photographer: given }, reason: 'race' })
    },
    async swap() {
      const { items } = await bookings.list({ states: ['confirmed', 'held'], limit: 200 })
      const one = items[random.whole(0, Math.max(0, items.length - 1))]
      const others = items.filter(({ id }) => id !== one?.id)
      // At the same time each has whom the other wants.
      const other = others.find(({ startsAt }) => startsAt === one?.startsAt) ?? others[0]
      if (one === undefined || other === undefined) return nothing
      return bookings.swap({ bookings: [one.id, other.id], requirement: 'photographer', reason: 'race' })
    },
    async cancel() {
      const found = await alive()
      return found === undefined ? nothing : bookings.cancel({ bookingId: found.id, reason: 'race' })
    },
    /** What is due is done: holds that are over end. */
    expire: () => engine.settle(),
    async shift() {
      const spans = random.pick([null, null, [], [{ from: '09:00', to: '11:30' }], [{ from: '11:00', to: '18:00' }]])
      const shift = { resourceId: await resource(), day: day(), spans }
      const { conflicts } = await resources.setShifts({ shifts: [shift] })
      for (const { reference, resourceId } of conflicts) told.push({ reference, resourceId, by: 'workingTime' })
    },
    /** Somebody is sick for an hour, and then is not. */
    async away() {
      const from = startsAt()
      const sick = { kind: 'sick' as const, approved: true, from, to: addMillis(from, 3_600_000) }
      const { timeOff } = await resources.requestTimeOff({ ...sick, resourceId: await resource() })
      if (random.fraction() < 0.8) await resources.withdrawTimeOff({ timeOffId: timeOff.id })
    },
  }
}
