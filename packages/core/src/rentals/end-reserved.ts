/** Ends rentals that never went out. */
import { releaseClaims } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { RentalPeriodInvalid } from './errors.ts'
import { keepRental } from './keep-rental.ts'
import { lockRentals, requireState } from './lock-rentals.ts'
import { presentRental, type RentalList } from './present-rental.ts'

interface Ending {
  readonly state: 'cancelled' | 'noShow'
  readonly action: string
  readonly note: string | undefined
  /** Whether its time must have begun. */
  readonly begun?: boolean
}

/** Statements: the lock, the claims, and one update for each. @throws RENTAL_UNKNOWN, RENTAL_STATE_REFUSED, RENTAL_PERIOD_INVALID */
export async function endReserved(
  context: CommandContext,
  ids: readonly string[],
  ending: Ending,
): Promise<RentalList> {
  const { state, action, note, begun = false } = ending
  const rentals = await lockRentals(context, ids)
  for (const rental of rentals) {
    requireState(rental, state, action)
    if (begun && rental.startsAt > context.now) {
      const rule = `have begun before one can ${action}`
      throw RentalPeriodInvalid.create({ field: `the time of rental "${rental.id}"`, rule, value: rental.startsAt })
    }
  }
  await releaseClaims(context, ids)
  const items = []
  for (const rental of rentals) {
    const ended = await keepRental(context, rental, { state, endedAt: context.now }, { kind: state, note })
    items.push(presentRental(ended))
  }
  return { items }
}
