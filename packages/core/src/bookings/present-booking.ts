/** A booking as it is answered. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { type BookingState, bookingStates } from './booking-state.ts'
import type { Assigned } from './keep-booking.ts'
import type { BookingRow } from './tables.ts'

export interface BookedResource {
  requirement: string
  resourceId: string
  code: string
  kind: string
  quantity: number
  from: string
  to: string
  /** With what is around it. */
  busyFrom: string
  busyTo: string
  /** Why this one: favourite, leastLoaded, roundRobin, skillLevel, onlyOne, listed, asked or swapped. */
  reason: string
}

export const bookingAnswers = ['yes', 'no', 'another'] as const

/** What a customer answers who is asked whether they come: `another` for another time. */
export type BookingAnswer = (typeof bookingAnswers)[number]

export interface Booking {
  id: string
  number: string
  branch: string
  serviceId: string
  service: string
  serviceName: string
  state: BookingState
  customerId: string | null
  orderId: string | null
  orderLineId: string | null
  groupId: string | null
  sessionId: string | null
  seats: number
  startsAt: string
  endsAt: string
  /** What the clocks of the place show at the start. */
  local: { date: string; time: string; timeZone: string }
  placeId: string | null
  currency: string
  price: string
  deposit: string
  /** A hold ends by itself then. */
  expiresAt: string | null
  source: string
  note: string | null
  moves: number
  fee: string
  allowed: string | null
  /** Whether the customer comes at this time; null where that was not answered. */
  answer: BookingAnswer | null
  answeredAt: string | null
  /** The booking of which this is the next, after it was cancelled, over or missed; and the next of this one. */
  rebooks: string | null
  rebookedAs: string | null
  resources: BookedResource[]
}

const nullableText = z.string().nullable()

export const bookedResourceSchema: z.ZodType<BookedResource> = z.object({
  requirement: z.string(),
  resourceId: z.string(),
  code: z.string(),
  kind: z.string(),
  quantity: z.int(),
  from: z.string(),
  to: z.string(),
  busyFrom: z.string(),
  busyTo: z.string(),
  reason: z.string(),
})

export const bookingSchema: z.ZodType<Booking> = z.object({
  id: z.string(),
  number: z.string(),
  branch: z.string(),
  serviceId: z.string(),
  service: z.string(),
  serviceName: z.string(),
  state: z.enum(bookingStates),
  customerId: nullableText,
  orderId: nullableText,
  orderLineId: nullableText,
  groupId: nullableText,
  sessionId: nullableText,
  seats: z.int(),
  startsAt: z.string(),
  endsAt: z.string(),
  local: z.object({ date: z.string(), time: z.string(), timeZone: z.string() }),
  placeId: nullableText,
  currency: z.string(),
  price: z.string(),
  deposit: z.string(),
  expiresAt: nullableText,
  source: z.string(),
  note: nullableText,
  moves: z.int(),
  fee: z.string(),
  allowed: nullableText,
  answer: z.enum(bookingAnswers).nullable(),
  answeredAt: nullableText,
  rebooks: nullableText,
  rebookedAs: nullableText,
  resources: z.array(bookedResourceSchema),
})

export const presentAssigned = (one: Assigned): BookedResource => ({
  requirement: one.requirement,
  resourceId: one.resourceId,
  code: one.resourceCode,
  kind: one.resourceKind,
  quantity: one.quantity,
  from: one.startsAt,
  to: one.endsAt,
  busyFrom: one.busyFrom,
  busyTo: one.busyTo,
  reason: one.reason,
})

export function presentBooking(row: BookingRow, assigned: readonly Assigned[]): Booking {
  const amount = (minor: bigint): string => Money.ofMinor(minor, row.currency).toString()
  return {
    id: row.id,
    number: row.number,
    branch: row.branch,
    serviceId: row.serviceId,
    service: row.serviceCode,
    serviceName: row.serviceName,
    state: row.state as BookingState,
    customerId: row.customerId,
    orderId: row.orderId,
    orderLineId: row.orderLineId,
    groupId: row.groupId,
    sessionId: row.sessionId,
    seats: row.seats,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    local: { date: row.localDate, time: row.localTime, timeZone: row.timeZone },
    placeId: row.placeId,
    currency: row.currency,
    price: amount(row.price),
    deposit: amount(row.deposit),
    expiresAt: row.expiresAt,
    source: row.source,
    note: row.note,
    moves: row.moves,
    fee: amount(row.fee),
    allowed: row.allowed,
    answer: row.answer as BookingAnswer | null,
    answeredAt: row.answeredAt,
    rebooks: row.rebooks,
    rebookedAs: row.rebookedAs,
    resources: assigned.map(presentAssigned),
  }
}
