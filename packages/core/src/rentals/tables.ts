/** What the rentals keep: terms of items and units, rentals and blocks as they stand, and everything that happened. */
import { bool, date, id, instant, int, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** On which terms an item is rented, or one unit of it. What is null is as the item says, or as the settings do. */
export const rentalsTerms = defineTable({
  name: 'rentals_terms',
  columns: {
    /** The item, or the serial. */
    id: id(),
    itemId: id(),
    /** Minutes before it goes out in which it is prepared. */
    prepareMinutes: nullable(int()),
    /** Minutes after it is due back in which it is cleaned. */
    cleanMinutes: nullable(int()),
    currency: text(3),
    /** For a unit and rental. */
    price: nullable(money()),
    /** Expected of the customer before a unit goes out. */
    bond: nullable(money()),
    /** For a unit and started day. */
    lateFeePerDay: nullable(money()),
    lateGraceMinutes: nullable(int()),
    /** The most for a unit. */
    lateFeeCap: nullable(money()),
  },
  indexes: [{ name: 'item', columns: ['itemId'] }],
})

/** One row a unit, or a number of units that are only counted, and the time for which it is rented. */
export const rentalsRentals = defineTable({
  name: 'rentals_rentals',
  columns: {
    id: id(),
    branch: id(),
    /** What was reserved together. */
    groupId: id(),
    state: text(12),
    /** Whether it still holds its unit. */
    isOpen: bool(),
    itemId: id(),
    /** Copied, so that a list needs no look at the items. */
    itemCode: text(60),
    /** Null where units are only counted. */
    serialId: nullable(id()),
    serial: nullable(text(80)),
    quantity: int(),
    customerId: nullable(id()),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    reference: nullable(text(80)),
    note: personal(nullable(text(500))),
    /** As it was agreed with the customer. */
    startsAt: instant(),
    endsAt: instant(),
    prepareMinutes: int(),
    cleanMinutes: int(),
    /** With what is around it. The end moves with what happens, also beyond the next rental: then the two are a conflict. */
    busyFrom: instant(),
    busyTo: instant(),
    currency: text(3),
    /** In all, for reports: what the customer pays stands in the order. */
    price: money(),
    /** Expected before it goes out. */
    bond: money(),
    /** As agreed: for each unit. */
    lateFeePerDay: money(),
    lateGraceMinutes: int(),
    lateFeeCap: nullable(money()),
    handedOutAt: nullable(instant()),
    returnedAt: nullable(instant()),
    /** When it was ready again, or ended otherwise. */
    endedAt: nullable(instant()),
    /** ok, damaged or lost. */
    outcome: nullable(text(10)),
    /** What was billed. */
    lateFee: money(),
    damage: money(),
    /** Of that, what was kept of the bond, and what the customer owes with the order. */
    kept: money(),
    owed: money(),
    /** What making it good cost the studio. */
    repairCost: money(),
    /** The rental of which these units were a part. */
    splitFrom: nullable(id()),
  },
  indexes: [
    { name: 'state', columns: ['branch', 'state', 'endsAt', 'id'] },
    { name: 'start', columns: ['branch', 'startsAt', 'id'] },
    { name: 'window', columns: ['branch', 'busyTo', 'id'] },
    { name: 'unit', columns: ['serialId', 'isOpen', 'busyTo'] },
    { name: 'item', columns: ['itemId', 'isOpen', 'busyTo'] },
    { name: 'order', columns: ['orderId', 'isOpen'] },
    { name: 'customer', columns: ['customerId'] },
    { name: 'group', columns: ['groupId'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Times in which a unit cannot be rented: maintenance, repair, a shoot of the studio's own. */
export const rentalsBlocks = defineTable({
  name: 'rentals_blocks',
  columns: {
    id: id(),
    branch: id(),
    itemId: id(),
    itemCode: text(60),
    serialId: nullable(id()),
    serial: nullable(text(80)),
    quantity: int(),
    /** Never personal data. */
    reason: text(500),
    startsAt: instant(),
    endsAt: instant(),
    isOpen: bool(),
    currency: text(3),
    repairCost: money(),
  },
  indexes: [
    { name: 'window', columns: ['branch', 'endsAt', 'id'] },
    { name: 'unit', columns: ['serialId', 'endsAt'] },
    { name: 'item', columns: ['itemId', 'endsAt'] },
  ],
  branch: 'branch',
})

/** Everything that happened with rentals and blocks, each with how the rental stood after it: the rows above follow from these. */
export const rentalsEvents = defineTable({
  name: 'rentals_events',
  columns: {
    id: id(),
    branch: id(),
    /** A rental, or a block. */
    rentalId: id(),
    /** reserved, changed, split, cancelled, noShow, handedOut, returned, inspected, cleaning, repair, available, lost, repaired, blocked or unblocked. */
    kind: text(12),
    /** When it happened. */
    at: instant(),
    recordedAt: instant(),
    businessDate: date(),
    actor: text(200),
    state: text(12),
    itemId: id(),
    serialId: nullable(id()),
    quantity: int(),
    orderId: nullable(id()),
    startsAt: instant(),
    endsAt: instant(),
    busyFrom: instant(),
    busyTo: instant(),
    currency: text(3),
    price: money(),
    bond: money(),
    outcome: nullable(text(10)),
    /** What this event added. */
    lateFee: money(),
    damage: money(),
    kept: money(),
    owed: money(),
    repairCost: money(),
    /** How the unit looked, or why. Never personal data. */
    note: nullable(text(500)),
    /** The entry by which the customer owes, and that by which a bond was kept. */
    entryId: nullable(id()),
    bondEntryId: nullable(id()),
    /** What wrote a lost unit off. */
    movementId: nullable(id()),
    /** The expense or the bill of a repair. */
    costId: nullable(id()),
    /** Of a split: the rental that the units came from. */
    otherId: nullable(id()),
    /** What somebody with more authority let through: withoutBond, or lateFee where another than the policy's was set. */
    allowed: nullable(text(20)),
  },
  indexes: [
    { name: 'rental', columns: ['rentalId', 'id'] },
    { name: 'date', columns: ['branch', 'businessDate', 'id'] },
    { name: 'cost', columns: ['costId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

export type TermsRow = RowOf<typeof rentalsTerms>
export type RentalRow = RowOf<typeof rentalsRentals>
export type BlockRow = RowOf<typeof rentalsBlocks>
export type RentalEventRow = RowOf<typeof rentalsEvents>
