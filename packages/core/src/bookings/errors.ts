/** What can go wrong with services, slots and bookings. */
import { defineError } from '../values/calotype-error.ts'
import { type DayRefused, refusedDayText } from './day-refused.ts'
import { type ExplainedRequirement, type ServiceFull, takenText } from './explained.ts'

export const ServiceUnknown = defineError<{ service: string }>({
  code: 'SERVICE_UNKNOWN',
  status: 404,
  summary: 'The studio has no service of this code or id, or not in this branch.',
  message: ({ service }) => `service must be the code or id of a service that this branch offers, got "${service}".`,
  mend: 'Take the code from bookings.services, or save the service (bookings.saveService).',
})

export const ServiceInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'SERVICE_INVALID',
  status: 422,
  summary: 'A service breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, got ${value}.`,
  mend: ({ field }) => `Mend ${field} and save the service again.`,
})

export const BookingUnknown = defineError<{ bookingId: string }>({
  code: 'BOOKING_UNKNOWN',
  status: 404,
  summary: 'The studio has no booking with this id.',
  message: ({ bookingId }) => `bookingId must be the id of a booking, got "${bookingId}".`,
  mend: 'Take the id from bookings.list, or from the answer of bookings.book.',
})

export const BookingStateRefused = defineError<{
  number: string
  state: string
  step: string
  states: readonly string[]
}>({
  code: 'BOOKING_STATE_REFUSED',
  status: 409,
  summary: 'What was asked for does not fit the state of the booking.',
  message: ({ number, state, step, states }) =>
    `Booking ${number} is ${state}: "${step}" is for bookings that are ${states.join(' or ')}.`,
  mend: 'Read the booking (bookings.booking) for what happened to it; a new one is made with bookings.book.',
})

export const SlotTaken = defineError<{
  service: string
  startsAt: string
  /** What the clocks of the place show then. */
  local: string
  /** Local days and weeks (by their Mondays) on which the service has as many bookings as it takes. */
  full: readonly ServiceFull[]
  /** The requirements for which there are too few, as bookings.explain tells them. */
  short: readonly ExplainedRequirement[]
}>({
  code: 'SLOT_TAKEN',
  status: 409,
  summary: 'At this time not everybody and everything that the service needs is free.',
  message: ({ service, local, full, short }) => `${service} cannot begin at ${local}: ${takenText({ full, short })}.`,
  mend: 'Take another time from bookings.slots; bookings.explain says of each resource why it is not free. Whoever may overbook passes overbook with a reason.',
})

export const BookingTimeRefused = defineError<{ field: string; rule: string; value: string }>({
  code: 'BOOKING_TIME_REFUSED',
  status: 422,
  summary: 'A time breaks a rule of the service: its grid, its notice, how far ahead it is booked, or its limits.',
  message: ({ field, rule, value }) => `${field} must ${rule}, got ${value}.`,
  mend: ({ field }) => {
    if (field === 'to') {
      return 'Pass a to that is later than from and at most 366 days after it; none means a month from from on. A whole day or month is asked for with date or month alone.'
    }
    return field.toLowerCase().endsWith('minutes')
      ? 'Hold it for less, or have it held by whoever has the permission bookings.ignoreTerms.'
      : 'Take a time from bookings.slots. Grid, notice and horizon do not bind whoever has the permission bookings.ignoreNotice.'
  },
})

export const WantedRefused = defineError<{ requirement: string; resource: string; rule: string }>({
  code: 'WANTED_REFUSED',
  status: 422,
  summary: 'A resource that was asked for cannot fill the requirement.',
  message: ({ requirement, resource, rule }) => `resources.${requirement} must ${rule}, got "${resource}".`,
  mend: 'Name requirements as the service does (bookings.services), and resources of its pools by code or id (bookings.explain lists them).',
})

export const SeatsShort = defineError<{
  service: string
  startsAt: string
  local: string
  wanted: number
  left: number
}>({
  code: 'SEATS_SHORT',
  status: 409,
  summary: 'The session has too few seats left.',
  message: ({ service, local, wanted, left }) =>
    `seats must be at most ${left}, which are left of ${service} at ${local}, got ${wanted}.`,
  mend: 'Ask for fewer seats, or take another time from bookings.slots.',
})

