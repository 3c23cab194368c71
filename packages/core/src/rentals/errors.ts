/** What the rentals refuse. */
import { defineError } from '../values/calotype-error.ts'

export const RentalItemRefused = defineError<{ item: string; rule: string }>({
  code: 'RENTAL_ITEM_REFUSED',
  status: 422,
  summary: 'An item cannot be rented as it was asked for.',
  message: ({ item, rule }) => `Item "${item}" ${rule}.`,
  mend: 'Rent items of the kind rentable. Name a unit where the item has serials, and a quantity where its units are only counted.',
})

export const RentalUnitUnknown = defineError<{ item: string; serial: string; known: readonly string[] }>({
  code: 'RENTAL_UNIT_UNKNOWN',
  status: 404,
  summary: 'An item has no unit of this number.',
  message: ({ item, serial }) => `Item "${item}" has no unit "${serial}".`,
  mend: ({ known }) => `Use the number or id of a unit of this branch: ${known.join(', ') || 'there is none'}.`,
})

export const RentalUnitGone = defineError<{ item: string; serial: string; branch: string; rule: string }>({
  code: 'RENTAL_UNIT_GONE',
  status: 409,
  summary:
    'A unit is not in stock in this branch to be rented: sold or reserved for sale, lost, under way, or in another branch.',
  message: ({ item, serial, rule }) => `Unit "${serial}" of item "${item}" ${rule}.`,
  mend: ({ branch }) => `Take another serial, or bring this one to branch "${branch}" first.`,
})

export const RentalPeriodInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'RENTAL_PERIOD_INVALID',
  status: 422,
  summary: 'The time of a rental, block or report breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Give the time as [from, to): it ends after it begins, is not over, lasts at most 366 days and begins within five years.',
})

export const RentalLinesOverlap = defineError<{
  item: string
  serial: string
  line: number
  other: number
  from: string
  to: string
}>({
  code: 'RENTAL_LINES_OVERLAP',
  status: 422,
  summary: 'Two lines of one request want the same unit at the same time.',
  message: ({ item, serial, line, other, from, to }) =>
    `lines.${line} and lines.${other} both want unit "${serial}" of item "${item}" from ${from} to ${to}, preparation and cleaning included.`,
  mend: 'Name each unit once for a time; or name no unit and a quantity, and take what is free.',
})

/** What takes units of what is wanted. */
export interface InTheWay {
  readonly kind: string
  readonly id: string
  readonly serial: string | null
  readonly from: string
  readonly to: string
  /** The same by the clocks of the branch. */
  readonly local: string
  readonly quantity: number
}

export const RentalUnitTaken = defineError<{
  item: string
  /** Null where any unit of the item would have done. */
  serial: string | null
  from: string
  to: string
  wanted: number
  free: number
  /** What stands in the way, with its time. */
  inTheWay: readonly InTheWay[]
  /** The time by the clocks of the branch, and their zone. */
  local: string
  timeZone: string
}>({
  code: 'RENTAL_UNIT_TAKEN',
  status: 409,
  summary: 'A serial, or as many as were wanted, is not free for the whole time with preparation and cleaning.',
  message: ({ item, serial, local, wanted, free, inTheWay, timeZone }) => {
    const what = serial === null ? `${wanted} of item "${item}"` : `Unit "${serial}" of item "${item}"`
    const first = inTheWay
      .slice(0, 5)
      .map((one) => `${one.kind} "${one.id}" (${one.serial === null ? '' : `${one.serial}, `}${one.local})`)
    const more = inTheWay.length > 5 ? ` and ${inTheWay.length - 5} more` : ''
    return `${what} cannot be had ${local} (${timeZone}, preparation and cleaning included): ${free} free; in the way: ${first.join(', ') || 'nothing else'}${more}.`
  },
  mend: 'Take another unit or time: rentals.availability tells what is free.',
})

export const RentalUnitPromised = defineError<{
  item: string
  /** Null where units are only counted. */
  serial: string | null
  wanted: number
  free: number
  /** The rentals, bookings and holds that have the units, buffers included. */
  promised: readonly InTheWay[]
}>({
  code: 'RENTAL_UNIT_PROMISED',
  status: 409,
  summary:
    'What would be sold, given away, used up, sent away or back is promised to rentals or bookings, or out with a customer.',
  message: ({ item, serial, wanted, free, promised }) => {
    const what = serial === null ? `${wanted} of item "${item}"` : `Unit "${serial}" of item "${item}"`
    const first = promised.slice(0, 5).map((one) => `${one.kind} "${one.id}" (${one.local})`)
    const more = promised.length > 5 ? ` and ${promised.length - 5} more` : ''
    return `${what} cannot leave the stock: ${free} free; promised to ${first.join(', ')}${more}.`
  },
  mend: 'Give those rentals another unit or time with rentals.change, or cancel them, and bookings others with bookings.reassign; what is out is taken back and made ready first. What is lost or broken leaves with inventory.waste.',
})

