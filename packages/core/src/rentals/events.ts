/** What happens with rentals. Amounts are decimal strings in `currency`; times are instants. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface RentalMoved {
  rentalId: string
  /** Of the units. */
  itemId: string
  serialId: string | null
  quantity: number
  /** Where it is now: reserved, handedOut, returned, inspected, cleaning, repair, available, lost, cancelled or noShow. */
  state: string
  /** Where it was; null for what is new. */
  before: string | null
  customerId: string | null
  orderId: string | null
  from: string
  to: string
}

/** A rental came into a state. */
export const rentalMoved: EventKind<'rentals.moved', RentalMoved> = defineEvent({
  name: 'rentals.moved',
  version: 1,
  schema: z.strictObject({
    rentalId: text,
    itemId: text,
    serialId: text.nullable(),
    quantity: z.int(),
    state: text,
    before: text.nullable(),
    customerId: text.nullable(),
    orderId: text.nullable(),
    from: text,
    to: text,
  }),
})

export interface RentalChanged {
  rentalId: string
  itemId: string
  serialId: string | null
  from: string
  to: string
}

/** A rental has another time, unit, price or order. */
export const rentalChanged: EventKind<'rentals.changed', RentalChanged> = defineEvent({
  name: 'rentals.changed',
  version: 1,
  schema: z.strictObject({ rentalId: text, itemId: text, serialId: text.nullable(), from: text, to: text }),
})

export interface RentalCharged {
  rentalId: string
  orderId: string
  /** lateFee or damage. */
  kind: string
  currency: string
  amount: string
  /** Of that, what was kept of the bond, and what the customer owes. */
  kept: string
  owed: string
}

/** Something was billed beside the price. */
export const rentalCharged: EventKind<'rentals.charged', RentalCharged> = defineEvent({
  name: 'rentals.charged',
  version: 1,
  schema: z.strictObject({
    rentalId: text,
    orderId: text,
    kind: text,
    currency: text,
    amount: text,
    kept: text,
    owed: text,
  }),
})

export interface RentalConflictFound {
  /** The rental that runs over. */
  rentalId: string
  /** When its units will be ready. */
  readyAt: string
  /** The rentals and blocks that begin before. */
  with: string[]
}

/** A rental runs over what comes after it: late, or in cleaning or repair for longer. Somebody must decide; nothing was moved. */
export const rentalConflictFound: EventKind<'rentals.conflictFound', RentalConflictFound> = defineEvent({
  name: 'rentals.conflictFound',
  version: 1,
  schema: z.strictObject({ rentalId: text, readyAt: text, with: z.array(text) }),
})

export const rentalEvents = [rentalMoved, rentalChanged, rentalCharged, rentalConflictFound] as const
