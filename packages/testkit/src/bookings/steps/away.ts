/** Who is away or works otherwise: time off, rosters, shifts, calendars of others. */
import { type Branch, branches, resources } from '../booked-services.ts'
import { rulesOf } from '../booking-studio.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld } from '../booking-world.ts'
import { everyDay, type NaiveHours } from '../naive-diary.ts'
import { clockOf, dateOf, dayOf, instantOf, startOfDay, utcMidnight } from '../naive-time.ts'

const people = resources.filter(({ kind }) => kind === 'person').map(({ code }) => code)
const rooms = resources.filter(({ kind }) => kind === 'room').map(({ code }) => code)
const booked: ReadonlySet<string> = new Set(['booking', 'hold', 'rental'])
const actors: Readonly<Record<Branch, string>> = { main: 'li-na', west: 'mo-yan' }

const isBooked = ({ diary }: BookingWorld, code: string, from: number, to: number): boolean =>
  diary.claimsOf(diary.nameOf({ code })).some((one) => booked.has(one.kind) && one.from < to && from < one.to)

/** In a stretch of a day, or for whole days. */
function someTime({ random, today, bookings, now }: BookingWorld, code: string) {
  const hers = bookings.filter((one) => one.start > now && one.people.some((person) => person.code === code))
  const day = hers.length > 0 && random.chance(0.5) ? dayOf(random.pick(hers).start) : today + random.below(4)
  if (random.chance(0.4)) {
    const last = day + random.below(2)
    const days = { firstDay: dateOf(day), lastDay: dateOf(last) }
    return { from: startOfDay(day), to: startOfDay(last + 1), given: days, told: `${dateOf(day)} to ${dateOf(last)}` }
  }
  const from = startOfDay(day) + (9 + random.below(10)) * 60
  const to = from + (1 + random.below(8)) * 30
  const given = { from: instantOf(from), to: instantOf(to) }
  return { from, to, given, told: `${given.from} to ${given.to}` }
}

export const askForTimeOff: BookingStep = {
  name: 'ask for time off',
  weight: 3,
  async act(world) {
    const { random, timeOff, diary } = world
    const code = random.pick(people)
    const branch = random.pick(branches)
    const { from, to, given, told } = someTime(world, code)
    const sick = random.chance(0.3)
    const despiteBookings = random.chance(0.5)
    const isOther = timeOff.some(
      (one) => one.code === code && ['requested', 'approved'].includes(one.state) && one.from < to && from < one.to,
    )
    const meets = isBooked(world, code, from, to)
    const what = `${code} off from ${told}${sick ? ', being ill' : ''}`
    const answer = await world.attempt(
      `to have ${what}`,
      [isOther && 'TIME_OFF_OVERLAPS', sick && meets && !despiteBookings && 'TIME_OFF_MEETS_BOOKINGS'],
      () =>
        world.studio.desks[branch].resources.requestTimeOff({
          ...{ resourceId: world.resourceId(code), kind: sick ? 'sick' : 'leave', approved: sick, despiteBookings },
          ...given,
        }),
    )
    if (answer === undefined) return what
    const { id } = answer.timeOff
    timeOff.push({ id, code, from, to, requestedBy: actors[branch], state: sick ? 'approved' : 'requested' })
    if (sick) claimTimeOff(world, id)
    return what

    function claimTimeOff(of: BookingWorld, reference: string): void {
      diary.claims.push(claimOf(of, code, { reference, kind: 'timeOff', from, to }))
    }
  },
}

const claimOf = (
  { diary }: BookingWorld,
  code: string,
  of: { readonly reference: string; readonly kind: string; readonly from: number; readonly to: number },
) => ({ ...of, resource: diary.nameOf({ code }), quantity: 1, until: null, place: null })

export const decideTimeOff: BookingStep = {
  name: 'decide about time off',
  weight: 4,
  async act(world) {
    const { random, now } = world
    const off = world.oneOf(
      world.timeOff,
      ({ state }) => state === 'requested' || (state === 'approved' && random.chance(0.4)),
    )
    if (off === undefined) return 'nobody asked'
    const branch = random.pick(branches)
    const { resources: desk } = world.studio.desks[branch]
    const how = random.pick(
      off.state === 'requested'
        ? (['approve', 'approve', 'refuse', 'withdraw'] as const)
        : (['withdraw', 'approve'] as const),
    )
    const isOwn = off.requestedBy === actors[branch]
    const what = `the time off of ${off.code} from ${instantOf(off.from)}`
    const timeOffId = off.id
    if (how === 'withdraw') {
      const stands = off.state === 'requested' || off.state === 'approved'
      const isOver = off.state === 'approved' && off.to <= now
      const answer = await world.attempt(`to withdraw ${what}`, [(!stands || isOver) && 'TIME_OFF_STATE_REFUSED'], () =>
        desk.withdrawTimeOff({ timeOffId }),
      )
      if (answer === undefined) return what
      world.diary.release(off.id)
      off.state = 'withdrawn'
      return `${what}, withdrawn`
    }
    const refusals = [off.state !== 'requested' && 'TIME_OFF_STATE_REFUSED', isOwn && 'TIME_OFF_OWN']
    if (how === 'refuse') {
      const answer = await world.attempt(`to refuse ${what}`, refusals, () => desk.refuseTimeOff({ timeOffId }))
      if (answer !== undefined) off.state = 'refused'
      return `${what}, refused`
    }
    const despiteBookings = random.chance(0.5)
    const meets = isBooked(world, off.code, off.from, off.to)
    const answer = await world.attempt(
      `to approve ${what}`,
      [...refusals, meets && !despiteBookings && 'TIME_OFF_MEETS_BOOKINGS'],
      () => desk.approveTimeOff({ timeOffId, despiteBookings }),
    )
    if (answer === undefined) return what
    off.state = 'approved'
    const { from, to, code } = off
    world.diary.claims.push(claimOf(world, code, { reference: off.id, kind: 'timeOff', from, to }))
    return `${what}, approved`
  },
}