export const RentalUnknown = defineError<{ id: string; branch: string }>({
  code: 'RENTAL_UNKNOWN',
  status: 404,
  summary: 'The branch has no rental or block of this id.',
  message: ({ id, branch }) => `Branch "${branch}" has no rental or block "${id}".`,
  mend: 'Take the id from rentals.list or rentals.calendar, and act in its branch.',
})

export const RentalStateRefused = defineError<{
  rentalId: string
  state: string
  action: string
  allowed: readonly string[]
}>({
  code: 'RENTAL_STATE_REFUSED',
  status: 409,
  summary: 'The rental is not where this can be done with it.',
  message: ({ rentalId, state, action }) => `Rental "${rentalId}" is ${state}, so one cannot ${action}.`,
  mend: ({ allowed }) => `This is done with rentals that are ${allowed.join(' or ')}.`,
})

export const RentalQuantityInvalid = defineError<{ rentalId: string; quantity: number; of: number }>({
  code: 'RENTAL_QUANTITY_INVALID',
  status: 422,
  summary: 'More units were named than the rental has.',
  message: ({ rentalId, quantity, of }) => `quantity must be 1 to ${of} of rental "${rentalId}", but is ${quantity}.`,
  mend: 'Name as many units as go out, come back or were looked at; the rest stays as it is, as a rental of its own.',
})

export const RentalUnitNotReady = defineError<{
  item: string
  serial: string | null
  wanted: number
  ready: number
  /** Where the units are instead. */
  away: readonly { rentalId: string; state: string; quantity: number }[]
}>({
  code: 'RENTAL_UNIT_NOT_READY',
  status: 409,
  summary: 'A unit is not in the house and ready: it is still out, to be inspected, in cleaning or in repair.',
  message: ({ item, serial, wanted, ready, away }) => {
    const what = serial === null ? `${wanted} of item "${item}"` : `Unit "${serial}" of item "${item}"`
    const where = away.map(({ rentalId, state, quantity }) => `${quantity} ${state} (rental "${rentalId}")`)
    return `${what} cannot go out: ${ready} ready; ${where.join(', ') || 'none away'}.`
  },
  mend: 'Take the unit back, inspect it and call rentals.makeReady; or give the customer another one with rentals.change.',
})

export const RentalBondMissing = defineError<{ orderId: string | null; expected: string; held: string }>({
  code: 'RENTAL_BOND_MISSING',
  status: 409,
  summary: 'Units were to go out without the bond that is expected for them.',
  message: ({ orderId, expected, held }) =>
    orderId === null
      ? `A bond of ${expected} is expected, but the rental has no order with which it could be held.`
      : `With order "${orderId}" a bond of ${held} is held, but ${expected} is expected for what is out and goes out.`,
  mend: 'Take the bond with ledger.takePayment (purpose bond) first; or hand out withoutBond, with the permission rentals.handOutWithoutBond.',
})

export const RentalOrderMissing = defineError<{ rentalId: string; amount: string }>({
  code: 'RENTAL_ORDER_MISSING',
  status: 422,
  summary: 'Something was to be billed for a rental that belongs to no order.',
  message: ({ rentalId, amount }) => `${amount} cannot be billed: rental "${rentalId}" belongs to no order.`,
  mend: 'Place an order for the customer, or take one of theirs, and name it with rentals.change first; or bill nothing.',
})

export const RentalAmountInvalid = defineError<{ field: string; rule: string; amount: string }>({
  code: 'RENTAL_AMOUNT_INVALID',
  status: 422,
  summary: 'An amount of a rental breaks a rule.',
  message: ({ field, rule, amount }) => `${field} must ${rule}, but is ${amount}.`,
  mend: 'Give amounts of zero or more in the currency of the studio.',
})

export const RentalCustomerOther = defineError<{ orderId: string; customerId: string }>({
  code: 'RENTAL_CUSTOMER_OTHER',
  status: 422,
  summary: 'The order of a rental is that of another customer.',
  message: ({ orderId, customerId }) => `Order "${orderId}" is not of customer "${customerId}".`,
  mend: 'Leave customerId out: it is taken from the order.',
})

export const RentalsStay = defineError<{ orderId: string; rentalIds: readonly string[]; rule: string }>({
  code: 'RENTALS_STAY',
  status: 409,
  summary: 'An order was to be moved or merged whose rentals cannot go with it.',
  message: ({ orderId, rentalIds, rule }) => `Rentals ${rentalIds.join(', ')} of order "${orderId}" ${rule}.`,
  mend: 'Take back what is out and make it ready (rentals.takeBack, rentals.inspect), cancel what is reserved and reserve it anew where the order goes, or act in the branch of the rentals.',
})

export const RentalRepairUnclear = defineError<{ rule: string; value: string }>({
  code: 'RENTAL_REPAIR_UNCLEAR',
  status: 422,
  summary: 'It is not clear what a repair cost, or how it is paid.',
  message: ({ rule, value }) => `The cost of a repair must ${rule}, but has ${value}.`,
  mend: 'Give an expense (with legs or claimedBy), or the id of a bill of the payables with the amount of it that this repair is.',
})
