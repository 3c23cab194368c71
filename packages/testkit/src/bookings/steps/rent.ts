/** Gowns that are rented, or taken out of use for a time, beside those that are booked. */
import { holds } from '../../storage/check.ts'
import { resources } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld } from '../booking-world.ts'
import { instantOf, minuteOf, startOfDay } from '../naive-time.ts'

const gowns = resources.filter(({ unitOf }) => unitOf === 'gown')

function someTime({ random, today }: BookingWorld): { readonly from: number; readonly to: number } {
  const from = startOfDay(today + random.below(4)) + (9 + random.below(10)) * 60
  return { from, to: from + (1 + random.below(12)) * 60 }
}

const isFree = ({ diary }: BookingWorld, code: string, from: number, to: number): boolean =>
  !diary.claimsOf(diary.nameOf({ code })).some((one) => one.from < to && from < one.to)

export const rent: BookingStep = {
  name: 'rent a gown',
  weight: 3,
  async act(world) {
    const { random, diary, now } = world
    const { from, to } = someTime(world)
    const named = random.chance(0.4) ? random.pick(gowns) : undefined
    const some = named === undefined ? gowns : [named]
    const free = some.filter(({ code, prepare, clean }) => isFree(world, code, from - prepare, to + clean))
    const what = `${named?.code ?? 'a gown'} from ${instantOf(from)} to ${instantOf(to)}`
    const answer = await world.attempt(
      `to rent ${what}`,
      [to <= now && 'RENTAL_PERIOD_INVALID', free.length === 0 && 'RENTAL_UNIT_TAKEN'],
      () =>
        world.studio.desks.main.rentals.reserve({
          ...{ from: instantOf(from), to: instantOf(to) },
          lines: [{ item: 'gown', ...(named === undefined ? {} : { serial: named.code.slice('gown/'.length) }) }],
        }),
    )
    const [made] = answer?.items ?? []
    if (made === undefined) return what
    const unit = free.find(({ code }) => code === `gown/${made.serial}`)
    holds(`${what} is one that is free`, unit !== undefined, `${made.serial}`)
    if (unit === undefined) return what
    diary.claims.push({
      ...{ resource: diary.nameOf(unit), reference: made.id, kind: 'rental', quantity: 1, until: null, place: null },
      ...{ from: from - unit.prepare, to: to + unit.clean },
    })
    world.rentals.push({ id: made.id, kind: 'rental', to, isOpen: true })
    return what
  },
}

export const block: BookingStep = {
  name: 'block a gown',
  async act(world) {
    const { from, to } = someTime(world)
    const unit = world.random.pick(gowns)
    const what = `${unit.code} from ${instantOf(from)} to ${instantOf(to)}`
    const answer = await world.attempt(
      `to block ${what}`,
      [to <= world.now && 'RENTAL_PERIOD_INVALID', !isFree(world, unit.code, from, to) && 'RENTAL_UNIT_TAKEN'],
      () =>
        world.studio.desks.main.rentals.block({
          ...{ from: instantOf(from), to: instantOf(to), reason: 'it is mended' },
          lines: [{ item: 'gown', serial: unit.code.slice('gown/'.length) }],
        }),
    )
    const [made] = answer?.items ?? []
    if (made === undefined) return what
    const { diary } = world
    const claim = { resource: diary.nameOf(unit), reference: made.id, quantity: 1, until: null, place: null }
    diary.claims.push({ ...claim, kind: 'block', from: minuteOf(made.from), to: minuteOf(made.to) })
    world.rentals.push({ id: made.id, kind: 'block', to, isOpen: true })
    return what
  },
}

export const giveGownBack: BookingStep = {
  name: 'rent a gown no more',
  weight: 2,
  async act(world) {
    const one = world.oneOf(world.rentals, ({ isOpen }) => isOpen)
    if (one === undefined) return 'nothing is rented'
    const { rentals } = world.studio.desks.main
    const isOver = !one.isOpen || (one.kind === 'block' && one.to <= world.now)
    const what = `the ${one.kind} until ${instantOf(one.to)}`
    const answer = await world.attempt<unknown>(`to end ${what}`, [isOver && 'RENTAL_STATE_REFUSED'], () =>
      one.kind === 'block'
        ? rentals.unblock({ blockId: one.id })
        : rentals.cancel({ rentals: [one.id], reason: 'they changed their mind' }),
    )
    if (answer === undefined) return what
    one.isOpen = false
    world.diary.release(one.id)
    return what
  },
}
