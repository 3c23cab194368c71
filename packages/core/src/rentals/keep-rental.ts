/** Keeps what happened with a rental: the fact, the row as it stands after it, and the notice of it. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { ChangeOf, NewRowOf } from '../storage/table.ts'
import type { Instant } from '../values/instant.ts'
import { rentalMoved } from './events.ts'
import { isOpenState, type RentalState } from './rental-state.ts'
import { type BlockRow, type RentalRow, rentalsEvents, rentalsRentals } from './tables.ts'

/** What an event adds, beside how the rental stands after it. */
export interface Happened {
  readonly kind: string
  /** Now unless told. */
  readonly at?: Instant | undefined
  readonly lateFee?: bigint | undefined
  readonly damage?: bigint | undefined
  readonly kept?: bigint | undefined
  readonly owed?: bigint | undefined
  readonly repairCost?: bigint | undefined
  readonly note?: string | undefined
  readonly entryId?: string | null | undefined
  readonly bondEntryId?: string | null | undefined
  readonly movementId?: string | undefined
  readonly costId?: string | undefined
  readonly otherId?: string | undefined
  readonly allowed?: string | undefined
}

type Change = Omit<ChangeOf<typeof rentalsRentals>, 'isOpen' | 'lateFee' | 'damage' | 'kept' | 'owed' | 'repairCost'>

/** Changes a rental that is locked. Statements: its update; the fact leaves with those of others. */
export async function keepRental(
  context: CommandContext,
  rental: RentalRow,
  change: Change,
  happened: Happened,
): Promise<RentalRow> {
  const state = (change.state ?? rental.state) as RentalState
  const { lateFee = 0n, damage = 0n, kept = 0n, owed = 0n, repairCost = 0n } = happened
  const after = await context.store.update(rentalsRentals, rental, {
    ...change,
    isOpen: isOpenState(state),
    lateFee: rental.lateFee + lateFee,
    damage: rental.damage + damage,
    kept: rental.kept + kept,
    owed: rental.owed + owed,
    repairCost: rental.repairCost + repairCost,
  })
  keepEvent(context, after, happened)
  if (after.state !== rental.state) announce(context, after, rental.state)
  return after
}

/** Keeps a rental that is new. */
export function addRental(
  context: CommandContext,
  row: NewRowOf<typeof rentalsRentals>,
  happened: Happened,
): RentalRow {
  const rental = context.store.insert(rentalsRentals, row)
  keepEvent(context, rental, happened)
  // Units that part from others were told of when they came there.
  if (happened.kind !== 'split') announce(context, rental, null)
  return rental
}

function announce(context: CommandContext, rental: RentalRow, before: string | null): void {
  const { id: rentalId, itemId, serialId, quantity, state, customerId, orderId, startsAt: from, endsAt: to } = rental
  context.emit(rentalMoved, { rentalId, itemId, serialId, quantity, state, before, customerId, orderId, from, to })
}

export function keepEvent(context: CommandContext, rental: RentalRow, happened: Happened): void {
  const { id: rentalId, branch, state, itemId, serialId, quantity, orderId, startsAt, endsAt } = rental
  const { busyFrom, busyTo, currency, price, bond, outcome } = rental
  recordFact(context, rentalsEvents, {
    ...eventOf(context, happened),
    rentalId,
    branch,
    state,
    itemId,
    serialId,
    quantity,
    orderId,
    startsAt,
    endsAt,
    busyFrom,
    busyTo,
    currency,
    price,
    bond,
    outcome,
  })
}

/** The same of a block, whose buffers are none. */
export function keepBlockEvent(context: CommandContext, block: BlockRow, happened: Happened): void {
  const { id: rentalId, branch, itemId, serialId, quantity, startsAt, endsAt, currency } = block
  recordFact(context, rentalsEvents, {
    ...eventOf(context, happened),
    rentalId,
    branch,
    state: block.isOpen ? 'blocked' : 'unblocked',
    itemId,
    serialId,
    quantity,
    startsAt,
    endsAt,
    busyFrom: startsAt,
    busyTo: endsAt,
    currency,
    price: 0n,
    bond: 0n,
  })
}

function eventOf(context: CommandContext, happened: Happened) {
  const { kind, at = context.now, lateFee = 0n, damage = 0n, kept = 0n, owed = 0n, repairCost = 0n } = happened
  return {
    id: context.newId(),
    kind,
    at,
    recordedAt: context.now,
    businessDate: context.businessDate,
    actor: context.actor,
    lateFee,
    damage,
    kept,
    owed,
    repairCost,
    note: happened.note ?? null,
    entryId: happened.entryId ?? null,
    bondEntryId: happened.bondEntryId ?? null,
    movementId: happened.movementId ?? null,
    costId: happened.costId ?? null,
    otherId: happened.otherId ?? null,
    allowed: happened.allowed ?? null,
  }
}