function someHours({ random }: BookingWorld): readonly NaiveHours[] {
  const from = (8 + random.below(5)) * 60
  const to = from + (4 + random.below(12)) * 60
  const weekdays = random.chance(0.5) ? everyDay : everyDay.filter(() => random.chance(0.75))
  return weekdays.length === 0 ? [] : [{ weekdays, from, to }]
}

export const setRoster: BookingStep = {
  name: 'set a roster',
  weight: 2,
  async act(world) {
    const { random, diary, today } = world
    const code = random.pick([...people, ...rooms])
    const from = today + random.below(4)
    const hours = random.chance(0.25) ? null : someHours(world)
    const what = `${code} from ${dateOf(from)}: ${hours === null ? 'as the branch is open' : JSON.stringify(rulesOf(hours))}`
    await world.attempt(`to set the roster of ${what}`, [], () =>
      world.studio.desks.main.resources.setRoster({
        ...{ resourceId: world.resourceId(code), validFrom: dateOf(from) },
        rules: hours === null ? null : rulesOf(hours),
      }),
    )
    diary.rosters.set(code, [...(diary.rosters.get(code) ?? []), { from, hours }])
    return what
  },
}

export const setShift: BookingStep = {
  name: 'set a shift',
  weight: 2,
  async act(world) {
    const { random, diary, today } = world
    const code = random.pick([...people, ...rooms])
    const day = today + random.below(4)
    const from = (7 + random.below(6)) * 60
    const to = from + (3 + random.below(14)) * 60
    const [none, taken] = [random.chance(0.2), random.chance(0.2)]
    const what = `${code} on ${dateOf(day)}${taken ? ', no other than usual' : none ? ', none' : ` ${clockOf(from)} to ${clockOf(to)}`}`
    const spans = taken ? null : none ? [] : [{ from: clockOf(from), to: clockOf(to) }]
    await world.attempt(`to set the shift of ${what}`, [], () =>
      world.studio.desks.main.resources.setShifts({
        shifts: [{ resourceId: world.resourceId(code), day: dateOf(day), spans }],
      }),
    )
    const shifts = diary.shifts.get(code) ?? new Map()
    diary.shifts.set(code, shifts)
    if (taken) shifts.delete(day)
    else shifts.set(day, none ? [] : [[from, to]])
    return what
  },
}

const stamp = (minute: number): string => instantOf(minute).replaceAll(/[-:]|\.000/g, '')

/** A file as the calendar of somebody else writes it. */
const fileOf = (times: readonly (readonly [from: number, to: number])[]): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//somebody else//EN'],
    ...times.flatMap(([from, to], at) => [
      ...['BEGIN:VEVENT', `UID:${at}@elsewhere.example`, `DTSTAMP:${stamp(from)}`],
      ...[`DTSTART:${stamp(from)}`, `DTEND:${stamp(to)}`, 'SUMMARY:busy', 'END:VEVENT'],
    ]),
    ...['END:VCALENDAR', ''],
  ].join('\r\n')

/** What overlaps or touches is one. */
function merged(times: readonly (readonly [from: number, to: number])[]) {
  const all: [number, number][] = []
  for (const [from, to] of times.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

export const importCalendar: BookingStep = {
  name: 'import a calendar',
  weight: 3,
  async act(world) {
    const { random, diary, today, now } = world
    const code = random.pick([...world.studio.sourceIds.keys()])
    const sourceId = world.studio.sourceIds.get(code) ?? ''
    const times = Array.from({ length: random.below(5) }, () => {
      const from = startOfDay(today + 1 + random.below(4)) + (8 + random.below(12)) * 60
      return [from, from + (1 + random.below(8)) * 30] as const
    })
    const read = merged(times)
    const what = `the calendar of ${code}, busy ${read.map(([from, to]) => `${instantOf(from)} to ${instantOf(to)}`).join(', ') || 'never'}`
    const { length } = diary.claims.filter(({ reference }) => reference === sourceId)
    const since = utcMidnight(now)
    const former = diary.claims.filter(({ reference, to }) => reference === sourceId && to > since)
    const stands = former.map(({ from, to }) => [Math.max(from, since), to]).toSorted(([a = 0], [b = 0]) => a - b)
    const isSame = JSON.stringify(stands) === JSON.stringify(read)
    await world.attempt(`to import ${what}`, [], () =>
      world.studio.desks.main.calendars.import({ sourceId, text: fileOf(times) }),
    )
    if (isSame) return `${what}, as before`
    diary.release(sourceId)
    for (const [from, to] of read)
      diary.claims.push(claimOf(world, code, { reference: sourceId, kind: 'import', from, to }))
    return `${what}, in place of ${length}`
  },
}
