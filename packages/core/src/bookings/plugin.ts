/** The room of bookings: services, free times, holds and bookings. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { defaultBookingNumbers } from './booking-numbers.ts'
import { emptyBusyTimes } from './busy-times.ts'
import { endHold } from './end-holds.ts'
import * as bookingErrors from './errors.ts'
import { bookingEvents } from './events.ts'
import { orderHooks } from './follow-orders.ts'
import { book } from './operations/book.ts'
import { bookSeries } from './operations/book-series.ts'
import { bookTogether } from './operations/book-together.ts'
import { cancel } from './operations/cancel.ts'
import { checkIn } from './operations/check-in.ts'
import { complete } from './operations/complete.ts'
import { confirm } from './operations/confirm.ts'
import { explainSlot } from './operations/explain-slot.ts'
import { slots } from './operations/find-slots.ts'
import { hold } from './operations/hold.ts'
import { link } from './operations/link.ts'
import { list } from './operations/list-bookings.ts'
import { services } from './operations/list-services.ts'
import { move } from './operations/move.ts'
import { noShow } from './operations/no-show.ts'
import { booking } from './operations/read-booking.ts'
import { reassign } from './operations/reassign.ts'
import { saveService } from './operations/save-service.ts'
import { swap } from './operations/swap.ts'
import { bookingFacts } from './sealed-facts.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { bookingsAssignments, bookingsBookings, bookingsEvents, bookingsServices } from './tables.ts'

const operations = {
  saveService,
  services,
  slots,
  explain: explainSlot,
  hold,
  confirm,
  book,
  bookTogether,
  bookSeries,
  move,
  reassign,
  swap,
  cancel,
  checkIn,
  complete,
  noShow,
  link,
  booking,
  list,
} as const

/** What the desk offers under `bookings`. */
export type BookingOperations = typeof operations

const named = (...names: readonly (keyof BookingOperations)[]): readonly string[] =>
  names.map((name) => `bookings.${name}`)

const reads = named('services', 'slots', 'explain', 'booking', 'list')
const counter = [
  ...reads,
  ...named('hold', 'confirm', 'book', 'bookTogether', 'bookSeries', 'move', 'reassign', 'swap'),
  ...named('cancel', 'checkIn', 'complete', 'noShow', 'link'),
]

export const bookingsRoom: Plugin<'bookings', BookingOperations, BookingsSettings> = definePlugin({
  ...bookingsSettings,
  version: engineVersion,
  requires: { claims: '*', customers: '*', ledger: '*', stages: '*', resources: '*', orders: '*' },
  tables: [bookingsServices, bookingsBookings, bookingsAssignments, bookingsEvents],
  operations,
  permissions: [
    'bookings.overbook',
    'bookings.ignoreNotice',
    'bookings.ignoreTerms',
    'bookings.waiveFee',
    'bookings.backdate',
  ],
  // Who stands at the counter books; services, and going beyond their terms, are the manager's.
  roles: {
    owner: ['*'],
    manager: ['bookings.*'],
    cashier: counter,
    reception: [...counter, 'bookings.ignoreNotice'],
    photographer: [...reads, ...named('checkIn', 'complete')],
    makeupArtist: [...reads, ...named('checkIn', 'complete')],
    accountant: reads,
  },
  events: [...bookingEvents],
  hooks: [...orderHooks],
  jobs: [endHold],
  entries: bookingFacts,
  provide: [defaultBookingNumbers, emptyBusyTimes],
  errors: Object.values(bookingErrors),
})
