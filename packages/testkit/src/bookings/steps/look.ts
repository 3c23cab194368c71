/** What the engine says of the diary to whoever asks. */
import { holds, same } from '../../storage/check.ts'
import { type Branch, serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import { dateOf, instantOf, minuteOfDay, startOfDay, timeOf } from '../naive-time.ts'
import { startsFree } from '../waiting.ts'
import { someService } from './wishes.ts'

export const look: BookingStep = {
  name: 'look for times',
  weight: 8,
  async act(world) {
    const { random, today, now } = world
    const branch: Branch = random.chance(0.8) ? 'main' : 'west'
    const service = someService(world, branch)
    const { notice, horizon, seats: most, branches } = serviceOf(service)
    if (!branches.includes(branch)) return 'nothing'
    const day = today + random.below(4)
    const seats = most === 1 ? 1 : 1 + random.below(most)
    const from = Math.max(startOfDay(day), now + notice)
    const to = Math.min(startOfDay(day + 1), now + horizon * 1440 + 1)
    const starts = startsFree(world, { service, branch, seats }, from, to)
    const found = await world.studio.desks[branch].bookings.slots({ service, date: dateOf(day), seats, limit: 3000 })
    const what = `${service} in ${branch} on ${dateOf(day)} for ${seats}`
    same(
      `when there is ${what}`,
      found.items.map(({ startsAt, seatsLeft }) => `${startsAt} ${seatsLeft}`),
      starts.map(({ start, left }) => `${instantOf(start)} ${most === 1 ? null : (left ?? most)}`),
    )
    holds(`there is no more of ${what}`, !found.more, 'there is')
    world.outcome = starts.length > 0 ? 'done' : 'none'
    return what
  },
}

export const explain: BookingStep = {
  name: 'ask why',
  weight: 2,
  async act(world) {
    const { now } = world
    const service = someService(world, 'main')
    const { notice, horizon, grid, branches } = serviceOf(service)
    if (!branches.includes('main')) return 'nothing'
    const start = world.someStart(service)
    const isTimely = start >= now + notice && start <= now + horizon * 1440 && minuteOfDay(start) % grid === 0
    const [free] = startsFree(world, { service, seats: 1 }, start, start + 1)
    const told = await world.studio.desks.main.bookings.explain({ service, startsAt: instantOf(start) })
    const what = `${service} at ${instantOf(start)} (${timeOf(start)})`
    same(`whether there is ${what}`, told.free, isTimely && free !== undefined)
    world.outcome = 'done'
    return what
  },
}
