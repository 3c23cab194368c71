/** The way of a rental, and who may go where. Pure. */

/**
 * reserved → handedOut → returned → inspected → cleaning or repair → available. Beside it: cancelled and noShow before it goes
 * out, lost in place of everything after.
 */
export const rentalStates = [
  'reserved',
  'handedOut',
  'returned',
  'inspected',
  'cleaning',
  'repair',
  'available',
  'lost',
  'cancelled',
  'noShow',
] as const

export type RentalState = (typeof rentalStates)[number]

const next: Readonly<Record<RentalState, readonly RentalState[]>> = {
  reserved: ['handedOut', 'cancelled', 'noShow'],
  // What never comes back is lost without having been returned.
  handedOut: ['returned', 'lost'],
  returned: ['inspected', 'lost'],
  inspected: ['cleaning', 'repair', 'available'],
  cleaning: ['repair', 'available'],
  repair: ['cleaning', 'available'],
  available: [],
  lost: [],
  cancelled: [],
  noShow: [],
}

/** The states from which one may go there. */
export const statesBefore = (to: RentalState): readonly RentalState[] =>
  rentalStates.filter((from) => next[from].includes(to))

/** Whether a rental in this state may go to another. */
export const mayBecome = (from: RentalState, to: RentalState): boolean => next[from].includes(to)

/** Whether a rental still holds its unit. */
export const isOpenState = (state: RentalState): boolean => next[state].length > 0

/** The states in which a unit is not on its rail: with the customer, or being made ready. */
export const awayStates: readonly RentalState[] = ['handedOut', 'returned', 'inspected', 'cleaning', 'repair']

/** Those in which it is in the house and being made ready. */
export const careStates: readonly RentalState[] = ['returned', 'inspected', 'cleaning', 'repair']
