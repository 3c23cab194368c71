/** Makes a booking, held or confirmed, alone or with others in one command. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { addMillis } from '../values/instant.ts'
import { type BookedTime, bookedTime, type StartGiven } from './booked-time.ts'
import { bookingNumbersToken } from './booking-numbers.ts'
import { ReasonNeeded } from './errors.ts'
import { addBooking, noteLetThrough } from './keep-booking.ts'
import { requireOnTime } from './on-time.ts'
import { peopleOf } from './preferred-people.ts'
import { type Booking, presentBooking } from './present-booking.ts'
import { priceAt } from './price-at.ts'
import { requireSeats } from './require-seats.ts'
import { type DepositSecured, secureDeposit } from './secure-deposit.ts'
import { requireService, type Service } from './services.ts'
import { joinOrOpenSession } from './take-session.ts'
import { type SlotTakenUp, takeSlot } from './take-slot.ts'
import { scheduleLine } from './tie-lines.ts'
import { holdBooker } from './who-books.ts'
import { zoneRulesToken } from './zone-rules.ts'

const millisPerMinute = 60_000

export interface BookingWanted extends StartGiven {
  readonly service: string
  readonly customerId?: string | undefined
  readonly orderId?: string | undefined
  readonly orderLineId?: string | undefined
  /** Who is taken and nobody in his place, by requirement. */
  readonly resources?: Readonly<Record<string, readonly string[]>> | undefined
  /** Who is taken where he is free. */
  readonly preferred?: readonly string[] | undefined
  readonly seats?: number | undefined
  readonly note?: string | undefined
  /** Held for so many minutes; null where it is booked at once. */
  readonly holdMinutes: number | null
  readonly source: 'counter' | 'online' | 'waitlist' | 'series' | 'import'
  /** Takes who is not free as well. */
  readonly overbook?: boolean | undefined
  /** Books at once although the deposit is not paid. */
  readonly withoutDeposit?: boolean | undefined
  readonly reason?: string | undefined
  readonly groupId?: string | undefined
  /** The booking of which it is the next. */
  readonly rebooks?: string | undefined
}

/**
 * Statements, without begin, key, audit and outbox: the service, the customer, its favourites (one or two), those of takeSlot, the number; with a line two
 * for it, and what moving it costs; booked at once with a deposit and an order, three more.
 *
 * @throws SERVICE_UNKNOWN, BOOKING_TIME_REFUSED, SLOT_TAKEN, SEATS_SHORT, WANTED_REFUSED, CUSTOMER_UNKNOWN, ORDER_UNKNOWN, LINE_UNKNOWN,
 * BOOKING_ORDER_OTHER, DEPOSIT_DUE, REASON_NEEDED, LOCAL_TIME_MISSING, HOLIDAYS_UNKNOWN, PERMISSION_MISSING, and what moving a line refuses
 */
export async function placeBooking(context: CommandContext, wanted: BookingWanted): Promise<Booking> {
  const { branch } = context
  const service = await requireService(context, wanted.service)
  const { definition, row } = service
  const timeZone = context.studio.days(branch).timeZone
  const time = bookedTime(wanted, timeZone, definition.duration, context.resolve(zoneRulesToken))
  const isOver = requireOnTime(context, definition, time, { reason: wanted.reason })
  const overbook = wanted.overbook === true
  if (overbook) requireReasonFor(context, wanted.reason)
  const seats = wanted.seats ?? 1
  requireSeats({ service, time, seats })

  const { orderId = null, orderLineId = null } = wanted
  const { customerId, lines: held } = await holdBooker(context, wanted)
  const preferred = wanted.preferred ?? (customerId === null ? [] : await peopleOf(context, customerId))

  const id = context.newId()
  const expiresAt = wanted.holdMinutes === null ? null : addMillis(context.now, wanted.holdMinutes * millisPerMinute)
  const slot = { service, branch, time, wanted: wanted.resources ?? {}, preferred, expiresAt, overbook }
  const taken =
    definition.seats > 1
      ? await joinOrOpenSession(context, { ...slot, bookingId: id, seats, replaces: [] })
      : { ...(await takeSlot(context, { ...slot, reference: id, replaces: [] })), sessionId: null }
  const money = moneyOf(context, service, time, seats)
  const secured: DepositSecured =
    expiresAt === null
      ? await secureDeposit(context, { branch, orderId, serviceName: row.name, ...money }, wanted)
      : { deposit: money.deposit, allowed: null }
  const [[number = ''] = []] = await context.numbers([{ sequence: context.resolve(bookingNumbersToken) }])
  const booking = await addBooking(
    context,
    {
      ...rowOf(time, taken, seats),
      ...{ id, branch, number, orderId, orderLineId, expiresAt },
      ...money,
      deposit: secured.deposit,
      customerId,
      state: expiresAt === null ? 'confirmed' : 'held',
      serviceId: row.id,
      serviceCode: row.code,
      serviceName: row.name,
      groupId: wanted.groupId ?? null,
      rebooks: wanted.rebooks ?? null,
      source: wanted.source,
      note: wanted.note ?? null,
    },
    taken.assigned,
    {
      kind: expiresAt === null ? 'booked' : 'held',
      reason: wanted.reason,
      allowed: taken.overbooked ? 'overbooked' : null,
    },
  )
  noteLetThrough(context, booking, { allowed: isOver ? 'backdated' : null, reason: wanted.reason })
  noteLetThrough(context, booking, { allowed: secured.allowed, reason: wanted.reason })
  if (expiresAt === null) await scheduleLine(context, held, time.localDate)
  return presentBooking(booking, taken.assigned)
}

/** @throws PERMISSION_MISSING, REASON_NEEDED */
export function requireReasonFor(context: CommandContext, reason: string | undefined, branch?: string): void {
  context.demand('bookings.overbook', branch)
  if (reason === undefined)
    throw ReasonNeeded.create({ field: 'reason', why: 'somebody is to be booked who is not free' })
}

/** What of a booking follows from its time and who serves it. */
export function rowOf(
  time: BookedTime,
  { busy, placeId, sessionId, overbooked }: SlotTakenUp & { readonly sessionId: string | null },
  seats: number,
) {
  return {
    ...{ startsAt: time.startsAt, endsAt: time.endsAt, localDate: time.localDate, localTime: time.localTime },
    ...{ timeZone: time.timeZone, zoneEdition: time.zoneEdition, busyFrom: busy.from, busyTo: busy.to },
    ...{ placeId, sessionId, seats, allowed: overbooked ? 'overbooked' : null },
  }
}

/** What a booking costs at a time, and its deposit, in the smallest unit of the studio's currency. */
export function moneyOf({ studio }: CommandContext, { definition }: Service, time: BookedTime, seats: number) {
  const { currency } = studio
  const price = Money.of(priceAt(definition, time.localDate, time.localTime), currency).times(BigInt(seats))
  const deposit = Money.of(definition.deposit, currency).times(BigInt(seats))
  return { currency, price: price.minor, deposit: deposit.minor }
}
