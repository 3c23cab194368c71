import { same } from '../../storage/check.ts'
import { poolOf, serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld, Who } from '../booking-world.ts'
import { checkServed, judge, type Judged, overbookedBy, type peopleOf, type Taking, writeDown } from '../naive-takes.ts'
import { isWantedWrong, placesOf, waysAt } from '../naive-slots.ts'
import { dateOf, dayOf, dayNamed, startOfDay, minuteOfDay, timeOf } from '../naive-time.ts'
import { judgeWish, refusedAnyway, saidOf, someWish, startGiven, type Wish } from './wishes.ts'

const somebody = (world: BookingWorld): Who => world.somebodyIn(world.random.chance(0.8) ? 'main' : 'west')

type Booked = Parameters<BookingWorld['enter']>[0]

/** Holds the answer against the paper, and writes it down. */
function made(
  world: BookingWorld,
  wish: Wish,
  judged: Judged,
  answer: Booked,
  { expiresAt, deposit }: { readonly expiresAt: number | null; readonly deposit: number },
): void {
  const { taking, customer, order, told } = wish
  checkServed(world, told, taking, judged, answer)
  writeDown(world, taking, judged, answer, expiresAt)
  const state = expiresAt === null ? 'confirmed' : 'held'
  world.enter(answer, { taking, judged, state, customer, order, expiresAt, deposit })
  if (overbookedBy(judged)) world.outcome = 'overbooked'
}

export const book: BookingStep = {
  name: 'book',
  weight: 9,
  async act(world) {
    const who = somebody(world)
    const wish = someWish(world, who)
    const { judged, refusals, secured } = judgeWish(world, who, wish)
    const answer = await world.attempt(`to book ${wish.told}`, refusals, () =>
      who.desk.bookings.book({
        ...saidOf(wish, world),
        ...startGiven(world, wish.taking.start),
        ...(wish.withoutDeposit ? { withoutDeposit: true } : {}),
      }),
    )
    if (answer !== undefined) made(world, wish, judged, answer, { expiresAt: null, deposit: secured })
    return wish.told
  },
}

export const hold: BookingStep = {
  name: 'hold',
  weight: 9,
  async act(world) {
    const who = somebody(world)
    const wish = someWish(world, who)
    const { judged, refusals, secured } = judgeWish(world, who, wish, true)
    const longest = serviceOf(wish.taking.service).holdMinutes
    const minutes = world.random.chance(0.4)
      ? longest
      : 5 + world.random.below(world.random.chance(0.3) ? 600 : longest)
    const answer = await world.attempt(
      `to hold ${wish.told}`,
      [...refusals, minutes > longest && who.bound && 'BOOKING_TIME_REFUSED'],
      () => {
        const asked = { ...saidOf(wish, world), ...startGiven(world, wish.taking.start) }
        return who.desk.bookings.hold({ ...asked, ...(minutes === longest ? {} : { minutes }) })
      },
    )
    if (answer !== undefined) made(world, wish, judged, answer, { expiresAt: world.now + minutes, deposit: secured })
    return `${wish.told} for ${minutes} minutes`
  },
}

/** Two times together, all or none: the second is judged by everything that the first may have become. */
export const bookTogether: BookingStep = {
  name: 'book together',
  weight: 3,
  async act(world) {
    const who = somebody(world)
    const wishes = [someWish(world, who), someWish(world, who)].map((wish) => ({ ...wish, order: null }))
    const [first, second] = wishes
    if (first === undefined || second === undefined) return 'nothing'
    const judgements = wishes.map((wish) => judgeWish(world, who, wish))
    const anyway = [...(judgements[0]?.refusals ?? []), ...refusedAnyway(world, who, second)]
    const after = anyway.some((one) => typeof one === 'string') ? [] : secondAfter(world, first, second)
    const codes = new Set(after)
    const told = wishes.map((one) => one.told).join(' and ')
    const ofDeposit = ['DEPOSIT_DUE', 'PERMISSION_MISSING', 'REASON_NEEDED']
    const deposit = (judgements[1]?.refusals ?? []).filter((one) => ofDeposit.includes(String(one)))
    const answer = await world.attempt(
      `to book ${told} together`,
      [...anyway, ...deposit, ...(codes.size > 0 && !codes.has(undefined) ? after : [])],
      () => {
        return who.desk.bookings.bookTogether({
          bookings: wishes.map((wish) => ({
            ...saidOf(wish, world),
            ...startGiven(world, wish.taking.start),
            ...(wish.withoutDeposit ? { withoutDeposit: true } : {}),
          })),
        })
      },
      [...codes],
    )
    for (const [at, one] of (answer?.items ?? []).entries()) {
      const wish = wishes[at]
      if (wish === undefined) continue
      const { judged, secured } = judgeWish(world, who, wish)
      made(world, wish, judged, one, { expiresAt: null, deposit: secured })
    }
    return told
  },
}

