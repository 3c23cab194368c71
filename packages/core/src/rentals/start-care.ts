/** Sends units to cleaning or repair. */
import type { CommandContext } from '../engine/context.ts'
import { type Instant, parseInstant } from '../values/instant.ts'
import { RentalPeriodInvalid } from './errors.ts'
import { keepRental } from './keep-rental.ts'
import { inOrderOf, lockRentals, requireState } from './lock-rentals.ts'
import { moveReady } from './move-ready.ts'
import { heldErrors } from './operation-errors.ts'
import { resourceOf } from './overruns.ts'
import { plusMinutes } from './period.ts'
import { presentRental, type RentalList } from './present-rental.ts'
import { instantText, noteText, rentalIdsSchema } from './shapes.ts'
import type { RentalRow } from './tables.ts'

export const careMembers = {
  rentals: rentalIdsSchema,
  /** When it is expected to be ready. */
  until: instantText.optional(),
  /** What is to be done. Never personal data. */
  note: noteText.optional(),
}

export const careErrors = [...heldErrors, RentalPeriodInvalid] as const

interface Care {
  readonly rentals: readonly string[]
  readonly until?: string | undefined
  readonly note?: string | undefined
}

/** Statements: the lock; for each an update, and as moveReady. @throws RENTAL_UNKNOWN, RENTAL_STATE_REFUSED, RENTAL_PERIOD_INVALID */
export async function startCare(
  context: CommandContext,
  state: 'cleaning' | 'repair',
  { rentals: ids, until, note }: Care,
): Promise<RentalList> {
  const { now } = context
  const told = until === undefined ? undefined : parseInstant(until)
  if (told !== undefined && told <= now) {
    throw RentalPeriodInvalid.create({ field: 'until', rule: `be after now, ${now}`, value: told })
  }
  const rentals = await lockRentals(context, ids)
  for (const rental of rentals) requireState(rental, state, state === 'cleaning' ? 'clean it' : 'repair it')
  const readyOf = (rental: RentalRow): Instant => told ?? plusMinutes(now, rental.cleanMinutes)
  for (const rental of inOrderOf(rentals, resourceOf)) await moveReady(context, rental, readyOf(rental))
  const items = []
  for (const rental of rentals) {
    const change = { state, busyTo: readyOf(rental) }
    items.push(presentRental(await keepRental(context, rental, change, { kind: state, note })))
  }
  return { items }
}
