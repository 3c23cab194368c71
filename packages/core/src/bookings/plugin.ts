/** The room of bookings: services, free times, holds and bookings. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import { bookingChanging } from './booking-points.ts'
import { defaultBookingNumbers } from './booking-numbers.ts'
import { checkTravel } from './check-travel.ts'
import { emptyBusyTimes } from './busy-times.ts'
import { endHold } from './end-holds.ts'
import * as bookingErrors from './errors.ts'
import { bookingEvents } from './events.ts'
import { orderHooks } from './follow-orders.ts'
import { answer } from './operations/answer.ts'
import { book } from './operations/book.ts'
import { bookSeries } from './operations/book-series.ts'
import { bookTogether } from './operations/book-together.ts'
import { cancel } from './operations/cancel.ts'
import { changeService } from './operations/change-service.ts'
import { checkIn } from './operations/check-in.ts'
import { complete } from './operations/complete.ts'
import { confirm } from './operations/confirm.ts'
import { explainSlot } from './operations/explain-slot.ts'
import { slots } from './operations/find-slots.ts'
import { hold } from './operations/hold.ts'
import { keepLocalTime } from './operations/keep-local-time.ts'
import { link } from './operations/link.ts'
import { list } from './operations/list-bookings.ts'
import { movedInstants } from './operations/list-moved-instants.ts'
import { services } from './operations/list-services.ts'
import { move } from './operations/move.ts'
import { moveSession } from './operations/move-session.ts'
import { noShow } from './operations/no-show.ts'
import { booking } from './operations/read-booking.ts'
import { reassign } from './operations/reassign.ts'
import { rebook } from './operations/rebook.ts'
import { saveService } from './operations/save-service.ts'
import { swap } from './operations/swap.ts'
import { zoneJobs } from './find-moved.ts'
import { bookingFacts } from './sealed-facts.ts'
import { emptyStockLists } from './stock-lists.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { bookingsAssignments, bookingsBookings, bookingsDeposits, bookingsEvents, bookingsServices } from './tables.ts'
import { zoneRulesOfRuntime } from './zone-rules.ts'

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
  moveSession,
  changeService,
  reassign,
  swap,
  answer,
  cancel,
  rebook,
  checkIn,
  complete,
  noShow,
  link,
  booking,
  list,
  movedInstants,
  keepLocalTime,
} as const

/** What the desk offers under `bookings`. */
export type BookingOperations = typeof operations

const named = (...names: readonly (keyof BookingOperations)[]): readonly string[] =>
  names.map((name) => `bookings.${name}`)

const reads = named('services', 'slots', 'explain', 'booking', 'list')
const counter = [
  ...reads,
  ...named('hold', 'confirm', 'book', 'bookTogether', 'bookSeries', 'move', 'moveSession', 'reassign', 'swap'),
  ...named('changeService', 'answer', 'cancel', 'rebook', 'checkIn', 'complete', 'noShow', 'link'),
]

export const bookingsRoom: Plugin<'bookings', BookingOperations, BookingsSettings> = definePlugin({
  ...bookingsSettings,
  version: engineVersion,
  requires: {
    ...{ claims: '*', customers: '*', ledger: '*', stages: '*', resources: '*', orders: '*' },
    ...{ inventory: '*', rentals: '*' },
  },
  tables: [bookingsServices, bookingsBookings, bookingsAssignments, bookingsEvents, bookingsDeposits],
  operations,
  permissions: [
    'bookings.overbook',
    'bookings.ignoreNotice',
    'bookings.ignoreTerms',
    'bookings.waiveFee',
    'bookings.backdate',
    'bookings.withoutDeposit',
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
  hookPoints: [bookingChanging],
  hooks: [checkTravel, ...orderHooks],
  jobs: [endHold, ...zoneJobs],
  entries: bookingFacts,
  provide: [defaultBookingNumbers, emptyBusyTimes, emptyStockLists, zoneRulesOfRuntime],
  errors: Object.values(bookingErrors),
})