/** With which codes the second is refused, or not, whoever serves the first. */
function secondAfter(world: BookingWorld, first: Wish, second: Wish): (string | undefined)[] {
  const { taking } = first
  const judged = judge(world, taking)
  const unsure = [undefined, 'SLOT_TAKEN', 'SEATS_SHORT', ...(isWantedWrong(second.taking) ? ['WANTED_REFUSED'] : [])]
  // A seat of a session that stands, or somebody who is overbooked: it is not tried who.
  if (judged.joins !== undefined || judged.place === null) return unsure
  const codes: (string | undefined)[] = []
  const place = placesOf(taking).find((one) => one === judged.place) ?? taking.branch
  let tried = 0
  for (const people of waysAt(world.diary, taking, place, world.serviceIds[taking.service])) {
    if (tried++ === 60) return unsure
    const before = world.diary.claims
    const reference = 'the first of both'
    const sessionId = serviceOf(taking.service).seats > 1 ? reference : null
    const answer = { id: reference, sessionId, placeId: null, allowed: null, resources: told(people) }
    world.diary.claims = [...before]
    writeDown(world, taking, judged, { ...answer, placeId: placeIdOf(world, people) }, null)
    codes.push(judge(world, second.taking).refusal)
    world.diary.claims = before
    world.sessions.delete(reference)
    // Seats of a session that is begun by the first are nobody's yet on paper.
    if (sessionId !== null) return unsure
  }
  return codes
}

const instant = (minute: number): string => new Date(minute * 60_000).toISOString()

const told = (people: ReturnType<typeof peopleOf>) =>
  people.map(({ from, to, busyFrom, busyTo, ...one }) => ({
    ...{ ...one, from: instant(from), to: instant(to), busyFrom: instant(busyFrom), busyTo: instant(busyTo) },
  }))

function placeIdOf({ studio }: BookingWorld, people: ReturnType<typeof peopleOf>): string | null {
  const place = people.find(({ requirement }) => requirement === 'place')
  return place === undefined ? null : (studio.resourceIds.get(place.code) ?? null)
}

const hasLimits = ({ service, branch }: Taking): boolean =>
  serviceOf(service).dailyLimit !== null ||
  serviceOf(service).requirements.some((requirement) =>
    poolOf(requirement, branch).some(({ dailyLimit, weeklyLimit }) => dailyLimit !== null || weeklyLimit !== null),
  )

/** Why a time is refused within a series: what is taken is not asked a deposit for. */
function refusalsOf(world: BookingWorld, who: Who, wish: Wish): readonly string[] {
  const { judged, refusals } = judgeWish(world, who, wish)
  const anyway = refusedAnyway(world, who, wish).filter((one) => typeof one === 'string')
  if (anyway.length > 0) return anyway
  return judged.refusal === undefined ? refusals.filter((one) => typeof one === 'string') : [judged.refusal]
}

export const bookSeries: BookingStep = {
  name: 'book a series',
  weight: 3,
  async act(world) {
    const who = somebody(world)
    const wish = { ...someWish(world, who), order: null }
    const { random } = world
    const every = 1 + random.below(2)
    const unit = random.pick(['days', 'weeks'] as const)
    const count = 2 + random.below(3)
    const skipTaken = random.chance(0.6)
    const { taking } = wish
    const days = Array.from({ length: count }, (_, at) => dayOf(taking.start) + at * every * (unit === 'weeks' ? 7 : 1))
    const startOn = (day: number): Taking => ({ ...taking, start: startOfDay(day) + minuteOfDay(taking.start) })
    // Each day as if it were booked alone: those before it can only take something from it.
    const ofDays = days.map((day) => refusalsOf(world, who, { ...wish, taking: startOn(day) }))
    const taken = ['SLOT_TAKEN', 'SEATS_SHORT']
    const hard = ofDays.flat().filter((code) => !taken.includes(code))
    const free = ofDays.filter((codes) => codes.length === 0).length
    const what = `${wish.told}, ${count} times every ${every} ${unit}${skipTaken ? ', without the days that are taken' : ''}`
    const answer = await world.attempt(
      `to book ${what}`,
      [
        ...hard,
        ...(hard.length > 0
          ? []
          : [free < count && !skipTaken && 'SERIES_TAKEN', free === 0 && skipTaken && 'SERIES_INVALID']),
      ],
      () =>
        who.desk.bookings.bookSeries({
          ...saidOf(wish, world),
          ...(wish.withoutDeposit ? { withoutDeposit: true } : {}),
          ...{ date: dateOf(dayOf(taking.start)), time: timeOf(taking.start), skipTaken },
          repeats: { unit, every, count },
        }),
      // Where weeks or nights may be full by the days before.
      skipTaken || !hasLimits(taking) ? [] : ['SERIES_TAKEN'],
    )
    if (answer === undefined) return what
    const items = [...answer.items]
    for (const day of days) {
      const own = { ...wish, taking: startOn(day) }
      const { judged, secured } = judgeWish(world, who, own)
      const skipped = answer.skipped.some(({ date }) => dayNamed(date) === day)
      same(`whether ${dateOf(day)} of ${what} is left out`, skipped, judged.refusal !== undefined)
      const one = skipped ? undefined : items.shift()
      if (one !== undefined) made(world, own, judged, one, { expiresAt: null, deposit: secured })
    }
    return what
  },
}