export const BookingOrderOther = defineError<{ orderLineId: string; rule: string }>({
  code: 'BOOKING_ORDER_OTHER',
  status: 422,
  summary: 'A booking was to be tied to a line that it cannot be tied to.',
  message: ({ orderLineId, rule }) => `orderLineId must ${rule}, got "${orderLineId}".`,
  mend: 'Pass the id of a line that stands in an order of the same customer (orders.get).',
})

export const ChangeTooLate = defineError<{ number: string; step: string; within: number }>({
  code: 'CHANGE_TOO_LATE',
  status: 409,
  summary: 'By the terms of the service it is too late for this change.',
  message: ({ number, step, within }) =>
    `Booking ${number} cannot be ${step} in the last ${within} minutes before its start.`,
  mend: 'Whoever has the permission bookings.ignoreTerms may do so.',
})

export const MovedTooOften = defineError<{ number: string; most: number }>({
  code: 'MOVED_TOO_OFTEN',
  status: 409,
  summary: 'The booking was moved as often as its service allows.',
  message: ({ number, most }) => `Booking ${number} was moved ${most} times already, which is the most.`,
  mend: 'Whoever has the permission bookings.ignoreTerms may move it, or cancel it and book anew.',
})

export const FeeWithoutOrder = defineError<{ number: string; amount: string }>({
  code: 'FEE_WITHOUT_ORDER',
  status: 422,
  summary: 'A fee is to be charged for a booking that belongs to no order.',
  message: ({ number, amount }) => `Booking ${number} must be tied to an order: ${amount} is to be charged.`,
  mend: 'Tie it to an order (bookings.link), or pass waiveFee: true with the permission bookings.waiveFee.',
})

export const BookingServiceSame = defineError<{ number: string; service: string }>({
  code: 'BOOKING_SERVICE_SAME',
  status: 409,
  summary: 'A booking was to go to the service that it has.',
  message: ({ number, service }) => `service must be another one than booking ${number} has, which is "${service}".`,
  mend: 'Move it to another time (bookings.move), give it other people (bookings.reassign), or name other seats with it.',
})

export const DepositDue = defineError<{
  service: string
  /** The number of the booking; null of one that is just being made. */
  number: string | null
  orderId: string | null
  /** The number of the order. */
  order: string | null
  deposit: string
  /** What is still to be paid. */
  due: string
  paid: string
  /** What other bookings of the order, and the fees of those that did not take place, take of what was paid. */
  promised: string
  currency: string
}>({
  code: 'DEPOSIT_DUE',
  status: 409,
  summary: 'A booking was to be confirmed before its deposit is paid.',
  message: ({ service, number, orderId, order, deposit, due, paid, promised, currency }) =>
    `${number === null ? service : `Booking ${number} (${service})`} is booked with a deposit of ${deposit} ${currency}: ${due} is still to be paid${
      orderId === null
        ? ', and the booking has no order on which it could be'
        : ` on order ${order ?? orderId}, where ${paid} was paid, of which ${promised} is for its other bookings and their fees`
    }.`,
  mend: ({ orderId, due }) =>
    `${orderId === null ? 'Tie the booking to the line of an order (bookings.link, or orderId and orderLineId when booking) and take' : 'Take'} ${due} for it (ledger.takePayment), holding the time meanwhile (bookings.hold). Whoever has the permission bookings.withoutDeposit passes withoutDeposit: true with a reason.`,
})

export const BookingOtherDay = defineError<{
  number: string
  step: string
  day: string
  today: string
  /** Whether it is too early, or too late as well. */
  rule: 'from' | 'on'
}>({
  code: 'BOOKING_OTHER_DAY',
  status: 409,
  summary: 'Something belongs to the business day of the booking, and this is another one.',
  message: ({ number, step, day, today, rule }) =>
    `Booking ${number} can be ${step} ${rule === 'from' ? `from its business day on, ${day}` : `on its business day only, ${day}`}: this is ${today}.`,
  mend: ({ rule }) =>
    rule === 'from'
      ? 'Wait for that day; a booking that takes place earlier is moved first (bookings.move).'
      : 'Book the customer again (bookings.rebook).',
})

