/** What can be booked, bookings as they stand and everything that happened with them. */
import { bool, date, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** What a customer can book: a shoot, a fitting, a selection. */
export const bookingsServices = defineTable({
  name: 'bookings_services',
  columns: {
    id: id(),
    code: text(60),
    name: text(100),
    nameEn: nullable(text(100)),
    /** Where it is offered; null for every branch. */
    branches: nullable(json()),
    isOffered: bool(),
    /** As `service-definition.ts` says. */
    definition: json(),
    changedAt: instant(),
  },
  uniques: [{ name: 'code', columns: ['code'] }],
})

/** One row a booking, a hold included. */
export const bookingsBookings = defineTable({
  name: 'bookings_bookings',
  columns: {
    id: id(),
    branch: id(),
    /** Readable: `B20261124-0001`. */
    number: text(40),
    serviceId: id(),
    /** Copied, so that a list needs no look at the services. */
    serviceCode: text(60),
    serviceName: text(100),
    /** As `booking-state.ts` says. */
    state: text(12),
    /** Whether it takes anybody's time. */
    isOpen: bool(),
    customerId: nullable(id()),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    /** What was booked together: all of it has the id of the first. */
    groupId: nullable(id()),
    /** The session of which these are seats: that of the booking that began it. Null where the service is for one party. */
    sessionId: nullable(id()),
    seats: int(),
    startsAt: instant(),
    endsAt: instant(),
    /** The wall clock at the place, which is what was agreed: the instant follows from it. */
    localDate: date(),
    localTime: text(5),
    timeZone: text(60),
    /** The edition of the time zone data by which the instant was reckoned, such as `2026c`. */
    zoneEdition: text(20),
    /** From the first to the last moment that anybody is busy with it. */
    busyFrom: instant(),
    busyTo: instant(),
    /** Where it takes place, if not in the branch: a resource. */
    placeId: nullable(id()),
    currency: text(3),
    price: money(),
    /** Paid before it is confirmed; of one that was confirmed without, as much as there was. */
    deposit: money(),
    /** A hold ends by itself then; null where it is none. */
    expiresAt: nullable(instant()),
    /** counter, online, waitlist, series or import. */
    source: text(12),
    note: personal(nullable(text(1000))),
    /** Raised by every change that a calendar shows: SEQUENCE of RFC 5545. */
    changes: int(),
    createdAt: instant(),
    changedAt: instant(),
    /** How often it was moved to another time. */
    moves: int(),
    checkedInAt: nullable(instant()),
    endedAt: nullable(instant()),
    /** What was charged for a late cancellation or a no-show. */
    fee: money(),
    /** What a person let through: `overbooked`, or null. */
    allowed: nullable(text(20)),
    /** Whether the customer comes at this time: yes, no, another (time); null where that was not answered. */
    answer: nullable(text(10)),
    answeredAt: nullable(instant()),
    /** The booking that was cancelled, over or missed and of which this is the next; and the next of this one. */
    rebooks: nullable(id()),
    rebookedAs: nullable(id()),
  },
  uniques: [{ name: 'number', columns: ['number'] }],
  indexes: [
    { name: 'window', columns: ['branch', 'busyTo', 'id'] },
    { name: 'time', columns: ['busyTo', 'id'] },
    { name: 'start', columns: ['branch', 'startsAt', 'id'] },
    { name: 'begin', columns: ['startsAt', 'id'] },
    { name: 'state', columns: ['branch', 'state', 'startsAt', 'id'] },
    { name: 'customer', columns: ['customerId', 'startsAt', 'id'] },
    { name: 'order', columns: ['orderId', 'isOpen'] },
    { name: 'service', columns: ['serviceId', 'startsAt', 'id'] },
    { name: 'session', columns: ['sessionId', 'isOpen'] },
    { name: 'group', columns: ['groupId'] },
    { name: 'expiry', columns: ['state', 'expiresAt', 'id'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Who and what is booked: a row a resource and part of a booking. */
export const bookingsAssignments = defineTable({
  name: 'bookings_assignments',
  columns: {
    branch: id(),
    bookingId: id(),
    /** The requirement of the service that it fills. */
    requirement: text(60),
    /** 1, 2, 3 … within the booking, in the order of its service. */
    place: int(),
    resourceId: id(),
    /** Copied, so that a calendar needs no look at the resources. */
    resourceCode: text(160),
    resourceKind: text(20),
    quantity: int(),
    /** The part of the booking for which it is needed. */
    startsAt: instant(),
    endsAt: instant(),
    /** With what is around it. */
    busyFrom: instant(),
    busyTo: instant(),
    isOpen: bool(),
    /** Why this one: favourite, leastLoaded, roundRobin, skillLevel, onlyOne, listed, asked or swapped. */
    reason: text(20),
  },
  key: ['bookingId', 'place'],
  indexes: [
    { name: 'resource', columns: ['resourceId', 'busyTo', 'isOpen'] },
    { name: 'window', columns: ['branch', 'busyTo', 'bookingId'] },
    { name: 'past', columns: ['resourceId', 'startsAt'] },
  ],
  branch: 'branch',
  derived: true,
})

/** Everything that happened with bookings, each with how the booking stood after it: bookings and assignments follow from these. */
export const bookingsEvents = defineTable({
  name: 'bookings_events',
  columns: {
    id: id(),
    branch: id(),
    bookingId: id(),
    /** held, booked, confirmed, moved, reassigned, swapped, checkedIn, completed, cancelled, noShow, expired, zoneMoved, linked, changed, saidYes, saidNo, wantsOther, rebooked or letThrough. */
    kind: text(12),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    state: text(12),
    serviceId: id(),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    sessionId: nullable(id()),
    seats: int(),
    startsAt: instant(),
    endsAt: instant(),
    localDate: date(),
    localTime: text(5),
    timeZone: text(60),
    busyFrom: instant(),
    busyTo: instant(),
    currency: text(3),
    price: money(),
    deposit: money(),
    /** What this event charged; below zero where it took a charge back. */
    fee: money(),
    /** The entry by which it is owed. */
    entryId: nullable(id()),
    /** Who and what was booked then, as `assignments`; null where that did not change. */
    assignments: nullable(json()),
    /** Why, where somebody had to say. Never personal data. */
    reason: nullable(text(500)),
    /** What somebody with more authority let through: overbooked, withoutDeposit, backdated. */
    allowed: nullable(text(20)),
  },
  indexes: [
    { name: 'booking', columns: ['bookingId', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/**
 * What the bookings of an order take of what was paid on it: deposits of those that are confirmed or took place, and fees. It has no branch on purpose: whoever
 * may not see a booking of another branch must still not confirm one with its deposit.
 */
export const bookingsDeposits = defineTable({
  name: 'bookings_deposits',
  columns: { orderId: id(), promised: money() },
  key: ['orderId'],
  derived: true,
})

export type ServiceRow = RowOf<typeof bookingsServices>
export type BookingRow = RowOf<typeof bookingsBookings>
export type AssignmentRow = RowOf<typeof bookingsAssignments>
export type BookingEventRow = RowOf<typeof bookingsEvents>
