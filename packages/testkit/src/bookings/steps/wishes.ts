/** What somebody asks for: a service at a time, for a customer or an order, with somebody or with anybody. */
import { type Branch, poolOf, type ServiceCode, serviceCodes, serviceOf } from '../booked-services.ts'
import type { Refusal } from '../../storage/attempted.ts'
import type { BookingWorld, Who } from '../booking-world.ts'
import { depositOf, depositOn, type NaiveBooking, type NaiveOrder } from '../naive-bookings.ts'
import { type Judged, judge, type Taking } from '../naive-takes.ts'
import { dateOf, dayOf, instantOf, timeOf } from '../naive-time.ts'

export interface Wish {
  readonly taking: Taking
  readonly customer: number | null
  readonly order: NaiveOrder | null
  readonly reason: string | undefined
  readonly withoutDeposit: boolean
  /** For people who read of it. */
  readonly told: string
}

/** Members of inputs that are left out where they say nothing. */
export const saidOf = ({ taking, customer, order, reason }: Wish, { studio }: BookingWorld) => ({
  service: taking.service,
  ...(taking.wanted === undefined ? {} : { resources: asLists(taking.wanted) }),
  ...(taking.seats === 1 ? {} : { seats: taking.seats }),
  ...(customer === null ? {} : { customerId: studio.customerIds[customer] ?? '' }),
  ...(order === null ? {} : { orderId: order.id }),
  ...(taking.overbook ? { overbook: true } : {}),
  ...(reason === undefined ? {} : { reason }),
})

export const asLists = (wanted: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(wanted).map(([name, codes]) => [name, [...codes]]))

/** When it begins, said in one way or the other. */
export const startGiven = ({ random }: BookingWorld, start: number) =>
  random.chance(0.5) ? { startsAt: instantOf(start) } : { date: dateOf(dayOf(start)), time: timeOf(start) }

/** Somebody of the pools; now and then too many, or who would not do. */
export function somebodyWanted(
  { random }: BookingWorld,
  service: ServiceCode,
  branch: Branch,
): Readonly<Record<string, readonly string[]>> | undefined {
  if (!random.chance(0.2)) return undefined
  const requirement = random.pick(serviceOf(service).requirements)
  const pool = poolOf(requirement, branch).map(({ code }) => code)
  if (random.chance(0.08)) return { [requirement.name]: ['loft'] }
  const asked = [...pool].filter(() => random.chance(0.5)).slice(0, requirement.count)
  return asked.length === 0 ? undefined : { [requirement.name]: asked }
}

export function someWish(world: BookingWorld, who: Who, service = someService(world, who.branch)): Wish {
  const { random, orders } = world
  const overbook = random.chance(0.12)
  const start = world.someStart(service, overbook)
  const most = serviceOf(service).seats
  const seats = most > 1 ? 1 + random.below(most + (random.chance(0.1) ? 1 : 0)) : random.chance(0.03) ? 2 : 1
  const reason = random.chance(overbook ? 0.9 : 0.1) ? 'so it was agreed' : undefined
  const order = random.chance(serviceOf(service).deposit > 0 ? 0.85 : 0.25) ? random.pick(orders) : null
  const customer = order?.customer ?? (random.chance(0.6) ? random.below(world.studio.customerIds.length) : null)
  const wanted = somebodyWanted(world, service, who.branch)
  const taking: Taking = {
    ...{ service, branch: who.branch, start, seats, self: null, overbook },
    ...(wanted === undefined ? {} : { wanted }),
  }
  const withoutDeposit = serviceOf(service).deposit > 0 && random.chance(0.15)
  const told = [
    `${service} in ${who.branch} at ${dateOf(dayOf(start))} ${timeOf(start)}`,
    ...(seats === 1 ? [] : [`${seats} seats`]),
    ...(wanted === undefined ? [] : [`with ${JSON.stringify(wanted)}`]),
    ...(overbook ? ['overbooking'] : []),
    ...(who.bound ? ['by the terms'] : []),
  ].join(', ')
  return { taking, customer, order, reason, withoutDeposit, told }
}

export function someService({ random }: BookingWorld, branch: Branch): ServiceCode {
  const offered = serviceCodes.filter((code) => serviceOf(code).branches.includes(branch))
  return random.chance(0.03) ? random.pick(serviceCodes) : random.pick(offered)
}

/** Why a wish is refused, whatever else is booked: its service, its time, who may do so. */
export function refusedAnyway(world: BookingWorld, who: Who, { taking, reason }: Wish): readonly Refusal[] {
  const { service, start, overbook } = taking
  return [
    !serviceOf(service).branches.includes(who.branch) && 'SERVICE_UNKNOWN',
    ...world.onTime(who, service, start, reason),
    overbook && who.bound && 'PERMISSION_MISSING',
    overbook && reason === undefined && 'REASON_NEEDED',
  ]
}

/** Whether the deposit stands in the way of booking at once, and what of it is secured. */
export function depositFor(
  world: BookingWorld,
  who: Who,
  asked: {
    readonly order: NaiveOrder | null
    readonly deposit: number
    readonly withoutDeposit: boolean
    readonly reason: string | undefined
    readonly charged?: number
    readonly own?: NaiveBooking
  },
): { readonly refusals: readonly Refusal[]; readonly secured: number } {
  const { withoutDeposit, reason, ...of } = asked
  const { missing, secured } = depositOn(world.bookings, of)
  return {
    refusals: [
      withoutDeposit && who.bound && 'PERMISSION_MISSING',
      withoutDeposit && reason === undefined && 'REASON_NEEDED',
      missing > 0 && !withoutDeposit && 'DEPOSIT_DUE',
    ],
    secured,
  }
}

export interface Judgement {
  readonly judged: Judged
  readonly refusals: readonly Refusal[]
  readonly secured: number
}

/** All that the paper says of booking a wish at once, or of holding it. */
export function judgeWish(world: BookingWorld, who: Who, wish: Wish, isHold = false): Judgement {
  const { taking, order, withoutDeposit, reason } = wish
  const judged = judge(world, taking)
  const deposit = depositOf(taking.service, taking.seats)
  const asked = { order, deposit, withoutDeposit, reason }
  const { refusals, secured } = isHold ? { refusals: [], secured: deposit } : depositFor(world, who, asked)
  return { judged, refusals: [...refusedAnyway(world, who, wish), judged.refusal, ...refusals], secured }
}

export const nameOf = ({ service, branch, start, number }: NaiveBooking): string =>
  `${number}, ${service} in ${branch} at ${dateOf(dayOf(start))} ${timeOf(start)}`
