/** The states of a booking and the ways between them. Pure. */

export const bookingStates = ['held', 'confirmed', 'checkedIn', 'completed', 'cancelled', 'noShow', 'expired'] as const

export type BookingState = (typeof bookingStates)[number]

/** What can be done with a booking. */
export type BookingStep =
  | 'confirm'
  | 'move'
  | 'reassign'
  | 'checkIn'
  | 'complete'
  | 'cancel'
  | 'noShow'
  | 'expire'
  | 'link'
  | 'changeService'
  | 'answer'
  | 'rebook'

const stepsOf: Readonly<Record<BookingState, Partial<Readonly<Record<BookingStep, BookingState>>>>> = {
  held: {
    confirm: 'confirmed',
    move: 'held',
    reassign: 'held',
    changeService: 'held',
    cancel: 'cancelled',
    expire: 'expired',
    link: 'held',
  },
  confirmed: {
    move: 'confirmed',
    reassign: 'confirmed',
    changeService: 'confirmed',
    answer: 'confirmed',
    checkIn: 'checkedIn',
    complete: 'completed',
    cancel: 'cancelled',
    noShow: 'noShow',
    link: 'confirmed',
  },
  checkedIn: { reassign: 'checkedIn', changeService: 'checkedIn', complete: 'completed', link: 'checkedIn' },
  completed: {},
  cancelled: { rebook: 'cancelled' },
  // A hold that was paid too late takes its time anew, if that is still free.
  expired: { confirm: 'confirmed', rebook: 'expired' },
  // Who comes late after all.
  noShow: { checkIn: 'checkedIn', rebook: 'noShow' },
}

/** The state after a step, or undefined where a booking in that state does not take it. */
export const afterStep = (state: BookingState, step: BookingStep): BookingState | undefined => stepsOf[state][step]

/** The states from which a step can be taken. */
export const statesFor = (step: BookingStep): readonly BookingState[] =>
  bookingStates.filter((state) => stepsOf[state][step] !== undefined)

/** In these it takes somebody's time. */
export const openBookingStates = ['held', 'confirmed', 'checkedIn'] as const satisfies readonly BookingState[]

export const isOpenState = (state: BookingState): boolean => openBookingStates.some((open) => open === state)