export const BookingRebooked = defineError<{
  number: string
  /** The id of the next one, and its number. */
  rebookedAs: string
  next: string
}>({
  code: 'BOOKING_REBOOKED',
  status: 409,
  summary: 'The booking was booked again already.',
  message: ({ number, next }) => `Booking ${number} was booked again: its next is ${next}.`,
  mend: 'Change the booking that took its place, or book that one again once it is cancelled, over or missed.',
})

export const AnswerOutdated = defineError<{ number: string; asked: string; startsAt: string }>({
  code: 'ANSWER_OUTDATED',
  status: 409,
  summary: 'An answer is about a time from which the booking was moved.',
  message: ({ number, asked, startsAt }) =>
    `startsAt must be the start of booking ${number}, which is ${startsAt} by now, got ${asked}.`,
  mend: 'Ask the customer about the new time.',
})

export const SessionUnknown = defineError<{ sessionId: string }>({
  code: 'SESSION_UNKNOWN',
  status: 404,
  summary: 'No booking that stands has a seat in this session.',
  message: ({ sessionId }) => `sessionId must be that of a session in which somebody has a seat, got "${sessionId}".`,
  mend: 'Take it from a booking of the session (bookings.list, bookings.booking).',
})

export const SeriesInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'SERIES_INVALID',
  status: 422,
  summary: 'What is booked together breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, got ${value}.`,
  mend: ({ field }) => `Mend ${field}; nothing was booked.`,
})

export const SeriesTaken = defineError<{
  service: string
  /** How many days the series has. */
  of: number
  /** Those on which it is not free, and why, each beside what the days before it take. */
  taken: readonly DayRefused[]
}>({
  code: 'SERIES_TAKEN',
  status: 409,
  summary: 'A series was to be booked as a whole, and some of its days are not free.',
  message: ({ service, of, taken }) =>
    `${service} cannot be booked on ${taken.length} of ${of} days: ${taken.slice(0, 5).map(refusedDayText).join('; ')}${taken.length > 5 ? '; …' : ''}.`,
  mend: 'Take another time or other days, or pass skipTaken: true to leave these out; nothing was booked.',
})

export const SwapRefused = defineError<{ rule: string }>({
  code: 'SWAP_REFUSED',
  status: 422,
  summary: 'Two bookings cannot change their resources with each other.',
  message: ({ rule }) => `The bookings must ${rule}.`,
  mend: "Swap the same requirement of two bookings that stand, whose resources are free for each other's time.",
})

export const ReasonNeeded = defineError<{ field: string; why: string }>({
  code: 'REASON_NEEDED',
  status: 422,
  summary: 'Something that goes beyond the rules needs a reason.',
  message: ({ field, why }) => `${field} must be given: ${why}.`,
  mend: 'Say why in a few words, without personal data.',
})

export const OrderHasBookings = defineError<{ number: string; bookings: readonly string[] }>({
  code: 'ORDER_HAS_BOOKINGS',
  status: 409,
  summary: 'An order with open bookings was to go to another branch.',
  message: ({ number, bookings }) =>
    `Order ${number} cannot go to another branch while it has open bookings in this one: ${bookings.join(', ')}.`,
  mend: 'Cancel the bookings (bookings.cancel), transfer the order, and book in the other branch.',
})

export const BookingOtherBranch = defineError<{ number: string; branch: string; session: string }>({
  code: 'BOOKING_OTHER_BRANCH',
  status: 409,
  summary: 'A booking was to be changed in a session of another branch than its own.',
  message: ({ number, branch, session }) =>
    `Booking ${number} is of branch "${branch}", and this session of "${session}": the books of a branch are sealed by themselves.`,
  mend: 'Open a session in the branch of the booking (engine.as).',
})
