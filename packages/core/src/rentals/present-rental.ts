/** Rentals, what happened with them, and blocks, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { BlockRow, RentalEventRow, RentalRow } from './tables.ts'

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()

/** What papers call it: `gown G-1`. */
export const nameOf = ({ itemCode, serial }: Pick<RentalRow, 'itemCode' | 'serial'>): string =>
  serial === null ? itemCode : `${itemCode} ${serial}`

const rentalShape = z.object({
  id: z.string(),
  branch: z.string(),
  /** What was reserved together. */
  groupId: z.string(),
  /** reserved, handedOut, returned, inspected, cleaning, repair, available, lost, cancelled or noShow. */
  state: z.string(),
  itemId: z.string(),
  item: z.string(),
  serialId: z.string().nullable(),
  /** The number on the unit; null where units are only counted. */
  serial: z.string().nullable(),
  quantity: z.int(),
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderLineId: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  /** With preparation and cleaning; the end moves with what happens. */
  busyFrom: z.string(),
  busyTo: z.string(),
  currency: z.string(),
  price: z.string(),
  bond: z.string(),
  handedOutAt: z.string().nullable(),
  returnedAt: z.string().nullable(),
  /** When it was ready again, or ended otherwise. */
  endedAt: z.string().nullable(),
  /** ok, damaged or lost. */
  outcome: z.string().nullable(),
  lateFee: z.string(),
  damage: z.string(),
  /** Of the two, what was kept of the bond, and what the customer owes with the order. */
  kept: z.string(),
  owed: z.string(),
  repairCost: z.string(),
  splitFrom: z.string().nullable(),
})

/** A rental as it stands. */
export interface Rental extends z.output<typeof rentalShape> {}

export const rentalSchema: z.ZodType<Rental> = rentalShape

const rentalsShape = z.object({ items: z.array(rentalShape) })

/** Rentals that were dealt with together. */
export interface RentalList extends z.output<typeof rentalsShape> {}

export const rentalListSchema: z.ZodType<RentalList> = rentalsShape

const rentalPageShape = rentalsShape.extend({ next: z.string().nullable() })

export interface RentalPage extends z.output<typeof rentalPageShape> {}

export const rentalPageSchema: z.ZodType<RentalPage> = rentalPageShape

export function presentRental(row: RentalRow): Rental {
  const { id, branch, groupId, state, itemId, itemCode: item, serialId, serial, quantity, currency } = row
  const { customerId, orderId, orderLineId, reference, note, busyFrom, busyTo } = row
  const { handedOutAt, returnedAt, endedAt, outcome, splitFrom } = row
  return {
    id,
    branch,
    groupId,
    state,
    itemId,
    item,
    serialId,
    serial,
    quantity,
    customerId,
    orderId,
    orderLineId,
    reference,
    note,
    from: row.startsAt,
    to: row.endsAt,
    busyFrom,
    busyTo,
    currency,
    price: text(row.price, currency),
    bond: text(row.bond, currency),
    handedOutAt,
    returnedAt,
    endedAt,
    outcome,
    lateFee: text(row.lateFee, currency),
    damage: text(row.damage, currency),
    kept: text(row.kept, currency),
    owed: text(row.owed, currency),
    repairCost: text(row.repairCost, currency),
    splitFrom,
  }
}

const eventShape = z.object({
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  state: z.string(),
  serialId: z.string().nullable(),
  quantity: z.int(),
  from: z.string(),
  to: z.string(),
  busyTo: z.string(),
  outcome: z.string().nullable(),
  /** What this event added. */
  lateFee: z.string(),
  damage: z.string(),
  kept: z.string(),
  owed: z.string(),
  repairCost: z.string(),
  note: z.string().nullable(),
  entryId: z.string().nullable(),
  bondEntryId: z.string().nullable(),
  movementId: z.string().nullable(),
  costId: z.string().nullable(),
  otherId: z.string().nullable(),
  /** withoutBond or lateFee, where somebody with more authority let it through. */
  allowed: z.string().nullable(),
})

/** Something that happened with a rental. */
export interface RentalEvent extends z.output<typeof eventShape> {}

export const rentalEventSchema: z.ZodType<RentalEvent> = eventShape

export function presentEvent(row: RentalEventRow): RentalEvent {
  const { id, kind, at, recordedAt, actor, state, serialId, quantity, busyTo, outcome, currency } = row
  const { note, entryId, bondEntryId, movementId, costId, otherId, allowed } = row
  return {
    id,
    kind,
    at,
    recordedAt,
    actor,
    state,
    serialId,
    quantity,
    from: row.startsAt,
    to: row.endsAt,
    busyTo,
    outcome,
    lateFee: text(row.lateFee, currency),
    damage: text(row.damage, currency),
    kept: text(row.kept, currency),
    owed: text(row.owed, currency),
    repairCost: text(row.repairCost, currency),
    note,
    entryId,
    bondEntryId,
    movementId,
    costId,
    otherId,
    allowed,
  }
}

const blockShape = z.object({
  id: z.string(),
  branch: z.string(),
  itemId: z.string(),
  item: z.string(),
  serialId: z.string().nullable(),
  serial: z.string().nullable(),
  quantity: z.int(),
  reason: z.string(),
  from: z.string(),
  to: z.string(),
  /** False once it was taken away. */
  open: z.boolean(),
  currency: z.string(),
  repairCost: z.string(),
})

/** A time in which units cannot be rented. */
export interface RentalBlock extends z.output<typeof blockShape> {}

export const blockSchema: z.ZodType<RentalBlock> = blockShape

export function presentBlock(row: BlockRow): RentalBlock {
  const { id, branch, itemId, itemCode: item, serialId, serial, quantity, reason, isOpen: open, currency } = row
  return {
    id,
    branch,
    itemId,
    item,
    serialId,
    serial,
    quantity,
    reason,
    from: row.startsAt,
    to: row.endsAt,
    open,
    currency,
    repairCost: text(row.repairCost, currency),
  }
}
